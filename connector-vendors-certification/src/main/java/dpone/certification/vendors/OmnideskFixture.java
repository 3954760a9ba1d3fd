package dpone.certification.vendors;

/** Tries the connector of Omnidesk. */
public final class OmnideskFixture extends VendorFixture {
  /** For the service loader. */
  public OmnideskFixture() {
    super("omnidesk", "Omnidesk", OmnideskDouble::new);
  }
}
