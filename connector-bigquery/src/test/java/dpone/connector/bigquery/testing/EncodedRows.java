package dpone.connector.bigquery.testing;

import dpone.connector.bigquery.encode.EncodedColumn;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.testing.TestContext;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.time.LocalDate;
import java.util.List;

/** Rows that every encoder is tried with. */
public final class EncodedRows {
  /** Row and column of what {@link #misfits} has and BigQuery has no place for. */
  public static final List<String> MISFITS =
      List.of(
          "0 day",
          "1 day",
          "2 day",
          "3 day",
          "6 at",
          "7 at",
          "8 at",
          "9 exact",
          "10 clock",
          "11 sum",
          "12 sum",
          "13 sum");

  /** The last day that BigQuery has, in the first of the rows of {@link #misfits} that fit. */
  public static final int LAST_DAY = (int) LocalDate.of(9999, 12, 31).toEpochDay();

  private EncodedRows() {}

  public static ColumnBatch batch(TestContext context, Field... fields) {
    return ColumnBatch.create(new Schema(List.of(fields), List.of()), context);
  }

  public static Field nullable(String name, DataType type) {
    return new Field(name, type, true, "");
  }

  public static Field required(String name, DataType type) {
    return new Field(name, type, false, "");
  }

  /**
   * What a plan makes of the columns of a batch.
   *
   * @param left columns that the target lacks
   */
  public static List<EncodedColumn> planned(Schema schema, List<String> left, boolean asText) {
    return schema.fields().stream()
        .map(field -> {
          boolean gone = left.contains(field.name());
          return new EncodedColumn(field.name(), !gone, !field.nullable(), gone, asText);
        })
        .toList();
  }

  /** Days, moments, times and decimals at and beyond the ends of what has a place; three fit. */
  public static ColumnBatch misfits(TestContext context) {
    ColumnBatch batch =
        batch(
            context,
            nullable("day", new DataType.Date()),
            nullable("at", new DataType.TimestampTz(6)),
            nullable("exact", new DataType.Timestamp(9)),
            nullable("clock", new DataType.Time(6)),
            nullable("sum", new DataType.AnyDecimal()));
    int[] days = {
      Integer.MAX_VALUE,
      Integer.MIN_VALUE,
      LAST_DAY + 1,
      (int) LocalDate.of(0, 12, 31).toEpochDay(),
      LAST_DAY,
      (int) LocalDate.of(1, 1, 1).toEpochDay()
    };
    for (int day : days) {
      batch.ints(0).append(day);
      for (int c = 1; c < 5; c++) {
        batch.column(c).appendNull();
      }
      batch.endRow();
    }
    row(batch, Long.MAX_VALUE, 0, 0, "1");
    row(batch, Long.MIN_VALUE, 0, 0, "1");
    row(batch, 253402300800000000L, 0, 0, "1");
    row(batch, 253402300799999999L, Long.MAX_VALUE, 0, "1");
    row(batch, 0, 1_999, 86_400_000_000L, "1");
    row(batch, 0, 1_999, 86_399_999_999L, "NaN");
    row(batch, 0, 1_999, 0, "1e39");
    row(batch, 0, 1_999, 0, "0.000000000000000000000000000000000000001");
    row(batch, 0, 1_999, 0, "12345678901234567890123456789012345678.5");
    return batch;
  }

  private static void row(ColumnBatch batch, long at, long exact, long clock, String sum) {
    batch.column(0).appendNull();
    batch.longs(1).append(at);
    batch.longs(2).append(exact);
    batch.longs(3).append(clock);
    batch.bytes(4).append(sum);
    batch.endRow();
  }
}
