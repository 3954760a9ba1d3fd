package dpone.connector.postgres.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.type.NaturalType;
import dpone.connector.postgres.type.PgType;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.LongColumn;
import dpone.spi.error.DponeException;
import dpone.spi.testing.TestContext;
import dpone.spi.type.DataType;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** What is encoded decodes to itself, at the borders of scales above all. */
@Tag("unit")
class CodecProperties {
  private static byte[] encode(DataType type, Column column) {
    PgType target = NaturalType.of(type).orElseThrow();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CellBuffer out = new CellBuffer(64, bytes::write);
    Encoders.of(type, target).orElseThrow().encode(column, 0, out);
    out.flush();
    return bytes.toByteArray();
  }

  private static Column decode(DataType type, byte[] cell) {
    PgType sent = NaturalType.of(type).orElseThrow();
    Column column = Column.create(type, new TestContext().reserve());
    assertThat(Wire.int32(cell, 0)).isEqualTo(cell.length - 4);
    Decoders.of(type, sent).decode(cell, 4, cell.length - 4, column);
    return column;
  }

  private static BigInteger unscaled(Int128Column column) {
    return BigInteger.valueOf(column.high(0))
        .shiftLeft(64)
        .add(new BigInteger(Long.toUnsignedString(column.low(0))));
  }

  private static Int128Column column(BigInteger value) {
    Int128Column column =
        (Int128Column) Column.create(new DataType.Decimal(38, 0), new TestContext().reserve());
    column.append(value.shiftRight(64).longValue(), value.longValue());
    return column;
  }

  @Provide
  Arbitrary<BigDecimal> decimals() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 38),
            Arbitraries.integers().between(0, 38),
            Arbitraries.integers().between(-2, 2),
            Arbitraries.of(true, false))
        .as((digits, scale, around, negative) -> {
          BigInteger value = BigInteger.TEN.pow(digits - 1).add(BigInteger.valueOf(around)).abs();
          return new BigDecimal(negative ? value.negate() : value, Math.min(scale, 38));
        });
  }

  /** T04, T06, T10: powers of ten, one and two off, both signs, every scale. */
  @Property(tries = 3000)
  void decimalsAroundPowersOfTen(@ForAll("decimals") BigDecimal value) {
    DataType.Decimal type = new DataType.Decimal(38, value.scale());
    byte[] cell = encode(type, column(value.unscaledValue()));
    Int128Column back = (Int128Column) decode(type, cell);
    assertThat(new BigDecimal(unscaled(back), value.scale())).isEqualTo(value);
    // The text form is read by another path, and keeps the scale.
    assertThat(Numerics.toText(cell, 4, cell.length - 4)).isEqualTo(value.toPlainString());
  }

  @Property(tries = 2000)
  void anyDecimals(@ForAll BigDecimal given) {
    BigDecimal value = given.scale() < 0 ? given.setScale(0) : given;
    String text = value.toPlainString();
    BytesColumn column =
        (BytesColumn) Column.create(new DataType.AnyDecimal(), new TestContext().reserve());
    column.append(text);
    byte[] cell = encode(new DataType.AnyDecimal(), column);
    BytesColumn back = (BytesColumn) decode(new DataType.AnyDecimal(), cell);
    assertThat(new BigDecimal(back.text(0))).isEqualTo(value);
  }

  @Property
  void longsAndTimestamps(@ForAll long value) {
    DataType type = new DataType.Int(64);
    LongColumn column = (LongColumn) Column.create(type, new TestContext().reserve());
    column.append(value);
    assertThat(((LongColumn) decode(type, encode(type, column))).get(0)).isEqualTo(value);
    if (value == Long.MIN_VALUE
        || value == Long.MAX_VALUE
        || value > Long.MIN_VALUE + Wire.EPOCH_MICROS) {
      DataType at = new DataType.TimestampTz(6);
      assertThat(((LongColumn) decode(at, encode(at, column))).get(0)).isEqualTo(value);
    }
  }

  @Property
  void wrongDecimalTextIsRefused(@ForAll String text) {
    BytesColumn column =
        (BytesColumn) Column.create(new DataType.AnyDecimal(), new TestContext().reserve());
    column.append(text);
    try {
      BytesColumn back =
          (BytesColumn)
              decode(new DataType.AnyDecimal(), encode(new DataType.AnyDecimal(), column));
      if (!text.matches("NaN|-?Infinity")) {
        assertThat(new BigDecimal(back.text(0))).isEqualByComparingTo(new BigDecimal(text));
      }
    } catch (DponeException refused) {
      assertThat(refused.code()).isEqualTo("PG_VALUE_OUT_OF_RANGE");
    }
  }

  @Property
  void anyBytesDecodeOrAreRefused(@ForAll byte[] cell) {
    for (DataType type :
        new DataType[] {
          new DataType.AnyDecimal(),
          new DataType.Decimal(20, 3),
          new DataType.Array(new DataType.Int(32)),
          new DataType.Uuid(),
          new DataType.Date(),
          new DataType.Interval(),
          new DataType.Bool()
        }) {
      Column column = Column.create(type, new TestContext().reserve());
      try {
        Decoders.of(type, NaturalType.of(type).orElseThrow()).decode(cell, 0, cell.length, column);
        assertThat(column.rows()).isEqualTo(1);
      } catch (DponeException refused) {
        assertThat(refused.code()).startsWith("PG_");
      }
    }
  }

  @Example
  void digitsBelowTheScaleAreRefusedNotCut() {
    BytesColumn column =
        (BytesColumn) Column.create(new DataType.AnyDecimal(), new TestContext().reserve());
    column.append("0.001");
    byte[] cell = encode(new DataType.AnyDecimal(), column);
    for (String code : new String[] {"PG_VALUE_OUT_OF_RANGE"}) {
      try {
        decode(new DataType.Decimal(10, 2), cell);
        throw new AssertionError("cut");
      } catch (DponeException refused) {
        assertThat(refused.code()).isEqualTo(code);
      }
    }
  }
}
