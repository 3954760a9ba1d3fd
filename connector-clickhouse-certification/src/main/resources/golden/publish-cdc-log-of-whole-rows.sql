-- make
CREATE TABLE `shop`.`_dpone_9e82fef0b776_g7_0_new` AS `shop`.`orders`;
-- base
ALTER TABLE `shop`.`_dpone_9e82fef0b776_g7_0_new` ATTACH PARTITION ALL FROM `shop`.`orders`;
-- change
INSERT INTO `shop`.`_dpone_9e82fef0b776_g7_0_new` (`id`, `day`, `total`, `note`, `_dpone_kind`, `_dpone_position`) SELECT `id`, `day`, `total`, `note`, `_dpone_kind`, toUInt64(`_dpone_sequence` - 5 + 1) + (SELECT max(_dpone_position) FROM `shop`.`orders`) FROM `shop`.`_dpone_9e82fef0b776_g7_0` WHERE `_dpone_sequence` > 4 AND `_dpone_kind` IN (0, 1);
-- change
INSERT INTO `shop`.`_dpone_9e82fef0b776_g7_0_new` (`id`, `_dpone_kind`, `_dpone_position`) SELECT k_0, 'delete', toUInt64(q - 5 + 1) + (SELECT max(_dpone_position) FROM `shop`.`orders`) FROM (SELECT assumeNotNull(`id`) AS k_0, `_dpone_sequence` AS q, `_dpone_kind` != 2 AS up, 0 AS gone, *  FROM `shop`.`_dpone_9e82fef0b776_g7_0` WHERE `_dpone_sequence` > 4 AND `_dpone_kind` != 3 UNION ALL SELECT assumeNotNull(`_dpone_old_id`) AS k_0, `_dpone_sequence` AS q, 0 AS up, 1 AS gone, *  FROM `shop`.`_dpone_9e82fef0b776_g7_0` WHERE `_dpone_sequence` > 4 AND (`_dpone_kind` = 1 AND `_dpone_old_id` IS NOT NULL AND tuple(`_dpone_old_id`) != tuple(`id`))) WHERE NOT up;
-- count
SELECT countIf(NOT was AND is), countIf(was AND is), countIf(was AND NOT is) FROM (SELECT countIf(_dpone_position <= (SELECT max(_dpone_position) FROM `shop`.`orders`)) > 0 AND argMaxIf(_dpone_kind, _dpone_position, _dpone_position <= (SELECT max(_dpone_position) FROM `shop`.`orders`)) NOT IN ('delete', 'truncate') AS was, argMaxIf(_dpone_kind, _dpone_position, _dpone_position > (SELECT max(_dpone_position) FROM `shop`.`orders`)) NOT IN ('delete', 'truncate') AS is FROM `shop`.`_dpone_9e82fef0b776_g7_0_new` WHERE `id` IN (SELECT `id` FROM `shop`.`_dpone_9e82fef0b776_g7_0_new` WHERE _dpone_position > (SELECT max(_dpone_position) FROM `shop`.`orders`)) GROUP BY `id`);
