UPDATE `acme-dwh.meta._dpone_state` SET expires_at = TIMESTAMP_ADD(CURRENT_TIMESTAMP(), INTERVAL 30000 MILLISECOND) WHERE pipeline = 'it\'s' AND scope = 'a\\b' AND owner IS NOT NULL AND token = 7;
