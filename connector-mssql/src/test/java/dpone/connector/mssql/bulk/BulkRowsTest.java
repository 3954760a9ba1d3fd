package dpone.connector.mssql.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.testing.TestContext;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Golden rows, as the driver is shown them. */
@Tag("unit")
class BulkRowsTest {
  private final TestContext context = new TestContext();

  private static Schema schema(DataType... types) {
    List<Field> fields = new ArrayList<>();
    for (DataType type : types) {
      fields.add(new Field("f" + (fields.size() + 1), type, true, ""));
    }
    return new Schema(fields, List.of());
  }

  private BulkRows rows(ColumnBatch batch) {
    BulkRows rows = new BulkRows("s", batch.schema().fields(), context.rejects());
    rows.batch(batch);
    return rows;
  }

  private static String hex(Object cell) {
    return HexFormat.of().formatHex((byte[]) cell);
  }

  @Test
  void everyFormOfACell() {
    ColumnBatch batch =
        ColumnBatch.create(
            schema(
                new DataType.Bool(),
                new DataType.Int(16),
                new DataType.Int(64),
                new DataType.Decimal(18, 4),
                new DataType.Decimal(38, 10),
                new DataType.FloatingPoint(32),
                new DataType.FloatingPoint(64),
                new DataType.Date(),
                new DataType.Time(6),
                new DataType.Timestamp(6),
                new DataType.TimestampTz(7),
                new DataType.Uuid(),
                new DataType.Text(),
                new DataType.Bytes(),
                new DataType.UInt64()),
            context);
    batch.ints(0).append(1);
    batch.ints(1).append(-7);
    batch.longs(2).append(Long.MIN_VALUE);
    batch.int128s(3).append(-12_345L);
    batch.int128s(4).append(0x4b3b4ca85a86c47aL, 0x098a223fffffffffL);
    batch.doubles(5).append(1.5);
    batch.doubles(6).append(-2.25);
    batch.ints(7).append((int) LocalDate.of(2026, 11, 30).toEpochDay());
    batch.longs(8).append(86_399_999_999L);
    batch.longs(9).append(-1);
    batch.longs(10).append(1);
    UUID uuid = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    batch.int128s(11).append(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    batch.bytes(12).append("a\u00e9\ud83d\ude00");
    batch.bytes(13).append(new byte[] {1, 2}, 0, 2);
    batch.longs(14).append(-1);
    batch.endRow();
    BulkRows rows = rows(batch);
    assertThat(rows.next()).isTrue();
    Object[] row = rows.getRowData();
    assertThat(row[0]).isEqualTo(true);
    assertThat(row[1]).isEqualTo(-7);
    assertThat(row[2]).isEqualTo(Long.MIN_VALUE);
    assertThat(row[3]).isEqualTo(-12_345L);
    assertThat(row[4]).isEqualTo(new BigDecimal("9999999999999999999999999999.9999999999"));
    assertThat(row[5]).isEqualTo(1.5f);
    assertThat(row[6]).isEqualTo(-2.25);
    assertThat(row[7]).isEqualTo((int) (LocalDate.of(2026, 11, 30).toEpochDay() + 719_162));
    assertThat(row[8]).isEqualTo(863_999_999_990L);
    assertThat(row[9]).isEqualTo(621_355_968_000_000_000L - 10);
    assertThat(row[10]).isEqualTo(621_355_968_000_000_001L);
    assertThat(hex(row[11])).isEqualTo("33221100554477668899aabbccddeeff");
    assertThat(hex(row[12])).isEqualTo("6100e9003dd800de");
    assertThat(row[13]).isNull();
    assertThat(hex(row[14])).isEqualTo("0102");
    assertThat(row[16]).isEqualTo(-1L);
    assertThat(rows.next()).isFalse();
    assertThat(rows.names()).contains("c13", "c13x").hasSize(17);
    batch.close();
  }

  @Test
  void nullsAndLongCells() {
    ColumnBatch batch =
        ColumnBatch.create(schema(new DataType.Text(), new DataType.Int(32)), context);
    batch.bytes(0).append("x".repeat(4001));
    batch.ints(1).appendNull();
    batch.endRow();
    batch.bytes(0).appendNull();
    batch.ints(1).append(3);
    batch.endRow();
    BulkRows rows = rows(batch);
    assertThat(rows.next()).isTrue();
    assertThat(rows.getRowData()[0]).isNull();
    assertThat((byte[]) rows.getRowData()[1]).hasSize(8002);
    assertThat(rows.getRowData()[2]).isNull();
    assertThat(rows.next()).isTrue();
    assertThat(rows.getRowData()).containsExactly(null, null, 3);
    batch.close();
  }

  /** T14: what has no place in SQL Server is rejected by row, never cut, wrapped or clamped. */
  @Test
  void extremesAreRejectedByRow() {
    context.maxRejects = 10;
    ColumnBatch batch =
        ColumnBatch.create(
            schema(
                new DataType.Date(),
                new DataType.Timestamp(6),
                new DataType.FloatingPoint(64),
                new DataType.Time(6)),
            context);
    int[] days = {-719_163, 0, 0, 0, 2_932_897, 0};
    long[] stamps = {0, Long.MAX_VALUE, 0, 0, 0, 0};
    double[] numbers = {0, 0, Double.NaN, 0, 0, 1};
    long[] times = {0, 0, 0, 86_400_000_000L, 0, 1};
    for (int i = 0; i < days.length; i++) {
      batch.ints(0).append(days[i]);
      batch.longs(1).append(stamps[i]);
      batch.doubles(2).append(numbers[i]);
      batch.longs(3).append(times[i]);
      batch.endRow();
    }
    BulkRows rows = rows(batch);
    assertThat(rows.next()).isTrue();
    assertThat(rows.getRowData()[2]).isEqualTo(1.0);
    assertThat(rows.next()).isFalse();
    assertThat(rows.rejected()).isEqualTo(5);
    assertThat(context.rejected)
        .extracting(line -> line.split("/")[1])
        .containsExactly("f1", "f2", "f3", "f4", "f1");
    batch.close();
  }

  @Test
  void aRejectedRowIsShownWhole() {
    ColumnBatch batch =
        ColumnBatch.create(
            schema(
                new DataType.Int(64),
                new DataType.Text(),
                new DataType.Decimal(10, 2),
                new DataType.Bytes(),
                new DataType.Date()),
            context);
    batch.longs(0).append(7);
    batch.bytes(1).appendNull();
    batch.int128s(2).append(-12_345);
    batch.bytes(3).append(new byte[] {1, (byte) 0xFF}, 0, 2);
    batch.ints(4).append(-719_163);
    batch.endRow();
    List<String> shown = new ArrayList<>();
    BulkRows rows =
        new BulkRows(
            "s",
            batch.schema().fields(),
            (stream, field, key, reason, detail, row) -> shown.add(row));
    rows.batch(batch);
    assertThat(rows.next()).isFalse();
    assertThat(shown)
        .containsExactly(
            "{\"f1\":\"7\",\"f2\":null,\"f3\":\"-123.45\",\"f4\":\"01ff\",\"f5\":\"0000-12-31\"}");
    batch.close();
  }

  @Test
  void noArrayOfACellIsMadeTwice() {
    ColumnBatch batch = ColumnBatch.create(schema(new DataType.Text()), context);
    for (int i = 0; i < 3; i++) {
      batch.bytes(0).append("ab" + i);
      batch.endRow();
    }
    BulkRows rows = rows(batch);
    rows.next();
    Object first = rows.getRowData()[0];
    rows.next();
    assertThat(rows.getRowData()[0]).isSameAs(first);
    assertThat(hex(first)).isEqualTo("610062003100");
    batch.close();
  }
}
