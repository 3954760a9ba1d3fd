package dpone.connector.clickhouse.stage;

import java.util.Map;

/** Settings of the inserts into a stage. */
final class InsertSettings {
  /** As one part a partition, at once, and without a null or a date becoming something else. */
  static final Map<String, String> ONE_PART =
      Map.ofEntries(
          Map.entry("async_insert", "0"),
          Map.entry("insert_deduplicate", "1"),
          Map.entry("optimize_on_insert", "0"),
          Map.entry("max_insert_block_size", "100000000"),
          Map.entry("min_insert_block_size_rows", "100000000"),
          Map.entry("min_insert_block_size_bytes", "4000000000"),
          Map.entry("input_format_null_as_default", "0"),
          Map.entry("input_format_parallel_parsing", "0"),
          Map.entry("date_time_input_format", "best_effort"),
          Map.entry("input_format_tsv_empty_as_default", "0"),
          Map.entry("throw_on_max_partitions_per_insert_block", "0"));

  private InsertSettings() {}
}
