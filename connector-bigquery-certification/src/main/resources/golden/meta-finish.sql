ASSERT (SELECT MAX(generation) FROM `acme-dwh.meta._dpone_fences` WHERE pipeline = 'it\'s' AND scope = 'a\\b') = 7 AS 'DPONE_FENCED';
UPDATE `acme-dwh.meta._dpone_fences` SET changed_at = CURRENT_TIMESTAMP() WHERE pipeline = 'it\'s' AND scope = 'a\\b';
UPDATE `acme-dwh.meta._dpone_loads` SET committed_at = CURRENT_TIMESTAMP(), detail = '{"a":"\\n"}' WHERE load_id = '0123';
