package dpone.connector.vendors.googlesheets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class A1Test {
  @Test
  void rangesAreReadAndWritten() {
    assertThat(A1.parse("B3:F100")).contains(new A1(2, 3, 6, 100));
    assertThat(A1.parse("b:f")).contains(new A1(2, 1, 6, 0));
    assertThat(A1.parse("$B$3:F")).contains(new A1(2, 3, 6, 0));
    assertThat(A1.parse("F3:B")).isEmpty();
    assertThat(A1.parse("B0:F")).isEmpty();
    assertThat(A1.parse("prices")).isEmpty();
    assertThat(A1.parse("A1")).isEmpty();
    assertThat(new A1(1, 2, 28, 9).of("it's")).isEqualTo("'it''s'!A2:AB9");
    assertThat(A1.ALL.within(3, 9)).isEqualTo(new A1(1, 1, 3, 9));
  }

  @Property
  void columnsKeepTheirLetters(@ForAll @IntRange(min = 1, max = 18_278) int column) {
    String letters = A1.letters(column);
    assertThat(A1.parse(letters + "1:" + letters + "2")).contains(new A1(column, 1, column, 2));
  }

  @Property
  void anyTextIsARangeOrNone(@ForAll String text) {
    assertThatCode(() -> A1.parse(text)).doesNotThrowAnyException();
  }

  @Property
  void everyMillisecondOfASheetComesBack(
      @ForAll @LongRange(min = -2_000_000_000_000L, max = 8_000_000_000_000L) long millis) {
    double serial = millis / 86_400_000.0;
    assertThat(Serial.timestamp(new BigDecimal(Double.toString(serial)).toPlainString()))
        .contains(LocalDateTime.of(1899, 12, 30, 0, 0).plus(millis, ChronoUnit.MILLIS).toString());
  }

  @Test
  void whatIsNoDayOrTimeStaysANumber() {
    assertThat(Serial.date("45000.5")).isEmpty();
    assertThat(Serial.date("1e300")).isEmpty();
    assertThat(Serial.timestamp("0.000000001")).isEmpty();
    assertThat(Serial.time("0.5")).contains("12:00");
    assertThat(Serial.time("1.5")).isEmpty();
  }
}
