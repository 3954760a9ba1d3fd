package dpone.certification.vendors;

/** Tries the connector of AppsFlyer. */
public final class AppsFlyerFixture extends VendorFixture {
  /** For the service loader. */
  public AppsFlyerFixture() {
    super("appsflyer", "AppsFlyer", AppsFlyerDouble::new);
  }
}
