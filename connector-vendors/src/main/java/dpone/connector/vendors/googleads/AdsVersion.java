package dpone.connector.vendors.googleads;

/**
 * The version of the API that the driver's stubs speak.
 *
 * @see <a href="https://developers.google.com/google-ads/api/docs/sunset-dates">sunset dates</a>
 */
final class AdsVersion {
  /** The version in addresses. */
  static final String NAME = "v23";

  /** The month in which the vendor plans to turn it off, by its schedule of September 2025. */
  static final String SUNSET = "2027-02";

  private AdsVersion() {}
}
