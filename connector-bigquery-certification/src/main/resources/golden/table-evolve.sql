ALTER TABLE `acme-dwh.shop.orders` ADD COLUMN IF NOT EXISTS `more` ARRAY<DATE>;
ALTER TABLE `acme-dwh.shop.orders` ALTER COLUMN `id` DROP NOT NULL;
ALTER TABLE `acme-dwh.shop.orders` ALTER COLUMN `Total net` SET DATA TYPE NUMERIC(20, 2);
DROP TABLE IF EXISTS `acme-dwh.shop._dpone_s_0_1_0`;
