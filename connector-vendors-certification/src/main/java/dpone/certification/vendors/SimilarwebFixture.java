package dpone.certification.vendors;

/** Tries the connector of Similarweb. */
public final class SimilarwebFixture extends VendorFixture {
  /** For the service loader. */
  public SimilarwebFixture() {
    super("similarweb", "Similarweb", SimilarwebDouble::new);
  }
}
