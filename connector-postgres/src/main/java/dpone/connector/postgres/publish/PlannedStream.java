package dpone.connector.postgres.publish;

import dpone.connector.postgres.catalog.TargetTable;
import dpone.connector.postgres.sql.TableName;
import dpone.spi.batch.WireFormat;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.sink.StreamPlan;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What will be done with one stream, in detail.
 *
 * @param stream name of the source's stream
 * @param target the table
 * @param existing the table as it is, or null if it is to be made
 * @param columns in the order in which they arrive
 * @param key columns that identify a row; empty where the mode needs none
 * @param types statements that make types before the stage, which has columns of them
 * @param ddl changes of the target's schema
 * @param publisher how the stage becomes the target
 * @param wire the wire format, or null for columns
 * @param notes why
 */
public record PlannedStream(
    String stream,
    TableName target,
    @Nullable TargetTable existing,
    List<PlannedColumn> columns,
    List<String> key,
    List<String> types,
    List<String> ddl,
    Publisher publisher,
    @Nullable WireFormat wire,
    List<String> notes) {
  /** Copies the lists. */
  public PlannedStream {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    types = List.copyOf(types);
    ddl = List.copyOf(ddl);
    notes = List.copyOf(notes);
  }

  /** The columns that go from the stage to the target. */
  public List<PlannedColumn> published() {
    return columns.stream().filter(PlannedColumn::published).toList();
  }

  /** The same rows for another table. */
  PlannedStream into(TableName other) {
    return new PlannedStream(
        stream, other, existing, columns, key, types, ddl, publisher, wire, notes);
  }

  /** The same for people and for the host. */
  public StreamPlan plan() {
    return new StreamPlan(
        stream,
        target.toString(),
        columns.stream()
            .filter(c -> !ChangeSchema.isReserved(c.name()))
            .map(PlannedColumn::mapping)
            .toList(),
        Stream.concat(types.stream(), ddl.stream()).toList(),
        publisher.text(),
        wire,
        notes);
  }
}
