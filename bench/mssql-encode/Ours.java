import com.microsoft.sqlserver.jdbc.SQLServerBulkCopy;
import com.microsoft.sqlserver.jdbc.SQLServerBulkCopyOptions;
import dpone.connector.mssql.bulk.BulkRows;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.sql.Connection;
import java.util.List;

/** Column batches into bulk copies as dpone's writer makes them: one for each batch. */
final class Ours {
  static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field("id", new DataType.Int(64), false, ""),
              new Field("customer_id", new DataType.Int(32), false, ""),
              new Field("kind", new DataType.Int(16), false, ""),
              new Field("paid", new DataType.Bool(), true, ""),
              new Field("amount", new DataType.Decimal(12, 2), true, ""),
              new Field("rate", new DataType.Decimal(18, 6), true, ""),
              new Field("weight", new DataType.FloatingPoint(64), true, ""),
              new Field("score", new DataType.FloatingPoint(32), true, ""),
              new Field("code", new DataType.Text(), false, ""),
              new Field("note", new DataType.Text(), true, ""),
              new Field("ref", new DataType.Uuid(), false, ""),
              new Field("created", new DataType.Date(), false, ""),
              new Field("updated_at", new DataType.TimestampTz(6), false, ""),
              new Field("seen_at", new DataType.Timestamp(6), true, ""),
              new Field("attrs", new DataType.Json(), true, "")),
          List.of());

  private Ours() {}

  static ColumnBatch block() {
    ColumnBatch batch = ColumnBatch.create(SCHEMA, new Plain(64 << 20));
    for (long i = 1; i <= Rows.BLOCK; i++) {
      batch.longs(0).append(i);
      batch.ints(1).append(Rows.customer(i));
      batch.ints(2).append(Rows.kind(i));
      Boolean paid = Rows.paid(i);
      if (paid == null) {
        batch.ints(3).appendNull();
      } else {
        batch.ints(3).append(paid ? 1 : 0);
      }
      batch.int128s(4).append(Rows.amount(i));
      Long rate = Rows.rate(i);
      if (rate == null) {
        batch.int128s(5).appendNull();
      } else {
        batch.int128s(5).append(rate);
      }
      batch.doubles(6).append(Rows.weight(i));
      batch.doubles(7).append(Rows.score(i));
      text(batch, 8, Rows.code(i));
      text(batch, 9, Rows.note(i));
      var ref = Rows.ref(i);
      batch.int128s(10).append(ref.getMostSignificantBits(), ref.getLeastSignificantBits());
      batch.ints(11).append((int) Rows.created(i).toEpochDay());
      batch.longs(12).append(Rows.updated(i));
      Long seen = Rows.seen(i);
      if (seen == null) {
        batch.longs(13).appendNull();
      } else {
        batch.longs(13).append(seen);
      }
      text(batch, 14, Rows.attrs(i));
      batch.endRow();
    }
    return batch;
  }

  private static void text(ColumnBatch batch, int column, String text) {
    if (text == null) {
      batch.column(column).appendNull();
    } else {
      batch.bytes(column).append(text);
    }
  }

  static void send(Connection connection, String table, ColumnBatch block, long rows) throws Exception {
    BulkRows ready =
        new BulkRows(
            "mixed",
            SCHEMA.fields(),
            (stream, field, key, reason, detail, row) -> {
              throw new IllegalStateException(field + ": " + detail);
            });
    for (long sent = 0; sent < rows; sent += Rows.BLOCK) {
      ready.batch(block);
      try (SQLServerBulkCopy copy = new SQLServerBulkCopy(connection)) {
        SQLServerBulkCopyOptions options = new SQLServerBulkCopyOptions();
        options.setTableLock(true);
        options.setKeepNulls(true);
        options.setBatchSize(0);
        options.setBulkCopyTimeout(0);
        copy.setBulkCopyOptions(options);
        copy.setDestinationTableName(table);
        copy.writeToServer(ready);
      }
    }
  }
}
