-- make
CREATE TABLE `shop`.`_dpone_9e82fef0b776_g7_0_new` (`id` Int64, `day` Date32, `total` Nullable(Decimal(10, 2)), `note` Nullable(String) CODEC(ZSTD(3))) ENGINE = ReplacingMergeTree(day) PARTITION BY toYYYYMM(day) ORDER BY (`id`) TTL day + INTERVAL 2 YEAR SETTINGS index_granularity = 4096;
-- add_all
ALTER TABLE `shop`.`_dpone_9e82fef0b776_g7_0_new` ATTACH PARTITION ALL FROM `shop`.`_dpone_9e82fef0b776_g7_0`;
