package dpone.certification.vendors;

/** Tries the connector of Mindbox. */
public final class MindboxFixture extends VendorFixture {
  /** For the service loader. */
  public MindboxFixture() {
    super("mindbox", "Mindbox", MindboxDouble::new);
  }
}
