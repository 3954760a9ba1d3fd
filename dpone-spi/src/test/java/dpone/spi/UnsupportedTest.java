package dpone.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class UnsupportedTest {
  @Test
  void aReasonStandsInTheRefusal() {
    assertThat(Unsupported.what("tape", "strategy.mode scd2", "a tape keeps no history").oneLine())
        .startsWith(
            "UNSUPPORTED: connector tape does not offer strategy.mode scd2: a tape keeps no"
                + " history");
  }

  @Test
  void withoutAReasonNothingIsSaidOfOne() {
    assertThat(Unsupported.what("tape", "strategy.mode scd2", "").getMessage())
        .doesNotContain(": ");
  }
}
