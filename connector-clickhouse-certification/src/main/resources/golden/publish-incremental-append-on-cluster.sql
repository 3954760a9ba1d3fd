-- make
CREATE TABLE `shop`.`_dpone_9e82fef0b776_g7_0_new` ON CLUSTER `main` AS `shop`.`orders`;
-- base
ALTER TABLE `shop`.`_dpone_9e82fef0b776_g7_0_new` ATTACH PARTITION ALL FROM `shop`.`orders`;
-- schema
ALTER TABLE `shop`.`_dpone_9e82fef0b776_g7_0_new` ON CLUSTER `main` ADD COLUMN `note` Nullable(String);
-- add_all
ALTER TABLE `shop`.`_dpone_9e82fef0b776_g7_0_new` ATTACH PARTITION ALL FROM `shop`.`_dpone_9e82fef0b776_g7_0`;
