package dpone.certification.vendors;

/** Tries the connector of the Bank of Russia. */
public final class CbrFixture extends VendorFixture {
  /** For the service loader. */
  public CbrFixture() {
    super("cbr", "Bank of Russia", CbrDouble::new);
  }
}
