SELECT pipeline, scope, revision, document, UNIX_MICROS(updated_at), token, owner, UNIX_MICROS(expires_at) FROM `acme-dwh.meta._dpone_state` WHERE pipeline = 'it\'s' AND scope = 'a\\b';
