package dpone.connector.postgres.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.type.NaturalType;
import dpone.connector.postgres.type.PgType;
import dpone.spi.batch.Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.error.DponeException;
import dpone.spi.testing.TestContext;
import dpone.spi.type.DataType;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** At the borders of what a type holds: the exact value, or an error with its code. */
@Tag("unit")
class BorderProperties {
  private static final DataType INTS = new DataType.Array(new DataType.Int(32));
  private static final String MALFORMED = "PG_COPY_MALFORMED";
  private static final String SHAPE = "PG_ARRAY_SHAPE";

  /** Something else stands before and after the cell, which must not be looked at. */
  private static Column decode(DataType type, byte[] cell) {
    PgType sent = NaturalType.of(type).orElseThrow();
    Column column = Column.create(type, new TestContext().reserve());
    ByteBuffer around = ByteBuffer.allocate(cell.length + 16).putLong(-1).put(cell).putLong(-1);
    Decoders.of(type, sent).decode(around.array(), 8, cell.length, column);
    return column;
  }

  private static String refusal(DataType type, byte[] cell) {
    try {
      decode(type, cell);
    } catch (DponeException refused) {
      return refused.code();
    }
    throw new AssertionError("not refused");
  }

  private static byte[] int32(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  private static byte[] int64(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  /** Days around both ends, around zero, and where adding the epoch overflows. */
  @Provide
  Arbitrary<Integer> days() {
    return Arbitraries.oneOf(
        Arbitraries.integers(),
        Arbitraries.integers().between(-3, 3).map(i -> Integer.MAX_VALUE + i),
        Arbitraries.integers().between(-3, 3).map(i -> Integer.MAX_VALUE - Wire.EPOCH_DAYS + i),
        Arbitraries.integers().between(-3, 3).map(i -> -Wire.EPOCH_DAYS + i));
  }

  @Property(tries = 2000)
  void datesAreExactOrRefused(@ForAll("days") int days) {
    long expected = (long) days + Wire.EPOCH_DAYS;
    if (days == Integer.MAX_VALUE || days == Integer.MIN_VALUE) {
      expected = days;
    } else if (expected >= Integer.MAX_VALUE) {
      assertThat(refusal(new DataType.Date(), int32(days))).isEqualTo(MALFORMED);
      return;
    }
    assertThat(((IntColumn) decode(new DataType.Date(), int32(days))).get(0)).isEqualTo(expected);
  }

  @Provide
  Arbitrary<Long> micros() {
    return Arbitraries.oneOf(
        Arbitraries.longs(),
        Arbitraries.longs().between(-3, 3).map(i -> Long.MAX_VALUE + i),
        Arbitraries.longs().between(-3, 3).map(i -> Long.MAX_VALUE - Wire.EPOCH_MICROS + i),
        Arbitraries.longs().between(-3, 3).map(i -> -Wire.EPOCH_MICROS + i));
  }

  @Property(tries = 2000)
  void timestampsAreExactOrRefused(@ForAll("micros") long micros, @ForAll boolean zoned) {
    DataType type = zoned ? new DataType.TimestampTz(6) : new DataType.Timestamp(6);
    BigInteger expected = BigInteger.valueOf(micros).add(BigInteger.valueOf(Wire.EPOCH_MICROS));
    if (micros == Long.MAX_VALUE || micros == Long.MIN_VALUE) {
      expected = BigInteger.valueOf(micros);
    } else if (expected.compareTo(BigInteger.valueOf(Long.MAX_VALUE)) >= 0) {
      assertThat(refusal(type, int64(micros))).isEqualTo("PG_VALUE_OUT_OF_RANGE");
      return;
    }
    assertThat(((LongColumn) decode(type, int64(micros))).get(0)).isEqualTo(expected.longValue());
  }

  /** As the server sends it: dimensions, nulls, element type, then size and first index of each. */
  private static byte[] array(int dimensions, int count, int first, List<Integer> elements) {
    ByteBuffer cell = ByteBuffer.allocate(12 + 8 * Math.max(0, dimensions) + 8 * elements.size());
    cell.putInt(dimensions).putInt(1).putInt(23);
    for (int i = 0; i < dimensions; i++) {
      cell.putInt(i == 0 ? count : 1).putInt(first);
    }
    for (Integer element : elements) {
      if (element == null) {
        cell.putInt(-1);
      } else {
        cell.putInt(4).putInt(element);
      }
    }
    return java.util.Arrays.copyOf(cell.array(), cell.position());
  }

  @Property(tries = 300)
  void arraysOfOneDimension(@ForAll @Size(max = 20) List<Integer> numbers) {
    List<Integer> elements = new java.util.ArrayList<>(numbers);
    if (!elements.isEmpty()) {
      elements.set(elements.size() / 2, null);
    }
    byte[] cell = array(1, elements.size(), 1, elements);
    ListColumn list = (ListColumn) decode(INTS, cell);
    assertThat(list.rows()).isEqualTo(1);
    IntColumn values = (IntColumn) list.elements();
    assertThat(values.rows()).isEqualTo(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      assertThat(values.isNull(i)).isEqualTo(elements.get(i) == null);
      if (elements.get(i) != null) {
        assertThat(values.get(i)).isEqualTo(elements.get(i));
      }
    }
  }

  @Property(tries = 200)
  void otherShapesAreRefusedByName(
      @ForAll @IntRange(min = 1, max = 6) int dimensions,
      @ForAll @IntRange(min = -3, max = 5) int first) {
    byte[] cell = array(dimensions, 2, first, List.of(7, 8));
    if (dimensions == 1 && first == 1) {
      assertThat(decode(INTS, cell).rows()).isEqualTo(1);
    } else {
      assertThat(refusal(INTS, cell)).isEqualTo(SHAPE);
    }
  }

  @Property(tries = 300)
  void aCountThatIsNotThatOfTheElementsIsMalformed(
      @ForAll @Size(min = 1, max = 8) List<Integer> elements, @ForAll int count) {
    if (count != elements.size()) {
      assertThat(refusal(INTS, array(1, count, 1, elements))).isEqualTo(MALFORMED);
    }
    for (int off : new int[] {-1, 1}) {
      assertThat(refusal(INTS, array(1, elements.size() + off, 1, elements))).isEqualTo(MALFORMED);
    }
  }

  /** Whatever is cut off, and whatever is added, is noticed. */
  @Property(tries = 300)
  void anArrayOfAnotherLengthIsMalformed(
      @ForAll @Size(max = 5) List<Integer> elements,
      @ForAll @IntRange(max = 60) int cut,
      @ForAll @IntRange(min = 1, max = 9) int added) {
    byte[] whole = array(1, elements.size(), 1, elements);
    if (cut < whole.length) {
      assertThat(refusal(INTS, java.util.Arrays.copyOf(whole, cut))).isEqualTo(MALFORMED);
    }
    assertThat(refusal(INTS, java.util.Arrays.copyOf(whole, whole.length + added)))
        .isEqualTo(MALFORMED);
  }

  @Example
  void anEmptyArrayHasNoDimensions() {
    ListColumn list = (ListColumn) decode(INTS, array(0, 0, 1, List.of()));
    assertThat(list.rows()).isEqualTo(1);
    assertThat(list.elements().rows()).isZero();
    assertThat(refusal(INTS, array(0, 0, 1, List.of(5)))).isEqualTo(MALFORMED);
    assertThat(refusal(INTS, array(-1, 0, 1, List.of()))).isEqualTo(MALFORMED);
    assertThat(refusal(INTS, array(-1, 0, 1, List.of(5)))).isEqualTo(MALFORMED);
    assertThat(refusal(INTS, int64(0))).isEqualTo(MALFORMED);
  }

  @Example
  void manyNullsTakeFourBytesEach() {
    List<Integer> nulls = new java.util.ArrayList<>(java.util.Collections.nCopies(1000, null));
    ListColumn list = (ListColumn) decode(INTS, array(1, 1000, 1, nulls));
    assertThat(list.elements().rows()).isEqualTo(1000);
  }
}
