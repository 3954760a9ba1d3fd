package dpone.connector.bigquery.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.batch.BatchMemory;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.IntervalColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.batch.StructColumn;
import dpone.spi.testing.TestContext;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What our writer writes, Avro's own library reads. */
@Tag("unit")
class AvroFileTest {
  private final TestContext context = new TestContext();
  private final List<String> unfit = new ArrayList<>();

  /** The rows that fit, read by the library. */
  private List<GenericRecord> read(ColumnBatch batch, boolean compressed) throws IOException {
    return read(batch, compressed, List.of());
  }

  private List<GenericRecord> read(ColumnBatch batch, boolean compressed, List<String> left)
      throws IOException {
    List<EncodedColumn> columns =
        batch.schema().fields().stream()
            .map(f ->
                new EncodedColumn(
                    f.name(),
                    !left.contains(f.name()),
                    !f.nullable(),
                    left.contains(f.name()),
                    false))
            .toList();
    byte[] bytes;
    long rows;
    try (BatchMemory memory = context.reserve();
        AvroFile file =
            new AvroFile("s", batch.schema(), columns, memory, 64, compressed, new byte[16])) {
      file.write(batch, (row, field, why) -> unfit.add(row + " " + field.name() + ": " + why));
      file.finish();
      rows = file.rows();
      bytes = java.util.Arrays.copyOf(file.out().data(), file.out().length());
    }
    List<GenericRecord> found = new ArrayList<>();
    try (DataFileStream<GenericRecord> stream =
        new DataFileStream<>(new ByteArrayInputStream(bytes), new GenericDatumReader<>())) {
      stream.forEach(found::add);
    }
    assertThat(found).hasSize((int) rows);
    return found;
  }

  private ColumnBatch batch(Field... fields) {
    return ColumnBatch.create(new Schema(List.of(fields), List.of()), context);
  }

  private static Field nullable(String name, DataType type) {
    return new Field(name, type, true, "");
  }

  private static Field required(String name, DataType type) {
    return new Field(name, type, false, "");
  }

  @Property(tries = 60)
  void numbersAndTextComeBack(
      @ForAll List<Long> longs, @ForAll List<String> texts, @ForAll boolean compressed)
      throws IOException {
    try (ColumnBatch batch =
        batch(
            nullable("a", new DataType.Int(64)),
            nullable("b", new DataType.Text()),
            nullable("c", new DataType.FloatingPoint(64)))) {
      int rows = Math.min(longs.size(), texts.size());
      List<String> clean = new ArrayList<>();
      for (int i = 0; i < rows; i++) {
        byte[] utf8 = texts.get(i).getBytes(StandardCharsets.UTF_8);
        clean.add(new String(utf8, StandardCharsets.UTF_8));
        batch.longs(0).append(longs.get(i));
        batch.bytes(1).append(utf8, 0, utf8.length);
        if (i % 3 == 0) {
          batch.column(2).appendNull();
        } else {
          batch.doubles(2).append(Double.longBitsToDouble(longs.get(i)));
        }
        batch.endRow();
      }
      List<GenericRecord> found = read(batch, compressed);
      assertThat(found).hasSize(rows);
      for (int i = 0; i < rows; i++) {
        assertThat(found.get(i).get("c0")).isEqualTo(longs.get(i));
        assertThat(found.get(i).get("c1").toString()).isEqualTo(clean.get(i));
        assertThat(found.get(i).get("c2"))
            .isEqualTo(i % 3 == 0 ? null : (Object) Double.longBitsToDouble(longs.get(i)));
      }
    }
  }

