UPDATE `acme-dwh.meta._dpone_state` SET owner = NULL, expires_at = NULL WHERE pipeline = 'it\'s' AND scope = 'a\\b' AND token = 7;
