package dpone.connector.postgres.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.type.NaturalType;
import dpone.connector.postgres.type.PgType;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.IntervalColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.batch.StructColumn;
import dpone.spi.error.DponeException;
import dpone.spi.testing.TestContext;
import dpone.spi.type.DataType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Assertions;

/**
 * The element codec of an array is the scalar codec: what a column of any type holds, an array of
 * it holds too. And whatever bytes arrive, a codec decodes them or refuses them by name.
 */
@Tag("unit")
class IssueT08Properties {
  private static final List<DataType> SCALARS =
      List.of(
          new DataType.Bool(),
          new DataType.Int(16),
          new DataType.Int(32),
          new DataType.Int(64),
          new DataType.FloatingPoint(32),
          new DataType.FloatingPoint(64),
          new DataType.Decimal(10, 2),
          new DataType.Decimal(38, 0),
          new DataType.Decimal(38, 38),
          new DataType.Decimal(60, 20),
          new DataType.AnyDecimal(),
          new DataType.Text(),
          new DataType.Bytes(),
          new DataType.Date(),
          new DataType.Time(6),
          new DataType.Timestamp(6),
          new DataType.TimestampTz(6),
          new DataType.Interval(),
          new DataType.Uuid(),
          new DataType.Json());

  @Provide
  Arbitrary<DataType> scalars() {
    return Arbitraries.of(SCALARS);
  }

  @Provide
  Arbitrary<DataType> types() {
    return Arbitraries.of(
        SCALARS.stream()
            .flatMap(t -> java.util.stream.Stream.of(t, new DataType.Array(t)))
            .toList());
  }

