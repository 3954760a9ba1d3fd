package dpone.certification.vendors;

import dpone.certify.kit.Fixture;
import dpone.certify.kit.LiveStream;
import dpone.certify.kit.ServiceInfo;
import dpone.certify.kit.Services;
import dpone.certify.kit.TestSystem;
import dpone.certify.kit.UnavailableException;
import dpone.certify.kit.http.LiveApi;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Tries a vendor's connector on a double, or reads what an account of its user's has. */
public abstract class VendorFixture implements Fixture {
  /** Keys of streams that go on where they were. */
  private static final Set<String> GO_ON = Set.of("start_date", "increment_by");

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
  public final TestSystem attach(Map<String, Object> connection) throws Exception {
    return attach(connection, List.of());
  }

  /** An account cannot be filled with rows, so that its streams are read as they are. */
  @Override
  public final TestSystem attach(Map<String, Object> connection, List<Map<String, Object>> streams)
      throws Exception {
    String missing = missing(connection);
    if (!missing.isEmpty()) {
      throw new UnavailableException("no live system: set " + missing);
    }
    List<LiveStream> live =
        streams.isEmpty()
            ? usual(LocalDate.now(ZoneOffset.UTC))
            : streams.stream().map(VendorFixture::stream).toList();
    if (live.isEmpty()) {
      throw new UnavailableException(
          "no live system: set " + variable("STREAMS") + " to the streams that are to be read");
    }
    return new LiveApi(name, connection, live);
  }

  /** The variable of an option, by its name in capitals. */
  protected final String variable(String option) {
    return "DPONE_LIVE_" + connector.toUpperCase(Locale.ROOT).replace('-', '_') + "_" + option;
  }

  /**
   * Variables that have to be set beside those of required options.
   *
   * @return their names as the end of a sentence; empty where there is all that is needed
   */
  protected String missing(Map<String, Object> connection) {
    return "";
  }

  /**
   * What is read where nobody names a stream, which takes little of a quota.
   *
   * @return empty where every stream needs something that is the account's own
   */
  protected List<LiveStream> usual(LocalDate today) {
    return List.of();
  }

  private static LiveStream stream(Map<String, Object> keys) {
    Map<String, Object> options = new LinkedHashMap<>(keys);
    String own = String.valueOf(options.remove("name"));
    return new LiveStream(own, options, GO_ON.stream().anyMatch(options::containsKey));
  }
}
