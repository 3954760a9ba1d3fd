package dpone.certification.vendors;

/** Tries the connector of FastTrack. */
public final class FastTrackFixture extends VendorFixture {
  /** For the service loader. */
  public FastTrackFixture() {
    super("fasttrack", "FastTrack", FastTrackDouble::new);
  }
}
