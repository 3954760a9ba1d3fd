package dpone.certification.vendors;

import dpone.certify.kit.LiveStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Tries the connector of AppsFlyer. */
public final class AppsFlyerFixture extends VendorFixture {
  /** For the service loader. */
  public AppsFlyerFixture() {
    super("appsflyer", "AppsFlyer", AppsFlyerDouble::new);
  }

  @Override
  protected List<LiveStream> usual(LocalDate today) {
    return List.of(
        new LiveStream("daily_report", Map.of("start_date", today.minusDays(4).toString()), true));
  }
}
