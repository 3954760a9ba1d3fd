package dpone.connector.clickhouse.publish;

import dpone.connector.clickhouse.sql.TableName;
import dpone.connector.clickhouse.target.PlannedColumn;
import dpone.connector.clickhouse.target.TargetTable;
import dpone.spi.batch.WireFormat;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.sink.StreamPlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What will be done with one stream, in detail.
 *
 * @param stream name of the source's stream
 * @param shown what the manifest names, and users query
 * @param target the table that is published to, which is the same or the log behind it
 * @param existing the table as it is, or null if it is to be made
 * @param columns in the order in which they arrive
 * @param key columns that identify a row; empty where the mode needs none
 * @param create the statement that makes a target that does not exist; else empty
 * @param layout partition and sorting key of the stage, as they stand in {@code CREATE TABLE}
 * @param alters changes of the columns of an existing target
 * @param publisher how the stage becomes the target
 * @param wire the wire format, or null for columns
 * @param cluster of {@code ON CLUSTER}, empty for none
 * @param after statements that are run after the publish, and may be run again
 * @param notes why
 */
public record PlannedStream(
    String stream,
    TableName shown,
    TableName target,
    @Nullable TargetTable existing,
    List<PlannedColumn> columns,
    List<String> key,
    String create,
    String layout,
    List<Alter> alters,
    Publisher publisher,
    @Nullable WireFormat wire,
    String cluster,
    List<String> after,
    List<String> notes) {

  /**
   * A change of a table's columns.
   *
   * @param what such as {@code ADD COLUMN `a` String}
   */
  public record Alter(String what) {
    /** The statement for a table. */
    public String on(TableName table, String cluster) {
      return "ALTER TABLE " + table.sql() + CopySql.onCluster(cluster) + " " + what;
    }
  }

  /** Copies the lists. */
  public PlannedStream {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    alters = List.copyOf(alters);
    after = List.copyOf(after);
    notes = List.copyOf(notes);
  }

  /** The columns of the stage. */
  public List<PlannedColumn> staged() {
    return columns.stream().filter(PlannedColumn::staged).toList();
  }

  /** The columns that go from the stage to the target. */
  public List<PlannedColumn> published() {
    return columns.stream().filter(PlannedColumn::published).toList();
  }

  /** Their names. */
  public List<String> names() {
    return published().stream().map(PlannedColumn::name).toList();
  }

  /** Those that are not of the key. */
  public List<String> values() {
    return names().stream().filter(name -> !key.contains(name)).toList();
  }

  /** The same for people and for the host. */
  public StreamPlan plan() {
    List<String> ddl = new ArrayList<>();
    if (create.isEmpty()) {
      alters.forEach(alter -> ddl.add(alter.on(target, cluster)));
    } else {
      ddl.add(create);
    }
    ddl.addAll(after);
    return new StreamPlan(
        stream,
        shown.toString(),
        columns.stream()
            .filter(c -> !ChangeSchema.isReserved(c.name()))
            .map(PlannedColumn::mapping)
            .toList(),
        ddl,
        publisher.text(),
        wire,
        notes);
  }
}
