package dpone.connector.kafka.sink;

import dpone.connector.kafka.error.KafkaCode;
import dpone.connector.kafka.format.codec.Operation;
import dpone.spi.batch.CellState;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.cdc.ChangeKind;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns changes into records, in their order. A change that cannot be one ends the load: without it
 * the topic would be wrong from then on. Used by one thread.
 */
final class ChangeRecords {
  private static final int KIND = 0;
  private static final int CARRIED_OVER = 2;

  private final TopicPlan plan;
  private final RecordShaper shaper;
  private final String deletes;

  ChangeRecords(TopicPlan plan, RecordShaper shaper, String deletes) {
    this.plan = plan;
    this.shaper = shaper;
    this.deletes = deletes;
  }

  void write(RecordWriter writer, ColumnBatch batch, int row) {
    int kind = batch.ints(KIND).get(row);
    if (kind == ChangeKind.TRUNCATE.code()) {
      throw KafkaCode.TRUNCATE_REFUSED
          .error("the table of " + plan.stream() + " was emptied at the source")
          .at(Place.stream(plan.stream()))
          .build();
    }
    if (kind == ChangeKind.DELETE.code()) {
      writer.send(delete(batch, row));
      return;
    }
    refuseUnchanged(batch, row);
    boolean moved = kind == ChangeKind.UPDATE.code() && keyChanged(batch, row);
    ProducerRecord<byte[], byte[]> record =
        made(
            shaper.upsert(
                batch, row, kind == ChangeKind.INSERT.code() ? Operation.INSERT : Operation.UPDATE),
            batch,
            row);
    if (moved) {
      writer.sendExtra(made(shaper.oldTombstone(batch, row), batch, row));
    }
    writer.send(record);
  }

  private ProducerRecord<byte[], byte[]> delete(ColumnBatch batch, int row) {
    return switch (deletes) {
      case "tombstone" -> made(shaper.tombstone(batch, row), batch, row);
      case "event" -> made(shaper.upsert(batch, row, Operation.DELETE), batch, row);
      default ->
          throw KafkaCode.DELETE_REFUSED
              .error("a row was deleted at the source, and sink.deletes is " + deletes)
              .at(place("", batch, row))
              .build();
    };
  }

  private boolean keyChanged(ColumnBatch batch, int row) {
    int[] old = plan.key().old().cells();
    return old.length > 0 && batch.column(old[0]).state(row) == CellState.VALUE;
  }

  private void refuseUnchanged(ColumnBatch batch, int row) {
    if (batch.column(CARRIED_OVER).isNull(row)) {
      return;
    }
    for (int cell = 0; cell < plan.schema().size(); cell++) {
      if (batch.column(cell).state(row) == CellState.UNCHANGED) {
        String name = plan.schema().fields().get(cell).name();
        throw KafkaCode.COLUMN_UNCHANGED
            .error("an update does not carry the column " + name + ", and a record is a whole row")
            .at(place(name, batch, row))
            .build();
      }
    }
  }

  private ProducerRecord<byte[], byte[]> made(
      @Nullable ProducerRecord<byte[], byte[]> record, ColumnBatch batch, int row) {
    if (record == null) {
      Refused why = shaper.refused();
      DponeException error = why.at(plan.stream(), new ShownRow(plan, batch, row).key());
      throw error;
    }
    return record;
  }

  private Place place(String field, ColumnBatch batch, int row) {
    Place place = field.isEmpty() ? Place.stream(plan.stream()) : Place.field(plan.stream(), field);
    return place.row(new ShownRow(plan, batch, row).key());
  }
}
