package dpone.connector.clickhouse.stage;

/** Settings of the tables that a load is gathered in. */
public final class StageSettings {
  /**
   * The one by which parts stay as they were written: merging them competes with the load, and the
   * target merges what it gets anyway.
   */
  static final String UNMERGED = "max_bytes_to_merge_at_max_space_in_pool";

  /** All of them, as they stand behind {@code SETTINGS}. */
  public static final String ALL =
      "non_replicated_deduplication_window = 10000, allow_nullable_key = 1, " + UNMERGED + " = 1";

  private StageSettings() {}
}
