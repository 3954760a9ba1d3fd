-- make
CREATE TABLE `shop`.`_dpone_9e82fef0b776_g7_0_new` AS `shop`.`orders`;
-- base
ALTER TABLE `shop`.`_dpone_9e82fef0b776_g7_0_new` ATTACH PARTITION ALL FROM `shop`.`orders`;
-- schema
ALTER TABLE `shop`.`_dpone_9e82fef0b776_g7_0_new` ADD COLUMN `note` Nullable(String);
-- restore
INSERT INTO `shop`.`_dpone_9e82fef0b776_g7_0_new` (`id`, `day`, `total`, `valid_to`, `is_current`) SELECT `id`, `day`, `total`, toDateTime64('2026-01-31 12:00:00.000000', 6, 'UTC'), false FROM `shop`.`_dpone_9e82fef0b776_g7_0_new` WHERE `is_current` AND ((`id` IN (SELECT `id` FROM `shop`.`_dpone_9e82fef0b776_g7_0`) AND sipHash128(toString(tuple(`id`, `total`))) NOT IN (SELECT sipHash128(toString(tuple(`id`, `total`))) FROM `shop`.`_dpone_9e82fef0b776_g7_0`)) OR `id` NOT IN (SELECT `id` FROM `shop`.`_dpone_9e82fef0b776_g7_0`));
-- supersede
DELETE FROM `shop`.`_dpone_9e82fef0b776_g7_0_new` WHERE `is_current` AND ((`id` IN (SELECT `id` FROM `shop`.`_dpone_9e82fef0b776_g7_0`) AND sipHash128(toString(tuple(`id`, `total`))) NOT IN (SELECT sipHash128(toString(tuple(`id`, `total`))) FROM `shop`.`_dpone_9e82fef0b776_g7_0`)) OR `id` NOT IN (SELECT `id` FROM `shop`.`_dpone_9e82fef0b776_g7_0`));
-- supersede
DELETE FROM `shop`.`_dpone_9e82fef0b776_g7_0_new` WHERE `is_current` AND `id` IN (SELECT `id` FROM `shop`.`_dpone_9e82fef0b776_g7_0`) AND sipHash128(toString(tuple(`id`, `day`, `total`, `note`))) NOT IN (SELECT sipHash128(toString(tuple(`id`, `day`, `total`, `note`))) FROM `shop`.`_dpone_9e82fef0b776_g7_0`);
-- restore
INSERT INTO `shop`.`_dpone_9e82fef0b776_g7_0_new` (`id`, `day`, `total`, `note`) SELECT s.`id`, s.`day`, s.`total`, s.`note` FROM `shop`.`_dpone_9e82fef0b776_g7_0` AS s INNER JOIN (SELECT * FROM `shop`.`orders` WHERE `is_current`) AS t ON s.`id` = t.`id` WHERE t.`id` NOT IN (SELECT `id` FROM `shop`.`_dpone_9e82fef0b776_g7_0_new` WHERE `is_current`) AND toString(tuple(t.`total`)) = toString(tuple(s.`total`));
-- add
INSERT INTO `shop`.`_dpone_9e82fef0b776_g7_0_new` (`id`, `day`, `total`, `note`, `valid_from`, `valid_to`, `is_current`) SELECT `id`, `day`, `total`, `note`, toDateTime64('2026-01-31 12:00:00.000000', 6, 'UTC'), NULL, true FROM `shop`.`_dpone_9e82fef0b776_g7_0` WHERE `id` NOT IN (SELECT `id` FROM `shop`.`_dpone_9e82fef0b776_g7_0_new` WHERE `is_current`);
