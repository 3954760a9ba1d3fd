package dpone.connector.bigquery.parquet;

import static dpone.connector.bigquery.testing.EncodedRows.batch;
import static dpone.connector.bigquery.testing.EncodedRows.nullable;
import static dpone.connector.bigquery.testing.EncodedRows.required;
import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.bigquery.encode.EncodedColumn;
import dpone.connector.bigquery.testing.EncodedRows;
import dpone.spi.batch.BatchMemory;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.IntervalColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.batch.StructColumn;
import dpone.spi.testing.TestContext;
import dpone.spi.type.DataType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What our writer writes, Parquet's own library reads. */
@Tag("unit")
class ParquetFileTest {
  private static final ParquetFile.Sizes LARGE = new ParquetFile.Sizes(1 << 20, 1 << 16);

  private final TestContext context = new TestContext();
  private final List<String> unfit = new ArrayList<>();

  private ParquetJava read(
      ColumnBatch batch, int times, ParquetFile.Sizes sizes, String codec, List<String> left)
      throws IOException {
    List<EncodedColumn> columns = EncodedRows.planned(batch.schema(), left, false);
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    ParquetFile[] self = new ParquetFile[1];
    Runnable full =
        () -> {
          int piece = sizes.room() / 2;
          while (self[0].out().length() > piece) {
            taken.write(self[0].out().data(), 0, piece);
            self[0].out().shift(piece);
          }
        };
    try (BatchMemory memory = context.reserve();
        ParquetFile file = new ParquetFile("s", batch.schema(), columns, memory, sizes, codec)) {
      file.whenFull(full);
      self[0] = file;
      for (int i = 0; i < times; i++) {
        file.write(batch, (row, field, why) -> unfit.add(row + " " + field.name() + ": " + why));
        full.run();
      }
      file.finish();
      taken.write(file.out().data(), 0, file.out().length());
      ParquetJava found = ParquetJava.read(taken.toByteArray());
      assertThat(found.rows()).hasSize((int) file.rows());
      return found;
    }
  }

  private List<Group> read(ColumnBatch batch, String codec) throws IOException {
    return read(batch, 1, LARGE, codec, List.of()).rows();
  }

  private static boolean has(Group row, String column) {
    return row.getFieldRepetitionCount(column) > 0;
  }

  /** Gaps at random, values that come again, pages and row groups that end anywhere. */
  @Property(tries = 120)
  void numbersAndTextComeBack(
      @ForAll List<Long> longs,
      @ForAll List<String> texts,
      @ForAll @IntRange(min = 1, max = 3000) int rows,
      @ForAll @IntRange(min = 1, max = 9) int gap,
      @ForAll @IntRange(min = 1, max = 4) int times,
      @ForAll("codecs") String codec)
      throws IOException {
    try (ColumnBatch batch =
        batch(
            context,
            nullable("a", new DataType.Int(64)),
            nullable("b", new DataType.Text()),
            nullable("c", new DataType.FloatingPoint(64)),
            nullable("d", new DataType.Int(32)),
            nullable("e", new DataType.Bool()),
            nullable("f", new DataType.Bytes()))) {
      List<byte[]> utf8 = new ArrayList<>();
      texts.forEach(text -> utf8.add(text.getBytes(StandardCharsets.UTF_8)));
      utf8.add(new byte[0]);
      List<Long> numbers = new ArrayList<>(longs);
      numbers.add(0L);
      for (int i = 0; i < rows; i++) {
        long number = numbers.get(i % numbers.size()) + (i % 5 == 0 ? i : 0);
        byte[] text = utf8.get(i % utf8.size());
        batch.longs(0).append(number);
        if (i % gap == 0) {
          batch.column(1).appendNull();
          batch.column(3).appendNull();
          batch.column(5).appendNull();
        } else {
          batch.bytes(1).append(text, 0, text.length);
          batch.ints(3).append((int) number);
          batch.bytes(5).append(text, 0, text.length);
        }
        if (i % 3 == 0) {
          batch.column(2).appendNull();
          batch.column(4).appendNull();
        } else {
          batch.doubles(2).append(Double.longBitsToDouble(number));
          batch.ints(4).append((int) number & 1);
        }
        batch.endRow();
      }
      List<Group> found =
          read(batch, times, new ParquetFile.Sizes(60_000, 1 << 12), codec, List.of()).rows();
      assertThat(found).hasSize(rows * times);
      for (int n = 0; n < found.size(); n++) {
        int i = n % rows;
        Group row = found.get(n);
        long number = numbers.get(i % numbers.size()) + (i % 5 == 0 ? i : 0);
        byte[] text = utf8.get(i % utf8.size());
        assertThat(row.getLong("c0", 0)).isEqualTo(number);
        assertThat(has(row, "c1")).isEqualTo(i % gap != 0);
        assertThat(has(row, "c2")).isEqualTo(i % 3 != 0);
        if (i % gap != 0) {
          assertThat(row.getBinary("c1", 0).getBytes()).isEqualTo(text);
          assertThat(row.getInteger("c3", 0)).isEqualTo((int) number);
          assertThat(row.getBinary("c5", 0).getBytes()).isEqualTo(text);
        }
        if (i % 3 != 0) {
          assertThat(Double.doubleToRawLongBits(row.getDouble("c2", 0))).isEqualTo(number);
          assertThat(row.getBoolean("c4", 0)).isEqualTo((number & 1) == 1);
        }
      }
    }
  }

