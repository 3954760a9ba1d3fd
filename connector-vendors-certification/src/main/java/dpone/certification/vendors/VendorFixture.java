package dpone.certification.vendors;

import dpone.certify.kit.Fixture;
import dpone.certify.kit.ServiceInfo;
import dpone.certify.kit.Services;
import dpone.certify.kit.TestSystem;
import dpone.certify.kit.UnavailableException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Tries a vendor's connector on a double; a live account is what its user has, so it cannot be
 * filled.
 */
public abstract class VendorFixture implements Fixture {
  private final String connector;
  private final String name;
  private final Supplier<VendorDouble> made;

  /**
   * A fixture.
   *
   * @param connector its id
   * @param name of the vendor, for people
   * @param made makes its double
   */
  protected VendorFixture(String connector, String name, Supplier<VendorDouble> made) {
    this.connector = connector;
    this.name = name;
    this.made = made;
  }

  @Override
  public final String connector() {
    return connector;
  }

  @Override
  public final TestSystem start(Services services, String version) {
    return new VendorSystem(
        new ServiceInfo(name + " (double)", ServiceInfo.Kind.DOUBLE, ""), made.get());
  }

  @Override
  public TestSystem attach(Map<String, Object> connection) throws Exception {
    if (connection.isEmpty()) {
      throw new UnavailableException(
          "no live system: set the variables DPONE_LIVE_"
              + connector.toUpperCase(Locale.ROOT).replace('-', '_')
              + "_... that its page names");
    }
    throw new UnavailableException(
        "a vendor's account cannot be filled with rows: the live test is the read that "
            + connector
            + "'s page describes");
  }
}
