package dpone.certification.vendors;

import dpone.certify.kit.LiveStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Tries the connector of Yandex Webmaster. */
public final class YandexWebmasterFixture extends VendorFixture {
  /** For the service loader. */
  public YandexWebmasterFixture() {
    super("yandex-webmaster", "Yandex Webmaster", WebmasterDouble::new);
  }

  @Override
  protected List<LiveStream> usual(LocalDate today) {
    return List.of(
        new LiveStream(
            "popular_queries", Map.of("start_date", today.minusDays(7).toString()), true));
  }
}
