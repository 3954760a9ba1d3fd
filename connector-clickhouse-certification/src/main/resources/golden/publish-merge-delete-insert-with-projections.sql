-- make
CREATE TABLE `shop`.`_dpone_9e82fef0b776_g7_0_new` AS `shop`.`orders`;
-- base
ALTER TABLE `shop`.`_dpone_9e82fef0b776_g7_0_new` ATTACH PARTITION ALL FROM `shop`.`orders`;
-- schema
ALTER TABLE `shop`.`_dpone_9e82fef0b776_g7_0_new` ADD COLUMN `note` Nullable(String);
-- make
ALTER TABLE `shop`.`_dpone_9e82fef0b776_g7_0_new` MODIFY SETTING lightweight_mutation_projection_mode = 'rebuild';
-- supersede
DELETE FROM `shop`.`_dpone_9e82fef0b776_g7_0_new` WHERE `id` IN (SELECT `id` FROM `shop`.`_dpone_9e82fef0b776_g7_0`);
-- make
ALTER TABLE `shop`.`_dpone_9e82fef0b776_g7_0_new` RESET SETTING lightweight_mutation_projection_mode;
-- add_all
ALTER TABLE `shop`.`_dpone_9e82fef0b776_g7_0_new` ATTACH PARTITION ALL FROM `shop`.`_dpone_9e82fef0b776_g7_0`;