  @Provide
  static Arbitrary<BigInteger> unscaled() {
    BigInteger most = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);
    return Arbitraries.bigIntegers().between(most.negate(), most);
  }

  @Property(tries = 500)
  void issueT10ADecimalIsItself(@ForAll("unscaled") BigInteger value) throws IOException {
    try (ColumnBatch batch =
        batch(
            required("a", new DataType.Decimal(38, 10)),
            required("b", new DataType.AnyDecimal()))) {
      batch.int128s(0).append(value.shiftRight(64).longValue(), value.longValue());
      batch.bytes(1).append(new BigDecimal(value, 19).toPlainString());
      batch.endRow();
      GenericRecord row = read(batch, false).get(0);
      ByteBuffer bytes = (ByteBuffer) row.get("c0");
      assertThat(new BigInteger(bytes.array())).isEqualTo(value);
      assertThat(bytes.array()).isEqualTo(value.toByteArray());
      assertThat(new BigDecimal(new BigInteger(((ByteBuffer) row.get("c1")).array()), 38))
          .isEqualByComparingTo(new BigDecimal(value, 19));
    }
  }

  @Test
  void theLargestUnsignedNumberIsPositive() throws IOException {
    try (ColumnBatch batch = batch(required("a", new DataType.UInt64()))) {
      batch.longs(0).append(-1);
      batch.endRow();
      assertThat(new BigInteger(((ByteBuffer) read(batch, false).get(0).get("c0")).array()))
          .isEqualTo("18446744073709551615");
    }
  }

  @Test
  void issueT14WhatHasNoPlaceIsRefusedByRowAndColumn() throws IOException {
    try (ColumnBatch batch =
        batch(
            nullable("day", new DataType.Date()),
            nullable("at", new DataType.TimestampTz(6)),
            nullable("exact", new DataType.Timestamp(9)),
            nullable("clock", new DataType.Time(6)),
            nullable("sum", new DataType.AnyDecimal()))) {
      int[] days = {
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        (int) LocalDate.of(10000, 1, 1).toEpochDay(),
        (int) LocalDate.of(0, 12, 31).toEpochDay(),
        (int) LocalDate.of(9999, 12, 31).toEpochDay(),
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
      List<GenericRecord> found = read(batch, true);
      assertThat(unfit)
          .extracting(text -> text.substring(0, text.indexOf(':')))
          .containsExactly(
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
      assertThat(found).hasSize(3);
      assertThat(found.get(2).get("c2")).isEqualTo(1L);
    }
  }

  private static void row(ColumnBatch batch, long at, long exact, long clock, String sum) {
    batch.column(0).appendNull();
    batch.longs(1).append(at);
    batch.longs(2).append(exact);
    batch.longs(3).append(clock);
    batch.bytes(4).append(sum);
    batch.endRow();
  }

  @Test
  void uuidsAndIntervalsAreText() throws IOException {
    try (ColumnBatch batch =
        batch(nullable("u", new DataType.Uuid()), nullable("i", new DataType.Interval()))) {
      batch.int128s(0).append(0x0123456789abcdefL, 0xfedcba9876543210L);
      ((IntervalColumn) batch.column(1)).append(-14, 3, -3_723_000_004L);
      batch.endRow();
      batch.column(0).appendNull();
      ((IntervalColumn) batch.column(1)).append(0, 0, 0);
      batch.endRow();
      List<GenericRecord> found = read(batch, true);
      assertThat(found.get(0).get("c0")).hasToString("01234567-89ab-cdef-fedc-ba9876543210");
      assertThat(found.get(0).get("c1")).hasToString("-1-2 3 -1:2:3.000004");
      assertThat(found.get(1).get("c1")).hasToString("0-0 0 0:0:0");
    }
  }

  @Test
  void issueT08AnElementIsWrittenAsAScalarIs() throws IOException {
    DataType.Struct struct =
        new DataType.Struct(
            List.of(
                nullable("x y", new DataType.Int(32)),
                nullable("list", new DataType.Array(new DataType.Decimal(10, 2)))));
    try (ColumnBatch batch =
        batch(nullable("l", new DataType.Array(new DataType.Int(64))), nullable("s", struct))) {
      ListColumn list = (ListColumn) batch.column(0);
      StructColumn row = (StructColumn) batch.column(1);
      ((LongColumn) list.elements()).append(7);
      ((LongColumn) list.elements()).append(-7);
      list.endList();
      ((dpone.spi.batch.IntColumn) row.field(0)).append(5);
      ListColumn inner = (ListColumn) row.field(1);
      ((dpone.spi.batch.Int128Column) inner.elements()).append(-12345);
      inner.endList();
      row.endStruct();
      batch.endRow();
      list.appendNull();
      row.appendNull();
      batch.endRow();
      ((LongColumn) list.elements()).appendNull();
      list.endList();
      row.appendNull();
      batch.endRow();
      List<GenericRecord> found = read(batch, true);
      assertThat(found).hasSize(2);
      assertThat(found.get(0).get("c0")).hasToString("[7, -7]");
      GenericRecord one = (GenericRecord) found.get(0).get("c1");
      assertThat(one.get("f0")).isEqualTo(5L);
      assertThat(
              ((List<?>) one.get("f1")).stream().map(b -> new BigInteger(((ByteBuffer) b).array())))
          .containsExactly(BigInteger.valueOf(-12345));
      assertThat(found.get(1).get("c0")).hasToString("[]");
      assertThat(found.get(1).get("c1")).isNull();
      assertThat(unfit).hasSize(1).first().asString().startsWith("2 l: ");
    }
  }

  @Test
  void nullInARequiredColumnAndAValueWithoutAColumnMakeARowUnfit() throws IOException {
    try (ColumnBatch batch =
        batch(required("a", new DataType.Int(64)), nullable("b", new DataType.Int(64)))) {
      batch.column(0).appendNull();
      batch.column(1).appendNull();
      batch.endRow();
      batch.longs(0).append(1);
      batch.longs(1).append(1);
      batch.endRow();
      batch.longs(0).append(2);
      batch.column(1).appendNull();
      batch.endRow();
      assertThat(read(batch, false, List.of("b"))).hasSize(1);
      assertThat(unfit).hasSize(2);
    }
  }

  @Test
  void manyRowsMakeManyBlocks() throws IOException {
    try (ColumnBatch batch = batch(required("a", new DataType.Text()))) {
      byte[] large = new byte[300_000];
      java.util.Arrays.fill(large, (byte) 'x');
      for (int i = 0; i < 100_000; i++) {
        batch.bytes(0).append("row " + i);
        batch.endRow();
      }
      batch.bytes(0).append(large, 0, large.length);
      batch.endRow();
      List<GenericRecord> found = read(batch, true);
      assertThat(found).hasSize(100_001);
      assertThat(found.get(99_999).get("c0")).hasToString("row 99999");
      assertThat(found.get(100_000).get("c0").toString()).hasSize(300_000);
    }
  }
}
