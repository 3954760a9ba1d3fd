CREATE TABLE `shop`.`_dpone_9e82fef0b776_g7_0` AS `shop`.`orders` ENGINE = MergeTree PARTITION BY toYYYYMM(day) ORDER BY id SETTINGS non_replicated_deduplication_window = 10000, allow_nullable_key = 1, max_bytes_to_merge_at_max_space_in_pool = 1 COMMENT 'stage of dpone, load 0';
ALTER TABLE `shop`.`_dpone_9e82fef0b776_g7_0` ADD COLUMN `note` Nullable(String);
