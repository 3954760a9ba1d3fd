package dpone.certification.vendors;

import dpone.certify.kit.LiveStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Tries the connector of Omnidesk. */
public final class OmnideskFixture extends VendorFixture {
  /** For the service loader. */
  public OmnideskFixture() {
    super("omnidesk", "Omnidesk", OmnideskDouble::new);
  }

  @Override
  protected List<LiveStream> usual(LocalDate today) {
    return List.of(
        new LiveStream("cases", Map.of("start_date", today.minusDays(7).toString()), true));
  }
}
