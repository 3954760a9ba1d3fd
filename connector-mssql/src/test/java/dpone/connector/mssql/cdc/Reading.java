package dpone.connector.mssql.cdc;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.CellState;
import dpone.spi.batch.Column;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.IntColumn;
import dpone.spi.cdc.ChangeEvent;
import dpone.spi.cdc.ChangeKind;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.Position;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a recorded log, and writes down what comes. */
final class Reading {
  final TestContext context = new TestContext();
  final RecordedLog log;
  final List<CapturedStream> streams = new ArrayList<>();
  final Map<String, LogPosition.Stream> covered = new HashMap<>();
  final List<String> events = new ArrayList<>();
  final List<String> rows = new ArrayList<>();
  Position reached;
  long counted;
  boolean complete;

  Reading(RecordedLog log) {
    this.log = log;
  }

  /**
   * A stream with an integer key {@code id} and a text {@code name}, read from the first instance
   * of its table.
   */
  Reading stream(String table, String... columns) {
    List<Field> fields = new ArrayList<>();
    List<String> names = columns.length == 0 ? List.of("id", "name") : List.of(columns);
    for (String column : names) {
      boolean key = column.equals("id");
      fields.add(new Field(column, key ? new DataType.Int(32) : new DataType.Text(), !key, ""));
    }
    Schema schema = ChangeSchema.of(new Schema(fields, List.of("id")), List.of("id"));
    streams.add(new CapturedStream(table, table, schema, Set.of("name"), Set.copyOf(names)));
    covered.put(table, LogPosition.Stream.of(log.instances.get(table).getFirst(), Lsn.ZERO));
    return this;
  }

  LogPosition from(ChangePoint point) {
    return new LogPosition(LogPosition.CDC, point, "shop", covered);
  }

  /** Reads all that there is from the end of a transaction on. */
  Reading read(int after) {
    return read(from(ChangePoint.end(RecordedLog.lsn(after))));
  }

  Reading read(LogPosition start) {
    try (LogReader reader = new LogReader(context, log, streams, start, true)) {
      while (!reader.complete()) {
        Optional<ChangeEvent> event = reader.next(Duration.ZERO);
        if (event.isEmpty()) {
          break;
        }
        take(event.get(), reader);
      }
      complete = reader.complete();
    }
    return this;
  }

  void take(ChangeEvent event, LogReader reader) {
    switch (event) {
      case ChangeEvent.Rows changed -> {
        try (ColumnBatch batch = (ColumnBatch) changed.chunk()) {
          events.add(changed.stream() + " " + batch.rows());
          for (int i = 0; i < batch.rows(); i++) {
            rows.add(changed.stream() + " " + text(batch, i));
          }
        }
      }
      case ChangeEvent.Reached place -> {
        reached = place.position();
        events.add("reached " + LogPosition.decode(reached, LogPosition.CDC).point().lsn().high());
        counted += reader.receipts().stream().mapToLong(r -> r.rows()).sum();
      }
      case ChangeEvent.SchemaChange change ->
          events.add("changed " + change.stream() + ": " + change.what());
    }
  }

  static String text(ColumnBatch batch, int row) {
    StringBuilder text = new StringBuilder(ChangeKind.values()[batch.ints(0).get(row)].name());
    for (int i = ChangeSchema.LEADING; i < batch.schema().size(); i++) {
      Column column = batch.column(i);
      text.append(' ');
      if (column.state(row) == CellState.UNCHANGED) {
        text.append('=');
      } else if (column.isNull(row)) {
        text.append('-');
      } else if (column instanceof IntColumn ints) {
        text.append(ints.get(row));
      } else if (column instanceof dpone.spi.batch.LongColumn longs) {
        text.append(longs.get(row));
      } else {
        text.append(((BytesColumn) column).text(row));
      }
    }
    return text.toString();
  }
}
