package dpone.connector.clickhouse.target;

import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.sql.Sql;
import dpone.connector.clickhouse.sql.TableName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A table as the server's catalogue has it.
 *
 * @param name of the table
 * @param uuid which tells it from one that takes its name
 * @param engine such as {@code ReplacingMergeTree}
 * @param partitionKey expression, empty if there is none
 * @param sortingKey expressions with commas between, empty if there are none
 * @param clauses engine with all its clauses, in one line
 * @param rows as the server counts them, those of deleted rows among them; -1 if unknown
 * @param definition the statement that makes it
 * @param databaseEngine engine of its database
 * @param columns in order
 * @param views names of materialized views that are fed by inserts into it
 */
public record TargetTable(
    TableName name,
    String uuid,
    String engine,
    String partitionKey,
    String sortingKey,
    String clauses,
    long rows,
    String definition,
    String databaseEngine,
    List<Column> columns,
    List<String> views) {

  /**
   * A column.
   *
   * @param name of the column
   * @param type as the server spells it
   * @param kind empty, or {@code DEFAULT}, {@code MATERIALIZED}, {@code ALIAS}, {@code EPHEMERAL}
   * @param inKey whether the sorting or partition key uses it
   */
  public record Column(String name, String type, String kind, boolean inKey) {
    /** Whether the server computes it whatever is inserted. */
    public boolean computed() {
      return kind.equals("MATERIALIZED") || kind.equals("ALIAS") || kind.equals("EPHEMERAL");
    }

    /** Whether a null may stand in it. */
    public boolean nullable() {
      return type.startsWith("Nullable(") || type.startsWith("LowCardinality(Nullable(");
    }
  }

  /** Copies the lists. */
  public TargetTable {
    columns = List.copyOf(columns);
    views = List.copyOf(views);
  }

  /** The table, if there is one. */
  public static Optional<TargetTable> read(Server server, TableName name) {
    String where =
        " WHERE database = " + Sql.text(name.database()) + " AND name = " + Sql.text(name.name());
    List<List<@Nullable String>> found =
        server.rows(
            "SELECT toString(uuid), engine, partition_key, sorting_key, engine_full,"
                + " ifNull(toInt64(total_rows), -1), create_table_query,"
                + " (SELECT any(engine) FROM system.databases WHERE name = "
                + Sql.text(name.database())
                + ") FROM system.tables"
                + where);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    List<Column> columns =
        server
            .rows(
                "SELECT name, type, default_kind, is_in_sorting_key OR is_in_partition_key"
                    + " FROM system.columns WHERE database = "
                    + Sql.text(name.database())
                    + " AND table = "
                    + Sql.text(name.name())
                    + " ORDER BY position")
            .stream()
            .map(row ->
                new Column(cell(row, 0), cell(row, 1), cell(row, 2), cell(row, 3).equals("1")))
            .toList();
    List<String> views =
        server
            .rows(
                "SELECT concat(d, '.', t) FROM system.tables"
                    + " ARRAY JOIN dependencies_database AS d, dependencies_table AS t"
                    + where
                    + " ORDER BY 1")
            .stream()
            .map(row -> cell(row, 0))
            .toList();
    List<@Nullable String> row = found.get(0);
    return Optional.of(
        new TargetTable(
            name,
            cell(row, 0),
            cell(row, 1),
            cell(row, 2),
            Sql.key(cell(row, 3)),
            cell(row, 4),
            Long.parseLong(cell(row, 5)),
            cell(row, 6),
            cell(row, 7),
            columns,
            views));
  }

  private static String cell(List<@Nullable String> row, int index) {
    return String.valueOf(row.get(index));
  }

  /** The column of that name. */
  public Optional<Column> column(String column) {
    return columns.stream().filter(c -> c.name().equals(column)).findFirst();
  }

  /** Whether partitions can be attached to it: the engines of the MergeTree family. */
  public boolean holdsParts() {
    return engine.endsWith("MergeTree");
  }

  /** Whether rows of one sorting key become one in the background. */
  public boolean replaces() {
    return engine.endsWith("ReplacingMergeTree");
  }

  /** Whether it keeps copies on other servers. */
  public boolean replicated() {
    return engine.startsWith("Replicated") || engine.startsWith("Shared");
  }

  /** Whether it has projections, which a lightweight delete has to be told about. */
  public boolean projects() {
    return definition.contains(" PROJECTION ");
  }
}
