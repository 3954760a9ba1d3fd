package dpone.connector.bigquery.proto;

import static dpone.connector.bigquery.testing.EncodedRows.batch;
import static dpone.connector.bigquery.testing.EncodedRows.nullable;
import static dpone.connector.bigquery.testing.EncodedRows.required;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import dpone.connector.bigquery.encode.EncodedColumn;
import dpone.connector.bigquery.encode.Out;
import dpone.connector.bigquery.testing.EncodedRows;
import dpone.connector.bigquery.type.BqField;
import dpone.spi.batch.BatchMemory;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.IntervalColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.batch.StructColumn;
import dpone.spi.testing.TestContext;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What our writer writes, the library of protocol buffers reads, and would write byte by byte. */
@Tag("unit")
class ProtoRowsTest {
  private static final long FIRST = -62_135_596_800_000_000L;
  private static final long LAST = 253_402_300_799_999_999L;

  private final TestContext context = new TestContext();
  private final List<String> unfit = new ArrayList<>();

  private List<DynamicMessage> read(ColumnBatch batch) throws Exception {
    return read(batch, List.of(), false);
  }

  private List<DynamicMessage> read(ColumnBatch batch, List<String> left, boolean asText)
      throws Exception {
    List<Field> fields = batch.schema().fields();
    List<EncodedColumn> columns = EncodedRows.planned(batch.schema(), left, asText);
    List<BqField> staged = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      if (columns.get(i).staged()) {
        staged.add(columns.get(i).field(i, fields.get(i).type()));
      }
    }
    Descriptor row = descriptor(staged);
    List<DynamicMessage> found = new ArrayList<>();
    try (BatchMemory memory = context.reserve()) {
      // So small that everything that is written has to grow.
      Out out = new Out(memory, 1);
      ProtoRows rows = new ProtoRows("s", batch.schema(), columns);
      for (int i = 0; i < batch.rows(); i++) {
        rows.write(
            batch, i, out, (at, field, why) -> unfit.add(at + " " + field.name() + ": " + why));
      }
      CodedInputStream in = CodedInputStream.newInstance(out.data(), 0, out.length());
      while (!in.isAtEnd()) {
        assertThat(in.readTag()).isEqualTo(10);
        byte[] bytes = in.readByteArray();
        DynamicMessage message = DynamicMessage.parseFrom(row, bytes);
        assertThat(message.getUnknownFields().asMap()).isEmpty();
        assertThat(message.toByteArray()).isEqualTo(bytes);
        found.add(message);
      }
    }
    return found;
  }

  static Descriptor descriptor(List<BqField> columns) throws Exception {
    return FileDescriptor.buildFrom(
            FileDescriptorProto.newBuilder()
                .setName("row.proto")
                .addMessageType(RowDescriptor.of(columns))
                .build(),
            new FileDescriptor[0])
        .getMessageTypes()
        .get(0);
  }

  private static Object cell(DynamicMessage row, String name) {
    return row.getField(row.getDescriptorForType().findFieldByName(name));
  }

  private static boolean has(DynamicMessage row, String name) {
    return row.hasField(row.getDescriptorForType().findFieldByName(name));
  }

  private static BigDecimal decimal(Object bytes, int scale) {
    byte[] low = ((com.google.protobuf.ByteString) bytes).toByteArray();
    byte[] high = new byte[low.length];
    for (int i = 0; i < low.length; i++) {
      high[low.length - 1 - i] = low[i];
    }
    BigInteger unscaled = new BigInteger(high);
    // In as few bytes as it takes.
    assertThat(unscaled.toByteArray()).isEqualTo(high);
    return new BigDecimal(unscaled, scale);
  }

  private static LocalTime time(long packed) {
    return LocalTime.of(
        (int) (packed >> 32) & 31,
        (int) (packed >> 26) & 63,
        (int) (packed >> 20) & 63,
        (int) (packed & 0xfffff) * 1000);
  }

  private static LocalDateTime moment(long packed) {
    return LocalDate.of((int) (packed >> 46), (int) (packed >> 42) & 15, (int) (packed >> 37) & 31)
        .atTime(time(packed));
  }

  @Property(tries = 60)
  void numbersAndTextComeBack(@ForAll List<Long> longs, @ForAll List<String> texts)
      throws Exception {
    try (ColumnBatch batch =
        batch(
            context,
            nullable("a", new DataType.Int(64)),
            nullable("b", new DataType.Text()),
            nullable("c", new DataType.FloatingPoint(64)),
            nullable("d", new DataType.Int(32)),
            nullable("e", new DataType.Bool()))) {
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
        batch.ints(3).append((int) (long) longs.get(i));
        batch.ints(4).append(i & 1);
        batch.endRow();
      }
      List<DynamicMessage> found = read(batch);
      assertThat(found).hasSize(rows);
      for (int i = 0; i < rows; i++) {
        assertThat(cell(found.get(i), "c0")).isEqualTo(longs.get(i));
        assertThat(cell(found.get(i), "c1")).isEqualTo(clean.get(i));
        assertThat(has(found.get(i), "c2")).isEqualTo(i % 3 != 0);
        if (i % 3 != 0) {
          assertThat(cell(found.get(i), "c2")).isEqualTo(Double.longBitsToDouble(longs.get(i)));
        }
        assertThat(cell(found.get(i), "c3")).isEqualTo((long) (int) (long) longs.get(i));
        assertThat(cell(found.get(i), "c4")).isEqualTo((i & 1) == 1);
      }
    }
  }

  @Provide
  static Arbitrary<BigInteger> unscaled() {
    BigInteger most = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);
    return Arbitraries.bigIntegers().between(most.negate(), most);
  }

  private static void append(ColumnBatch batch, int column, BigInteger value) {
    batch.int128s(column).append(value.shiftRight(64).longValue(), value.longValue());
  }

  @Property(tries = 1000)
  void issueT10ADecimalIsItself(
      @ForAll("unscaled") BigInteger value, @ForAll @IntRange(max = 38) int scale)
      throws Exception {
    BigInteger small = value.remainder(BigInteger.TEN.pow(29 + Math.min(scale, 9)));
    try (ColumnBatch batch =
        batch(
            context,
            required("a", new DataType.Decimal(38, scale)),
            required("b", new DataType.AnyDecimal()),
            required("c", new DataType.Decimal(29 + Math.min(scale, 9), Math.min(scale, 9))),
            required("d", new DataType.Decimal(70, 36)))) {
      append(batch, 0, value);
      batch.bytes(1).append(new BigDecimal(value, 19).toPlainString());
      append(batch, 2, small);
      batch.bytes(3).append(new BigDecimal(value, 36).toPlainString());
      batch.endRow();
      DynamicMessage row = read(batch).get(0);
      assertThat(decimal(cell(row, "c0"), scale == 9 ? 9 : 38))
          .isEqualByComparingTo(new BigDecimal(value, scale));
      assertThat(decimal(cell(row, "c1"), 38)).isEqualByComparingTo(new BigDecimal(value, 19));
      assertThat(decimal(cell(row, "c2"), 9))
          .isEqualByComparingTo(new BigDecimal(small, Math.min(scale, 9)));
      assertThat(decimal(cell(row, "c3"), 38)).isEqualByComparingTo(new BigDecimal(value, 36));
    }
  }

  @Test
  void theLargestUnsignedNumberIsPositive() throws Exception {
    try (ColumnBatch batch =
        batch(
            context,
            required("a", new DataType.UInt64()),
            required("b", new DataType.Decimal(38, 0)),
            required("c", new DataType.Decimal(38, 0)))) {
      batch.longs(0).append(-1);
      append(batch, 1, BigInteger.ZERO);
      append(batch, 2, BigInteger.TWO.pow(64).negate());
      batch.endRow();
      DynamicMessage row = read(batch).get(0);
      assertThat(decimal(cell(row, "c0"), 9)).isEqualByComparingTo("18446744073709551615");
      assertThat(decimal(cell(row, "c1"), 38)).isEqualByComparingTo("0");
      assertThat(decimal(cell(row, "c2"), 38)).isEqualByComparingTo("-18446744073709551616");
    }
  }

  @Property(tries = 1000)
  void issueT12TimesAreThemselves(@ForAll @LongRange(min = FIRST, max = LAST) long micros)
      throws Exception {
    LocalDateTime moment =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L),
            (int) Math.floorMod(micros, 1_000_000L) * 1000,
            ZoneOffset.UTC);
    try (ColumnBatch batch =
        batch(
            context,
            required("a", new DataType.Date()),
            required("b", new DataType.Time(6)),
            required("c", new DataType.Timestamp(6)),
            required("d", new DataType.TimestampTz(6)))) {
      batch.ints(0).append((int) moment.toLocalDate().toEpochDay());
      batch.longs(1).append(moment.toLocalTime().toNanoOfDay() / 1000);
      batch.longs(2).append(micros);
      batch.longs(3).append(micros);
      batch.endRow();
      DynamicMessage row = read(batch).get(0);
      assertThat(cell(row, "c0")).isEqualTo((int) moment.toLocalDate().toEpochDay());
      assertThat(time((Long) cell(row, "c1"))).isEqualTo(moment.toLocalTime());
      assertThat(moment((Long) cell(row, "c2"))).isEqualTo(moment);
      assertThat(cell(row, "c3")).isEqualTo(micros);
    }
  }

  /** What is less than a microsecond is cut off towards the past, as a clock would. */
  @Property(tries = 1000)
  void issueT12NanosecondsBeforeTheEpochToo(
      @ForAll @LongRange(min = -Long.MAX_VALUE, max = Long.MAX_VALUE - 1) long nanos)
      throws Exception {
    try (ColumnBatch batch =
        batch(
            context,
            required("a", new DataType.Timestamp(9)),
            required("b", new DataType.TimestampTz(9)))) {
      batch.longs(0).append(nanos);
      batch.longs(1).append(nanos);
      batch.endRow();
      DynamicMessage row = read(batch).get(0);
      long micros = Math.floorDiv(nanos, 1000L);
      assertThat(moment((Long) cell(row, "c0")).toEpochSecond(ZoneOffset.UTC))
          .isEqualTo(Math.floorDiv(micros, 1_000_000L));
      assertThat(cell(row, "c1")).isEqualTo(micros);
    }
  }

  @Test
  void issueT12EveryDayOfTenThousandYearsIsItself() {
    for (int day = -719_162; day <= 2_932_896; day++) {
      assertThat(moment(Civil.moment(day * 86_400_000_000L)).toLocalDate().toEpochDay())
          .isEqualTo(day);
    }
  }

  @Test
  void listsStructsMapsTextsAndIntervals() throws Exception {
    try (ColumnBatch batch =
        batch(
            context,
            nullable("list", new DataType.Array(new DataType.Int(64))),
            nullable(
                "structs",
                new DataType.Array(
                    new DataType.Struct(
                        List.of(
                            nullable("x", new DataType.Int(64)),
                            nullable("y", new DataType.Array(new DataType.Text())))))),
            nullable("map", new DataType.Mapping(new DataType.Text(), new DataType.Int(64))),
            nullable("uuid", new DataType.Uuid()),
            nullable("span", new DataType.Interval()),
            nullable("json", new DataType.Json()))) {
      ListColumn list = (ListColumn) batch.column(0);
      for (long i = -2; i < 100; i++) {
        ((LongColumn) list.elements()).append(i);
      }
      list.endList();
      ListColumn structs = (ListColumn) batch.column(1);
      StructColumn one = (StructColumn) structs.elements();
      for (int i = 0; i < 3; i++) {
        if (i == 1) {
          one.field(0).appendNull();
        } else {
          ((LongColumn) one.field(0)).append(i);
        }
        ListColumn words = (ListColumn) one.field(1);
        for (int w = 0; w < i * 60; w++) {
          ((dpone.spi.batch.BytesColumn) words.elements()).append("w" + w);
        }
        words.endList();
        one.endStruct();
      }
      structs.endList();
      ListColumn map = (ListColumn) batch.column(2);
      StructColumn entry = (StructColumn) map.elements();
      ((dpone.spi.batch.BytesColumn) entry.field(0)).append("k");
      ((LongColumn) entry.field(1)).append(7);
      entry.endStruct();
      map.endList();
      batch.int128s(3).append(0x0123456789abcdefL, 0xfedcba9876543210L);
      ((IntervalColumn) batch.column(4)).append(-14, 3, 3_723_000_004L);
      batch.bytes(5).append("{}");
      batch.endRow();
      for (int i = 0; i < 6; i++) {
        batch.column(i).appendNull();
      }
      batch.endRow();
      List<DynamicMessage> found = read(batch);
      DynamicMessage row = found.get(0);
      assertThat((List<?>) cell(row, "c0")).hasSize(102).first().isEqualTo(-2L);
      List<?> many = (List<?>) cell(row, "c1");
      assertThat(many).hasSize(3);
      assertThat(has((DynamicMessage) many.get(1), "f0")).isFalse();
      assertThat((List<?>) cell((DynamicMessage) many.get(2), "f1")).hasSize(120);
      DynamicMessage only = (DynamicMessage) ((List<?>) cell(row, "c2")).get(0);
      assertThat(cell(only, "f0")).isEqualTo("k");
      assertThat(cell(only, "f1")).isEqualTo(7L);
      assertThat(cell(row, "c3")).isEqualTo("01234567-89ab-cdef-fedc-ba9876543210");
      assertThat(cell(row, "c4")).isEqualTo("-1-2 3 1:2:3.000004");
      assertThat(cell(row, "c5")).isEqualTo("{}");
      assertThat(found.get(1).getAllFields()).isEmpty();
      assertThat(unfit).isEmpty();
    }
  }

  @Test
  void issueT14WhatHasNoPlaceIsRefusedByRowAndColumn() throws Exception {
    try (ColumnBatch batch =
        batch(
            context,
            required("id", new DataType.Int(64)),
            nullable("day", new DataType.Date()),
            nullable("sum", new DataType.AnyDecimal()),
            nullable("gone", new DataType.Text()))) {
      row(batch, 0L, 0, "1", null);
      row(batch, null, 0, "1", null);
      row(batch, 2L, Integer.MAX_VALUE, "1", null);
      row(batch, 3L, 0, "NaN", null);
      row(batch, 4L, 0, "1", "x");
      row(batch, 5L, 0, "1", null);
      List<DynamicMessage> found = read(batch, List.of("gone"), false);
      assertThat(found).extracting(row -> cell(row, "c0")).containsExactly(0L, 5L);
      assertThat(unfit)
          .containsExactly(
              "1 id: null has no place in a required column",
              "2 day: infinity has no place in DATE",
              "3 sum: NaN has more than 38 digits before or 38 after the point, or is no number",
              "4 gone: the target has no column for its value");
    }
  }

  private static void row(ColumnBatch batch, Long id, int day, String sum, String gone) {
    if (id == null) {
      batch.column(0).appendNull();
    } else {
      batch.longs(0).append(id);
    }
    batch.ints(1).append(day);
    batch.bytes(2).append(sum);
    if (gone == null) {
      batch.column(3).appendNull();
    } else {
      batch.bytes(3).append(gone);
    }
    batch.endRow();
  }

  @Test
  void thousandsOfColumnsHaveTheirKeys() throws Exception {
    Field[] fields = new Field[3000];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = nullable("n" + i, new DataType.Int(64));
    }
    try (ColumnBatch batch = batch(context, fields)) {
      for (int i = 0; i < fields.length; i++) {
        batch.longs(i).append(i);
      }
      batch.endRow();
      DynamicMessage row = read(batch).get(0);
      for (int i = 0; i < fields.length; i++) {
        assertThat(cell(row, "c" + i)).isEqualTo((long) i);
      }
    }
  }
}
