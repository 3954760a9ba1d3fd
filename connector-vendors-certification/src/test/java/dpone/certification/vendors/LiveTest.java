package dpone.certification.vendors;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.certify.kit.Fixture;
import dpone.certify.kit.UnavailableException;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A live account is a skip that says why: nobody has set it, or it cannot be filled. */
@Tag("unit")
class LiveTest {
  static Stream<Fixture> fixtures() {
    return ServiceLoader.load(Fixture.class).stream().map(ServiceLoader.Provider::get);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void anAccountCannotBeFilled(Fixture fixture) {
    assertThatThrownBy(() -> fixture.attach(Map.of("an_option", "of the account")))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("cannot be filled with rows")
        .hasMessageContaining(fixture.connector());
  }

  @Test
  void whoHasSetNothingIsToldWhatToSet() {
    assertThatThrownBy(() -> new SheetsFixture().attach(Map.of()))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("DPONE_LIVE_GOOGLE_SHEETS_");
  }
}
