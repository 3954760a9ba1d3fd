package dpone.certification.vendors;

import dpone.certify.kit.LiveStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Tries the connector of Open Exchange Rates. */
public final class OpenExchangeRatesFixture extends VendorFixture {
  /** For the service loader. */
  public OpenExchangeRatesFixture() {
    super("openexchangerates", "Open Exchange Rates", OxrDouble::new);
  }

  @Override
  protected List<LiveStream> usual(LocalDate today) {
    return List.of(
        new LiveStream("historical", Map.of("start_date", today.minusDays(3).toString()), true));
  }
}
