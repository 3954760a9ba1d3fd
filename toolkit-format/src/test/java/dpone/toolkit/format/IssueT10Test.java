package dpone.toolkit.format;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.testing.PlainMemory;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.format.cell.Int128;
import dpone.toolkit.format.cell.NumberForm;
import dpone.toolkit.format.cell.TextCells;
import dpone.toolkit.format.codec.PoisonException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/**
 * T10: a decimal out of text is the same number at every scale and with both signs, with a point
 * and with a comma, or it is refused; it is never off by its last digit.
 */
@Tag("unit")
class IssueT10Test {
  @Property(tries = 5000)
  void theLastDigitIsWhereItWas(@ForAll long seed) {
    Random random = new Random(seed);
    int precision = 1 + random.nextInt(38);
    int scale = random.nextInt(precision + 1);
    BigDecimal value =
        new BigDecimal(new BigInteger(random.nextInt(128), random), random.nextInt(45));
    value = random.nextBoolean() ? value.negate() : value;
    for (NumberForm form : List.of(NumberForm.PLAIN, NumberForm.COMMA)) {
      String text = value.toPlainString();
      text = form == NumberForm.COMMA ? text.replace('.', ',') : text;
      check(new DataType.Decimal(precision, scale), CellForm.STANDARD.with(form), text, value);
    }
  }

  private static void check(DataType.Decimal type, CellForm form, String text, BigDecimal value) {
    ColumnBatch batch = PlainMemory.batch(List.of(new Field("a", type, true, "")));
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    boolean fits = fits(value, type);
    try {
      TextCells.of(type, form, false).orElseThrow().append(bytes, 0, bytes.length, batch.column(0));
    } catch (PoisonException e) {
      assertThat(fits).as(text + " " + type.text() + " " + e.poison()).isFalse();
      return;
    }
    BigInteger unscaled = Int128.big(batch.int128s(0).high(0), batch.int128s(0).low(0));
    assertThat(new BigDecimal(unscaled, type.scale())).isEqualByComparingTo(value);
    assertThat(fits).isTrue();
  }

  private static boolean fits(BigDecimal value, DataType.Decimal type) {
    BigDecimal scaled = value.setScale(type.scale(), RoundingMode.DOWN);
    return scaled.compareTo(value) == 0
        && scaled.unscaledValue().abs().compareTo(BigInteger.TEN.pow(type.precision())) < 0;
  }
}