  @Provide
  static Arbitrary<String> codecs() {
    return Arbitraries.of("none", "snappy", "zstd");
  }

  @Provide
  static Arbitrary<BigInteger> unscaled() {
    BigInteger most = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);
    return Arbitraries.bigIntegers().between(most.negate(), most);
  }

  @Property(tries = 300)
  void issueT10ADecimalIsItself(@ForAll("unscaled") BigInteger value) throws IOException {
    BigInteger middle = value.remainder(BigInteger.TEN.pow(18));
    BigInteger small = value.remainder(BigInteger.TEN.pow(9));
    try (ColumnBatch batch =
        batch(
            context,
            required("a", new DataType.Decimal(38, 10)),
            required("b", new DataType.AnyDecimal()),
            required("c", new DataType.Decimal(18, 2)),
            required("d", new DataType.Decimal(9, 9)),
            required("e", new DataType.Decimal(76, 38)),
            required("f", new DataType.Decimal(21, 0)))) {
      batch.int128s(0).append(value.shiftRight(64).longValue(), value.longValue());
      batch.bytes(1).append(new BigDecimal(value, 19).toPlainString());
      batch.int128s(2).append(middle.longValue());
      batch.int128s(3).append(small.longValue());
      batch.bytes(4).append(new BigDecimal(value).toPlainString());
      BigInteger wide = value.remainder(BigInteger.TEN.pow(21));
      batch.int128s(5).append(wide.shiftRight(64).longValue(), wide.longValue());
      batch.endRow();
      Group row = read(batch, "none").get(0);
      assertThat(new BigInteger(row.getBinary("c0", 0).getBytes())).isEqualTo(value);
      assertThat(new BigDecimal(new BigInteger(row.getBinary("c1", 0).getBytes()), 38))
          .isEqualByComparingTo(new BigDecimal(value, 19));
      assertThat(row.getLong("c2", 0)).isEqualTo(middle.longValue());
      assertThat(row.getInteger("c3", 0)).isEqualTo(small.intValue());
      assertThat(new BigDecimal(new BigInteger(row.getBinary("c4", 0).getBytes()), 38))
          .isEqualByComparingTo(new BigDecimal(value));
      assertThat(new BigInteger(row.getBinary("c5", 0).getBytes())).isEqualTo(wide);
    }
  }

  @Test
  void theLargestUnsignedNumberIsPositive() throws IOException {
    try (ColumnBatch batch = batch(context, required("a", new DataType.UInt64()))) {
      batch.longs(0).append(-1);
      batch.endRow();
      assertThat(new BigInteger(read(batch, "none").get(0).getBinary("c0", 0).getBytes()))
          .isEqualTo("18446744073709551615");
    }
  }

  @Test
  void issueT14WhatHasNoPlaceIsRefusedByRowAndColumn() throws IOException {
    try (ColumnBatch batch = EncodedRows.misfits(context)) {
      List<Group> found = read(batch, "zstd");
      assertThat(unfit)
          .extracting(text -> text.substring(0, text.indexOf(':')))
          .containsExactlyElementsOf(EncodedRows.MISFITS);
      assertThat(found).hasSize(3);
      assertThat(found.get(2).getLong("c2", 0)).isEqualTo(1L);
      assertThat(found.get(0).getInteger("c0", 0)).isEqualTo(EncodedRows.LAST_DAY);
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
      List<Group> found = read(batch, "snappy");
      assertThat(found.get(0).getString("c0", 0)).isEqualTo("01234567-89ab-cdef-fedc-ba9876543210");
      assertThat(found.get(0).getString("c1", 0)).isEqualTo("-1-2 3 -1:2:3.000004");
      assertThat(found.get(1).getString("c1", 0)).isEqualTo("0-0 0 0:0:0");
      assertThat(has(found.get(1), "c0")).isFalse();
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
      list.endList();
      row.field(0).appendNull();
      row.field(1).appendNull();
      row.endStruct();
      batch.endRow();
      List<Group> found = read(batch, "zstd");
      assertThat(found).hasSize(3);
      assertThat(longs(found.get(0))).containsExactly(7L, -7L);
      Group one = found.get(0).getGroup("c1", 0);
      assertThat(one.getInteger("f0", 0)).isEqualTo(5);
      assertThat(one.getGroup("f1", 0).getGroup("list", 0).getLong("element", 0))
          .isEqualTo(-12345L);
      assertThat(longs(found.get(1))).isEmpty();
      assertThat(has(found.get(1), "c1")).isFalse();
      assertThat(longs(found.get(2))).isEmpty();
      assertThat(has(found.get(2).getGroup("c1", 0), "f0")).isFalse();
      assertThat(has(found.get(2).getGroup("c1", 0).getGroup("f1", 0), "list")).isFalse();
      assertThat(unfit).hasSize(1).first().asString().startsWith("2 l: ");
    }
  }

  private static List<Long> longs(Group row) {
    Group list = row.getGroup("c0", 0);
    List<Long> found = new ArrayList<>();
    for (int i = 0; i < list.getFieldRepetitionCount("list"); i++) {
      found.add(list.getGroup("list", i).getLong("element", 0));
    }
    return found;
  }

  /** Lists of structs with lists in them, as deep as BigQuery has them. */
  @Property(tries = 100)
  void listsWithinListsComeBack(@ForAll List<List<List<Integer>>> rows) throws IOException {
    DataType inner =
        new DataType.Struct(
            List.of(
                nullable("n", new DataType.Int(32)),
                nullable("m", new DataType.Array(new DataType.Int(32)))));
    try (ColumnBatch batch = batch(context, nullable("l", new DataType.Array(inner)))) {
      ListColumn list = (ListColumn) batch.column(0);
      StructColumn struct = (StructColumn) list.elements();
      for (List<List<Integer>> row : rows) {
        for (List<Integer> element : row) {
          ((dpone.spi.batch.IntColumn) struct.field(0)).append(element.size());
          ListColumn numbers = (ListColumn) struct.field(1);
          element.forEach(n -> ((dpone.spi.batch.IntColumn) numbers.elements()).append(n));
          numbers.endList();
          struct.endStruct();
        }
        list.endList();
        batch.endRow();
      }
      List<List<List<Integer>>> found = new ArrayList<>();
      for (Group row : read(batch, "none")) {
        List<List<Integer>> elements = new ArrayList<>();
        Group outer = row.getGroup("c0", 0);
        for (int i = 0; i < outer.getFieldRepetitionCount("list"); i++) {
          Group element = outer.getGroup("list", i).getGroup("element", 0);
          List<Integer> numbers = new ArrayList<>();
          Group within = element.getGroup("f1", 0);
          for (int k = 0; k < within.getFieldRepetitionCount("list"); k++) {
            numbers.add(within.getGroup("list", k).getInteger("element", 0));
          }
          assertThat(element.getInteger("f0", 0)).isEqualTo(numbers.size());
          elements.add(numbers);
        }
        found.add(elements);
      }
      assertThat(found).isEqualTo(rows);
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
      assertThat(read(batch, 1, LARGE, "none", List.of("b")).rows()).hasSize(1);
      assertThat(unfit).hasSize(2);
    }
  }

  @Test
  void aFileWithoutRowsIsAFile() throws IOException {
    try (ColumnBatch batch = batch(context, required("a", new DataType.Text()))) {
      ParquetJava found = read(batch, 1, LARGE, "zstd", List.of());
      assertThat(found.rows()).isEmpty();
      assertThat(found.footer().getFileMetaData().getSchema().getColumns()).hasSize(1);
    }
  }

  @Test
  void manyRowsMakeManyRowGroupsInAsMuchMemory() throws IOException {
    try (ColumnBatch batch =
        batch(
            context,
            required("a", new DataType.Text()),
            required("kind", new DataType.Int(32)),
            required("b", new DataType.Int(64)))) {
      for (int i = 0; i < 5_000; i++) {
        batch.bytes(0).append("row " + i * 7919L);
        batch.ints(1).append(i % 7);
        batch.longs(2).append(i * 1_000_003L);
        batch.endRow();
      }
      byte[] large = new byte[300_000];
      java.util.Arrays.fill(large, (byte) 'x');
      batch.bytes(0).append(large, 0, large.length);
      batch.ints(1).append(1);
      batch.longs(2).append(1);
      batch.endRow();
      ParquetFile.Sizes sizes = new ParquetFile.Sizes(1 << 20, 1 << 16);
      ParquetJava found = read(batch, 20, sizes, "none", List.of());
      assertThat(found.rows()).hasSize(100_020);
      assertThat(found.rows().get(4_999).getString("c0", 0)).isEqualTo("row " + 4_999 * 7919L);
      assertThat(found.rows().get(5_000).getString("c0", 0)).hasSize(300_000);
      assertThat(found.footer().getBlocks()).hasSizeGreaterThan(5);
      long lent = context.lent.get();
      ParquetJava longer = read(batch, 60, sizes, "none", List.of());
      assertThat(longer.rows()).hasSize(300_060);
      assertThat(context.lent.get() - lent).isLessThanOrEqualTo(lent + (1 << 16));
    }
  }

  @Test
  void whatComesAgainIsADictionary() throws IOException {
    try (ColumnBatch batch =
        batch(
            context,
            nullable("kind", new DataType.Text()),
            required("n", new DataType.Int(64)),
            required("one", new DataType.Int(32)))) {
      for (int i = 0; i < 10_000; i++) {
        if (i % 10 == 0) {
          batch.column(0).appendNull();
        } else {
          batch.bytes(0).append("kind " + i % 300);
        }
        batch.longs(1).append(i);
        batch.ints(2).append(1);
        batch.endRow();
      }
      ParquetJava found =
          read(batch, 3, new ParquetFile.Sizes(200_000, 1 << 16), "none", List.of());
      for (int i = 0; i < 30_000; i++) {
        Group row = found.rows().get(i);
        int n = i % 10_000;
        assertThat(row.getLong("c1", 0)).isEqualTo(n);
        assertThat(row.getInteger("c2", 0)).isEqualTo(1);
        if (n % 10 > 0) {
          assertThat(row.getString("c0", 0)).isEqualTo("kind " + n % 300);
        }
      }
      List<ColumnChunkMetaData> columns = found.footer().getBlocks().get(0).getColumns();
      assertThat(columns.get(0).getEncodings()).contains(Encoding.RLE_DICTIONARY);
      assertThat(columns.get(0).getTotalSize()).isLessThan(45_000);
      assertThat(columns.get(2).getEncodings()).contains(Encoding.RLE_DICTIONARY);
      assertThat(columns.get(1).getEncodings())
          .contains(Encoding.PLAIN)
          .doesNotContain(Encoding.RLE_DICTIONARY);
    }
  }
}
