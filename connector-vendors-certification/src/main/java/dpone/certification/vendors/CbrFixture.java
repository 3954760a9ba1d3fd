package dpone.certification.vendors;

import dpone.certify.kit.LiveStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Tries the connector of the Bank of Russia. */
public final class CbrFixture extends VendorFixture {
  /** For the service loader. */
  public CbrFixture() {
    super("cbr", "Bank of Russia", CbrDouble::new);
  }

  @Override
  protected List<LiveStream> usual(LocalDate today) {
    return List.of(
        new LiveStream("daily_rates", Map.of("start_date", today.minusDays(7).toString()), true));
  }

  /** It asks for no login, so that nothing else tells that the bank itself is meant. */
  @Override
  protected String missing(Map<String, Object> connection) {
    return connection.containsKey("url") ? "" : variable("URL");
  }
}
