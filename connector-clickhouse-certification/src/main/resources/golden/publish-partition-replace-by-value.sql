-- make
CREATE TABLE `shop`.`_dpone_9e82fef0b776_g7_0_new` AS `shop`.`orders`;
-- base
ALTER TABLE `shop`.`_dpone_9e82fef0b776_g7_0_new` ATTACH PARTITION ALL FROM `shop`.`orders`;
-- schema
ALTER TABLE `shop`.`_dpone_9e82fef0b776_g7_0_new` ADD COLUMN `note` Nullable(String);
-- delete
DELETE FROM `shop`.`_dpone_9e82fef0b776_g7_0_new` WHERE ifNull(`day` IN (SELECT `day` FROM `shop`.`_dpone_9e82fef0b776_g7_0`), 0) OR (`day` IS NULL AND (SELECT countIf(`day` IS NULL) FROM `shop`.`_dpone_9e82fef0b776_g7_0`) > 0);
-- add_all
ALTER TABLE `shop`.`_dpone_9e82fef0b776_g7_0_new` ATTACH PARTITION ALL FROM `shop`.`_dpone_9e82fef0b776_g7_0`;
