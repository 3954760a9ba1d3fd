package dpone.connector.vendors.common;

import dpone.spi.ConnectorDescriptor;
import dpone.spi.DriverRequirement;
import dpone.spi.Increments;
import dpone.spi.Role;
import dpone.spi.certify.ApiVersion;
import dpone.spi.certify.CertificationDescriptor;
import dpone.spi.certify.Level;
import dpone.spi.certify.Profile;
import dpone.spi.option.OptionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A vendor as data.
 *
 * @param id of the connector, such as {@code openexchangerates}
 * @param name for people
 * @param connection options of the connection
 * @param stream options of a stream
 * @param drivers libraries that it needs beside those of all vendors
 * @param claimed level
 * @param apis versions that it speaks
 * @param limitations one sentence each
 */
public record Vendor(
    String id,
    String name,
    OptionSpec connection,
    OptionSpec stream,
    List<DriverRequirement> drivers,
    Level claimed,
    List<ApiVersion> apis,
    List<String> limitations) {
  /** Version of all vendor connectors. */
  private static final String VERSION = "0.1.0";

  private static final DriverRequirement JACKSON =
      new DriverRequirement(
          "com.fasterxml.jackson.core:jackson-databind:2.22.4",
          "com.fasterxml.jackson.databind.ObjectMapper");

  private static final DriverRequirement CLIENT =
      new DriverRequirement(
          "org.apache.httpcomponents.client5:httpclient5:5.6.4",
          "org.apache.hc.client5.http.impl.classic.CloseableHttpClient");

  private static final DriverRequirement BREAKER =
      new DriverRequirement(
          "io.github.resilience4j:resilience4j-circuitbreaker:2.4.0",
          "io.github.resilience4j.circuitbreaker.CircuitBreaker");

  private static final DriverRequirement BULKHEAD =
      new DriverRequirement(
          "io.github.resilience4j:resilience4j-bulkhead:2.4.0",
          "io.github.resilience4j.bulkhead.Bulkhead");

  /** Copies the lists. */
  public Vendor {
    drivers = List.copyOf(drivers);
    apis = List.copyOf(apis);
    limitations = List.copyOf(limitations);
  }

  /** The descriptor. */
  public ConnectorDescriptor descriptor() {
    List<DriverRequirement> all = new ArrayList<>(List.of(JACKSON, CLIENT, BREAKER, BULKHEAD));
    all.addAll(drivers);
    return new ConnectorDescriptor(
        id,
        name,
        VERSION,
        Set.of(Role.SOURCE),
        connection,
        OptionSpec.NONE,
        stream,
        OptionSpec.NONE,
        OptionSpec.NONE,
        all,
        new CertificationDescriptor(
            claimed,
            Set.of(Profile.UNIT, Profile.INTEGRATION, Profile.INTEGRATION_LIVE),
            List.of(),
            "docs/connectors/" + id + ".md",
            limitations,
            apis),
        Increments.BY_POSITION);
  }
}
