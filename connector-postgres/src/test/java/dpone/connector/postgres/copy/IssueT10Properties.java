package dpone.connector.postgres.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.type.PgType;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.Int128Column;
import dpone.spi.error.DponeException;
import dpone.spi.testing.TestContext;
import dpone.spi.type.DataType;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

/** A decimal is never off by a digit: it arrives at its scale, or is refused for what is below. */
@Tag("unit")
class IssueT10Properties {
  private static byte[] sent(BigDecimal value) {
    DataType any = new DataType.AnyDecimal();
    BytesColumn text = (BytesColumn) Column.create(any, new TestContext().reserve());
    text.append(value.toPlainString());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CellBuffer out = new CellBuffer(64, bytes::write);
    Encoders.of(any, PgType.builtin("numeric", "numeric")).orElseThrow().encode(text, 0, out);
    out.flush();
    return bytes.toByteArray();
  }

  @Property(tries = 5000)
  void arrivesAtItsScaleOrIsRefused(
      @ForAll @BigRange(min = "-1e28", max = "1e28") @Scale(9) BigDecimal value,
      @ForAll @IntRange(max = 10) int scale) {
    byte[] cell = sent(value);
    Int128Column column =
        (Int128Column) Column.create(new DataType.Decimal(38, scale), new TestContext().reserve());
    boolean holds = value.compareTo(value.setScale(scale, RoundingMode.DOWN)) == 0;
    try {
      Numerics.toInt128(cell, 4, cell.length - 4, scale, column);
      BigInteger unscaled =
          BigInteger.valueOf(column.high(0))
              .shiftLeft(64)
              .add(new BigInteger(Long.toUnsignedString(column.low(0))));
      assertThat(new BigDecimal(unscaled, scale)).isEqualByComparingTo(value);
      assertThat(holds).isTrue();
    } catch (DponeException refused) {
      assertThat(refused.code()).isEqualTo("PG_VALUE_OUT_OF_RANGE");
      assertThat(holds).as(value + " at scale " + scale).isFalse();
    }
  }
}
