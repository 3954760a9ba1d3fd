package dpone.certification.vendors;

/** Tries the connector of Open Exchange Rates. */
public final class OpenExchangeRatesFixture extends VendorFixture {
  /** For the service loader. */
  public OpenExchangeRatesFixture() {
    super("openexchangerates", "Open Exchange Rates", OxrDouble::new);
  }
}
