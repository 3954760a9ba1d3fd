import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.BatchAllocator;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.avro.util.Utf8;

/** The mixed table of the PostgreSQL benchmarks, as columns and as the objects that Avro's library writes. */
final class Rows {
  static final Schema SCHEMA =
      new Schema(
          List.of(
              required("id", new DataType.Int(64)),
              required("customer_id", new DataType.Int(32)),
              required("kind", new DataType.Int(16)),
              nullable("paid", new DataType.Bool()),
              required("amount", new DataType.Decimal(12, 2)),
              nullable("rate", new DataType.Decimal(18, 6)),
              nullable("weight", new DataType.FloatingPoint(64)),
              nullable("score", new DataType.FloatingPoint(32)),
              required("code", new DataType.Text()),
              nullable("note", new DataType.Text()),
              required("ref", new DataType.Uuid()),
              required("created", new DataType.Date()),
              required("updated_at", new DataType.TimestampTz(6)),
              nullable("seen_at", new DataType.Timestamp(6)),
              nullable("attrs", new DataType.Json())),
          List.of("id"));

  private Rows() {}

  private static Field required(String name, DataType type) {
    return new Field(name, type, false, "");
  }

  private static Field nullable(String name, DataType type) {
    return new Field(name, type, true, "");
  }

  /** A full batch; the number of its first row. */
  static ColumnBatch batch(BatchAllocator allocator, long first) {
    ColumnBatch batch = ColumnBatch.create(SCHEMA, allocator);
    for (long i = first; !batch.isFull(); i++) {
      Object[] row = objects(i);
      batch.longs(0).append((Long) row[0]);
      batch.ints(1).append(((Long) row[1]).intValue());
      batch.ints(2).append(((Long) row[2]).intValue());
      if (row[3] == null) {
        batch.column(3).appendNull();
      } else {
        batch.ints(3).append((Boolean) row[3] ? 1 : 0);
      }
      decimal(batch, 4, row[4]);
      decimal(batch, 5, row[5]);
      batch.doubles(6).append((Double) row[6]);
      batch.doubles(7).append((Double) row[7]);
      text(batch, 8, row[8]);
      text(batch, 9, row[9]);
      UUID ref = UUID.fromString(row[10].toString());
      batch.int128s(10).append(ref.getMostSignificantBits(), ref.getLeastSignificantBits());
      batch.ints(11).append((Integer) row[11]);
      batch.longs(12).append((Long) row[12]);
      if (row[13] == null) {
        batch.column(13).appendNull();
      } else {
        batch.longs(13).append((Long) row[13]);
      }
      text(batch, 14, row[14]);
      batch.endRow();
    }
    return batch;
  }

  private static void decimal(ColumnBatch batch, int column, Object value) {
    if (value == null) {
      batch.column(column).appendNull();
    } else {
      BigInteger unscaled = ((BigDecimal) value).unscaledValue();
      batch.int128s(column).append(unscaled.shiftRight(64).longValue(), unscaled.longValue());
    }
  }

  private static void text(ColumnBatch batch, int column, Object value) {
    if (value == null) {
      batch.column(column).appendNull();
    } else {
      Utf8 text = (Utf8) value;
      batch.bytes(column).append(text.getBytes(), 0, text.getByteLength());
    }
  }

  /**
   * A row with text as UTF-8, dates and times as the numbers that Avro writes, decimals as decimals: all that a
   * program can have at hand before it writes.
   */
  static Object[] objects(long i) {
    return new Object[] {
      i,
      i * 7919 % 1_000_003,
      i % 200,
      i % 11 > 0 ? (Object) (i % 3 == 0) : null,
      BigDecimal.valueOf(i % 10_000_000, 2),
      i % 7 > 0 ? BigDecimal.valueOf(i * 31 % 1_000_000_007, 6) : null,
      Math.sqrt(i),
      (i % 1000) / 8.0,
      new Utf8("code-" + i % 100_000),
      i % 10 > 0 ? new Utf8("Überprüfung Nr. " + i + " of the order, all is well") : null,
      new Utf8(UUID.nameUUIDFromBytes(Long.toString(i).getBytes(StandardCharsets.UTF_8)).toString()),
      (int) (18_262 + i % 2000),
      1_767_225_600_000_000L + i * 1_000_001,
      i % 5 > 0 ? (Object) (1_748_736_000_000_000L + i * 1000) : null,
      i % 4 > 0 ? new Utf8("{\"n\": " + i + ", \"tag\": \"t" + i % 100 + "\"}") : null
    };
  }
}
