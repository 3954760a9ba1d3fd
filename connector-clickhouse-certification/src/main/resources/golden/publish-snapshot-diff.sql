-- make
CREATE TABLE `shop`.`_dpone_9e82fef0b776_g7_0_new` AS `shop`.`orders`;
-- base
ALTER TABLE `shop`.`_dpone_9e82fef0b776_g7_0_new` ATTACH PARTITION ALL FROM `shop`.`orders`;
-- schema
ALTER TABLE `shop`.`_dpone_9e82fef0b776_g7_0_new` ADD COLUMN `note` Nullable(String);
-- delete, at most 12
DELETE FROM `shop`.`_dpone_9e82fef0b776_g7_0_new` WHERE `id` NOT IN (SELECT `id` FROM `shop`.`_dpone_9e82fef0b776_g7_0`);
-- supersede
DELETE FROM `shop`.`_dpone_9e82fef0b776_g7_0_new` WHERE sipHash128(toString(tuple(`id`, `day`, `total`, `note`))) NOT IN (SELECT sipHash128(toString(tuple(`id`, `day`, `total`, `note`))) FROM `shop`.`_dpone_9e82fef0b776_g7_0`);
-- add
INSERT INTO `shop`.`_dpone_9e82fef0b776_g7_0_new` (`id`, `day`, `total`, `note`) SELECT `id`, `day`, `total`, `note` FROM `shop`.`_dpone_9e82fef0b776_g7_0` WHERE `id` NOT IN (SELECT `id` FROM `shop`.`_dpone_9e82fef0b776_g7_0_new`);