  /** A value that the type holds, an extreme one half of the time. */
  private static void fill(Column column, DataType type, Random random) {
    boolean extreme = random.nextBoolean();
    boolean low = random.nextBoolean();
    switch (column) {
      case IntColumn c -> {
        int bits =
            type instanceof DataType.Int i ? i.bits() : type instanceof DataType.Bool ? 1 : 32;
        int any =
            bits == 1
                ? random.nextInt(2)
                : bits == 16 ? (short) random.nextInt() : random.nextInt();
        int edge =
            bits == 1
                ? 1
                : bits == 16 ? (low ? -32768 : 32767) : low ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        int value = extreme ? edge : any;
        c.append(type instanceof DataType.Date && !extreme ? value / 2 : value);
      }
      case LongColumn c -> {
        boolean moment = !(type instanceof DataType.Int);
        long value = extreme ? (low ? Long.MIN_VALUE : Long.MAX_VALUE) : random.nextLong();
        c.append(moment && !extreme ? value / 2 : value);
      }
      case DoubleColumn c -> {
        double[] edges = {-0.0, Double.NaN, Double.NEGATIVE_INFINITY, 5e-324, Double.MAX_VALUE};
        double value = extreme ? edges[random.nextInt(edges.length)] : random.nextGaussian();
        c.append(type.equals(new DataType.FloatingPoint(32)) ? (float) value : value);
      }
      case Int128Column c -> {
        if (type instanceof DataType.Decimal && !extreme) {
          long value = random.nextLong();
          c.append(value >> 63, value);
        } else if (type instanceof DataType.Decimal) {
          c.append(
              low ? -5_000_000_000_000_000_000L : 5_000_000_000_000_000_000L / 1000,
              random.nextLong());
        } else {
          c.append(random.nextLong(), random.nextLong());
        }
      }
      case IntervalColumn c -> c.append(random.nextInt(), random.nextInt(), random.nextLong());
      case BytesColumn c -> c.append(text(type, random, extreme, low));
      case ListColumn c -> {
        DataType element = ((DataType.Array) type).element();
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
          if (random.nextInt(3) == 0) {
            c.elements().appendNull();
          } else {
            fill(c.elements(), element, random);
          }
        }
        c.endList();
      }
      case StructColumn c -> throw new IllegalStateException("no struct here");
    }
  }

  private static String text(DataType type, Random random, boolean extreme, boolean low) {
    if (type instanceof DataType.AnyDecimal || type instanceof DataType.Decimal) {
      return extreme
          ? low ? "NaN" : "-" + "9".repeat(500) + ".0" + "1".repeat(300)
          : String.valueOf(random.nextLong()) + "." + random.nextInt(1000);
    }
    return extreme ? "" : "ü€😀".repeat(random.nextInt(50));
  }

  private static String shown(Column column, int row) {
    if (column.isNull(row)) {
      return "null";
    }
    return switch (column) {
      case IntColumn c -> String.valueOf(c.get(row));
      case LongColumn c -> String.valueOf(c.get(row));
      case DoubleColumn c -> String.valueOf(Double.doubleToRawLongBits(c.get(row)));
      case Int128Column c -> c.high(row) + ":" + c.low(row);
      case IntervalColumn c -> c.months(row) + " " + c.days(row) + " " + c.micros(row);
      case BytesColumn c ->
          new String(c.data(), c.start(row), c.end(row) - c.start(row), StandardCharsets.UTF_8);
      case ListColumn c ->
          IntStream.range(c.start(row), c.end(row))
              .mapToObj(i -> shown(c.elements(), i))
              .toList()
              .toString();
      case StructColumn c -> throw new IllegalStateException("no struct here");
    };
  }

  private static byte[] encode(DataType type, Column column) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CellBuffer out = new CellBuffer(64, bytes::write);
    Encoders.of(type, NaturalType.of(type).orElseThrow()).orElseThrow().encode(column, 0, out);
    out.flush();
    return bytes.toByteArray();
  }

  private static Column decode(DataType type, byte[] data, int at, int length) {
    PgType sent = NaturalType.of(type).orElseThrow();
    Column column = Column.create(type, new TestContext().reserve());
    Decoders.of(type, sent).decode(data, at, length, column);
    return column;
  }

  @Property(tries = 3000)
  void everyTypeAndItsArrayComesBack(@ForAll("types") DataType type, @ForAll long seed) {
    Column column = Column.create(type, new TestContext().reserve());
    fill(column, type, new Random(seed));
    byte[] cell = encode(type, column);
    assertThat(Wire.int32(cell, 0)).isEqualTo(cell.length - 4);
    Column back = decode(type, cell, 4, cell.length - 4);
    assertThat(shown(back, 0)).isEqualTo(shown(column, 0));
  }

  private static void decodesOrRefuses(Callable<?> decoding) {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          try {
            decoding.call();
          } catch (DponeException refused) {
            assertThat(refused.code())
                .isIn(
                    PgCode.COPY_MALFORMED.code(),
                    PgCode.COPY_TRUNCATED.code(),
                    PgCode.VALUE_OUT_OF_RANGE.code(),
                    PgCode.ARRAY_SHAPE.code(),
                    PgCode.CELL_TOO_LARGE.code(),
                    PgCode.SCHEMA_CHANGED.code());
            assertThat(refused.what()).hasSizeLessThan(500);
          }
        });
  }

  @Property(tries = 3000)
  void anyBytes(@ForAll("types") DataType type, @ForAll @Size(max = 60) byte[] cell) {
    decodesOrRefuses(() -> decode(type, cell, 0, cell.length));
  }

  /** Bytes that are nearly right get further than random ones. */
  @Property(tries = 3000)
  void damagedAndCutCells(
      @ForAll("types") DataType type,
      @ForAll long seed,
      @ForAll @IntRange(max = 3) int damages,
      @ForAll @IntRange(max = 12) int missing) {
    Random random = new Random(seed);
    Column column = Column.create(type, new TestContext().reserve());
    fill(column, type, random);
    byte[] cell = encode(type, column);
    for (int i = 0; i < damages && cell.length > 4; i++) {
      cell[4 + random.nextInt(cell.length - 4)] =
          (byte) (random.nextBoolean() ? 0xFF : random.nextInt());
    }
    byte[] cut = Arrays.copyOf(cell, Math.max(4, cell.length - missing));
    decodesOrRefuses(() -> decode(type, cut, 4, cut.length - 4));
  }

  /** Counts and lengths that promise more than there is must not be believed. */
  @Property(tries = 2000)
  void promisesOfManyElements(
      @ForAll("scalars") DataType element, @ForAll int count, @ForAll int size) {
    byte[] cell = new byte[32];
    Wire.int32(cell, 0, 1);
    Wire.int32(cell, 12, count);
    Wire.int32(cell, 16, 1);
    Wire.int32(cell, 20, size);
    decodesOrRefuses(() -> decode(new DataType.Array(element), cell, 0, cell.length));
  }
}
