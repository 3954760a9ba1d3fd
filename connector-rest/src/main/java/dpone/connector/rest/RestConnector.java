package dpone.connector.rest;

import dpone.connector.rest.offline.RestConstructions;
import dpone.connector.rest.offline.RestRetries;
import dpone.connector.rest.offline.RestTypeTable;
import dpone.connector.rest.option.ConnectionOptions;
import dpone.connector.rest.option.StreamOptions;
import dpone.connector.rest.source.RestApi;
import dpone.spi.Connector;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.DriverRequirement;
import dpone.spi.Endpoint;
import dpone.spi.Increments;
import dpone.spi.Role;
import dpone.spi.certify.CertificationDescriptor;
import dpone.spi.certify.Level;
import dpone.spi.certify.OfflineConstructions;
import dpone.spi.certify.Profile;
import dpone.spi.certify.RetriedCalls;
import dpone.spi.certify.TypeTable;
import dpone.spi.context.ConnectorContext;
import dpone.spi.option.OptionSpec;
import dpone.spi.source.Source;
import dpone.toolkit.http.source.ApiSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The provider. It names no driver type, so that it can be described where no driver is. */
public final class RestConnector implements Connector {
  /** For the service loader. */
  public RestConnector() {}

  @Override
  public ConnectorDescriptor descriptor() {
    return new ConnectorDescriptor(
        RestApi.ID,
        "REST API",
        "0.1.0",
        Set.of(Role.SOURCE),
        ConnectionOptions.SPEC,
        OptionSpec.NONE,
        StreamOptions.SPEC,
        OptionSpec.NONE,
        OptionSpec.NONE,
        List.of(
            new DriverRequirement(
                "com.fasterxml.jackson.core:jackson-databind:2.22.4",
                "com.fasterxml.jackson.databind.ObjectMapper"),
            new DriverRequirement(
                "org.apache.httpcomponents.client5:httpclient5:5.6.4",
                "org.apache.hc.client5.http.impl.classic.CloseableHttpClient"),
            new DriverRequirement(
                "io.github.resilience4j:resilience4j-circuitbreaker:2.4.0",
                "io.github.resilience4j.circuitbreaker.CircuitBreaker"),
            new DriverRequirement(
                "io.github.resilience4j:resilience4j-bulkhead:2.4.0",
                "io.github.resilience4j.bulkhead.Bulkhead")),
        new CertificationDescriptor(
            Level.BETA,
            Set.of(Profile.UNIT, Profile.INTEGRATION, Profile.INTEGRATION_LIVE),
            List.of(),
            "docs/connectors/rest.md",
            List.of(
                "an API has no consistent view: a row that moves between pages while they are read"
                    + " may be seen twice or not at all, which is noticed where the API tells a"
                    + " total",
                "late rows, whose cursor is older than the position, are read only within"
                    + " incremental.lookback or window.settled, and only by incremental_merge",
                "rows that the API deletes are noticed only where all of it is read",
                "only API and token addresses by HTTP/1.1; no GraphQL subscriptions,"
                    + " no server-sent events")),
        Increments.BY_CURSOR);
  }

  @Override
  public Source source(Endpoint endpoint, ConnectorContext context) {
    return new ApiSource(RestApi.open(endpoint, context), context);
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    if (type == RetriedCalls.class) {
      return Optional.of(type.cast(new RestRetries()));
    }
    if (type == TypeTable.class) {
      return Optional.of(type.cast(new RestTypeTable()));
    }
    return type == OfflineConstructions.class
        ? Optional.of(type.cast(new RestConstructions()))
        : Optional.empty();
  }
}
