package dpone.certification.vendors;

/** Tries the connector of Yandex Webmaster. */
public final class YandexWebmasterFixture extends VendorFixture {
  /** For the service loader. */
  public YandexWebmasterFixture() {
    super("yandex-webmaster", "Yandex Webmaster", WebmasterDouble::new);
  }
}
