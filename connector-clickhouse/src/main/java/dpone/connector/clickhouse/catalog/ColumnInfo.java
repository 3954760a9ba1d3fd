package dpone.connector.clickhouse.catalog;

/**
 * A column as the server has it.
 *
 * @param name as the server spells it
 * @param type the server's spelling
 * @param kind {@code DEFAULT}, {@code MATERIALIZED}, {@code ALIAS}, {@code EPHEMERAL} or empty
 */
public record ColumnInfo(String name, String type, String kind) {
  /** Whether {@code SELECT *} has it. */
  public boolean ordinary() {
    return kind.isEmpty() || kind.equals("DEFAULT");
  }
}
