UPDATE `acme-dwh.meta._dpone_state` SET revision = 0, document = NULL WHERE pipeline = 'it\'s' AND scope = 'a\\b' AND token = 7;
