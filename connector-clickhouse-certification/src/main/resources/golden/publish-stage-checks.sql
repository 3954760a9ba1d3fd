SELECT any(toString(tuple(`id`, `day`, `total`, `note`))), count() FROM `shop`.`_dpone_9e82fef0b776_g7_0` WHERE `id` IS NULL;
SELECT toString(tuple(`id`)), count() AS n FROM `shop`.`_dpone_9e82fef0b776_g7_0` GROUP BY `id` HAVING n > 1 LIMIT 1;
