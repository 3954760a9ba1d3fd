ASSERT (SELECT MAX(generation) FROM `acme-dwh.meta._dpone_fences` WHERE pipeline = 'it\'s' AND scope = 'a\\b') = 7 AS 'DPONE_FENCED';
UPDATE `acme-dwh.meta._dpone_fences` SET changed_at = CURRENT_TIMESTAMP() WHERE pipeline = 'it\'s' AND scope = 'a\\b';
ASSERT NOT EXISTS (SELECT 1 FROM `acme-dwh.meta._dpone_loads` WHERE load_id = '0123') AS 'DPONE_RECORDED';
