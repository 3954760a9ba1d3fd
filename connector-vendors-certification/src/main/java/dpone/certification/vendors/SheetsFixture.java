package dpone.certification.vendors;

/** Tries the connector of Google Sheets. */
public final class SheetsFixture extends VendorFixture {
  /** For the service loader. */
  public SheetsFixture() {
    super("google-sheets", "Google Sheets", SheetsDouble::new);
  }
}
