CREATE TABLE IF NOT EXISTS `acme-dwh.shop.shaped` LIKE `acme-dwh.shop.orders` OPTIONS (expiration_timestamp = TIMESTAMP '2026-01-31T00:00:00Z');
