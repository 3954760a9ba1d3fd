UPDATE `acme-dwh.meta._dpone_state` SET revision = 4, document = @document, updated_at = CURRENT_TIMESTAMP() WHERE pipeline = 'it\'s' AND scope = 'a\\b' AND revision = 3 AND token = 7;
