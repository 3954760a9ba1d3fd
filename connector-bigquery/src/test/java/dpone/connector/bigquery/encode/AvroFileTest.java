package dpone.connector.bigquery.encode;

import static dpone.connector.bigquery.testing.EncodedRows.batch;
import static dpone.connector.bigquery.testing.EncodedRows.nullable;
import static dpone.connector.bigquery.testing.EncodedRows.required;
import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.bigquery.testing.EncodedRows;
import dpone.spi.batch.BatchMemory;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.IntervalColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.batch.StructColumn;
import dpone.spi.testing.TestContext;
import dpone.spi.type.DataType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
    List<EncodedColumn> columns = EncodedRows.planned(batch.schema(), left, false);
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

  @Property(tries = 60)
  void numbersAndTextComeBack(
      @ForAll List<Long> longs, @ForAll List<String> texts, @ForAll boolean compressed)
      throws IOException {
    try (ColumnBatch batch =
        batch(
            context,
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
            context,
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
    try (ColumnBatch batch = batch(context, required("a", new DataType.UInt64()))) {
      batch.longs(0).append(-1);
      batch.endRow();
      assertThat(new BigInteger(((ByteBuffer) read(batch, false).get(0).get("c0")).array()))
          .isEqualTo("18446744073709551615");
    }
  }

  @Test
  void issueT14WhatHasNoPlaceIsRefusedByRowAndColumn() throws IOException {
    try (ColumnBatch batch = EncodedRows.misfits(context)) {
      List<GenericRecord> found = read(batch, true);
      assertThat(unfit)
          .extracting(text -> text.substring(0, text.indexOf(':')))
          .containsExactlyElementsOf(EncodedRows.MISFITS);
      assertThat(found).hasSize(3);
      assertThat(found.get(2).get("c2")).isEqualTo(1L);
    }
  }

  @Test
  void uuidsAndIntervalsAreText() throws IOException {
    try (ColumnBatch batch =
        batch(
            context, nullable("u", new DataType.Uuid()), nullable("i", new DataType.Interval()))) {
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
        batch(
            context,
            nullable("l", new DataType.Array(new DataType.Int(64))),
            nullable("s", struct))) {
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
        batch(context, required("a", new DataType.Int(64)), nullable("b", new DataType.Int(64)))) {
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
    try (ColumnBatch batch = batch(context, required("a", new DataType.Text()))) {
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
