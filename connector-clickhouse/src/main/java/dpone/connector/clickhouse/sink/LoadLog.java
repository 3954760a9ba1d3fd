package dpone.connector.clickhouse.sink;

import static dpone.connector.clickhouse.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.sql.Sql;
import dpone.connector.clickhouse.sql.TableName;
import dpone.spi.transfer.LoadId;
import java.util.List;
import java.util.Map;

/**
 * The table {@code _dpone_loads}: what happened to generations and loads, one row an event, never
 * changed. Recording an event twice says nothing new, so that it may be repeated.
 */
final class LoadLog {
  /** A generation began; older ones may publish no more. */
  static final String FENCED = "fenced";

  /** A copy is about to take a target's place. */
  static final String INTENDED = "intended";

  /** A copy was seen to have taken it. */
  static final String PUBLISHED = "published";

  /** All streams of a load are published. */
  static final String COMMITTED = "committed";

  /** A load is not going to be published. */
  static final String ABANDONED = "abandoned";

  /**
   * One row.
   *
   * @param name of the event
   * @param loadId load, empty for a generation
   * @param stream stream, empty if it is about all
   * @param detail as JSON
   */
  record Event(String name, String loadId, String stream, JsonNode detail) {}

  private final Server server;
  private final TableName table;
  private final String pipeline;
  private final String scope;

  LoadLog(Server server, String database, String pipeline, String scope) {
    this.server = server;
    this.table = new TableName(database, "_dpone_loads");
    this.pipeline = pipeline;
    this.scope = scope;
  }

  /** The statement that makes the table; what is recorded survives a crash of the machine. */
  static String ddl(TableName table) {
    return "CREATE TABLE IF NOT EXISTS "
        + table.sql()
        + " (pipeline String, scope String, generation UInt64, event LowCardinality(String),"
        + " load_id String, stream String, detail String,"
        + " at DateTime64(6, 'UTC') DEFAULT now64(6)) ENGINE = MergeTree"
        + " ORDER BY (pipeline, scope, at)"
        + " SETTINGS fsync_after_insert = 1, fsync_part_directory = 1"
        + " COMMENT 'loads and generations of dpone'";
  }

  boolean exists() {
    return server.value("EXISTS TABLE " + table.sql()).equals("1");
  }

  void ensure() {
    server.execute(ddl(table));
  }

  /** The newest generation that was recorded, 0 if none was. */
  long generation() {
    return Long.parseLong(
        server.value("SELECT toString(max(generation)) FROM " + table.sql() + mine()));
  }

  private String mine() {
    return " WHERE pipeline = " + Sql.text(pipeline) + " AND scope = " + Sql.text(scope);
  }

  void record(String event, long generation, String loadId, String stream, JsonNode detail) {
    server.execute(
        "INSERT INTO "
            + table.sql()
            + " (pipeline, scope, generation, event, load_id, stream, detail) VALUES ("
            + Sql.text(pipeline)
            + ", "
            + Sql.text(scope)
            + ", "
            + generation
            + ", "
            + Sql.texts(List.of(event, loadId, stream, detail.toString()))
            + ")",
        Map.of("async_insert", "0"));
  }

  /** Events of one load, oldest first. */
  List<Event> of(LoadId loadId) {
    return events(" AND load_id = " + Sql.text(loadId.value()));
  }

  /** Events of loads that began to be published and were neither completed nor abandoned. */
  List<Event> open() {
    return events(
        " AND load_id != '' AND load_id NOT IN (SELECT load_id FROM "
            + table.sql()
            + mine()
            + " AND event IN ('committed', 'abandoned'))");
  }

  private List<Event> events(String and) {
    return server
        .rows(
            "SELECT event, load_id, stream, detail FROM "
                + table.sql()
                + mine()
                + and
                + " ORDER BY at")
        .stream()
        .map(row ->
            new Event(
                String.valueOf(row.get(0)),
                String.valueOf(row.get(1)),
                String.valueOf(row.get(2)),
                JSON.tree(String.valueOf(row.get(3)))))
        .toList();
  }
}
