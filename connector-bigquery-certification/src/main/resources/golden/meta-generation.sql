SELECT MAX(generation) FROM `acme-dwh.meta._dpone_fences` WHERE pipeline = 'it\'s' AND scope = 'a\\b';
