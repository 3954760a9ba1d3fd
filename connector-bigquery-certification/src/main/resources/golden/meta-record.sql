INSERT INTO `acme-dwh.meta._dpone_loads` (load_id, pipeline, scope, generation, committed_at, detail) VALUES ('0123', 'it\'s', 'a\\b', 7, CURRENT_TIMESTAMP(), '{"a":"\\n"}');
