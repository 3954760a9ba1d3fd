package dpone.connector.vendors.appsflyer;

import dpone.connector.vendors.common.Vendor;
import dpone.connector.vendors.common.VendorConnector;
import dpone.connector.vendors.plain.NativeTypes;
import dpone.spi.Endpoint;
import dpone.spi.certify.ApiVersion;
import dpone.spi.certify.Level;
import dpone.spi.certify.OfflineConstructions;
import dpone.spi.certify.RetriedCalls;
import dpone.spi.certify.TypeTable;
import dpone.spi.context.ConnectorContext;
import dpone.spi.option.Options;
import dpone.toolkit.http.exchange.HttpRetries;
import dpone.toolkit.http.source.Api;
import java.util.List;
import java.util.Map;

/** The provider of AppsFlyer's reports. */
public final class AppsFlyerConnector extends VendorConnector {
  private static final Vendor VENDOR =
      new Vendor(
          AppsFlyerApi.ID,
          "AppsFlyer",
          AppsFlyerOptions.CONNECTION,
          AppsFlyerOptions.STREAM,
          List.of(),
          Level.BETA,
          List.of(
              new ApiVersion(
                  "Raw data Pull API",
                  "v5",
                  null,
                  "https://dev.appsflyer.com/hc/reference/raw_data_pull_api_tokenv2-overview"),
              new ApiVersion(
                  "Aggregate data Pull API",
                  "v5",
                  null,
                  "https://support.appsflyer.com/hc/en-us/articles/207034346")),
          List.of(
              "raw data reach back 90 days, and 31 days at once",
              "raw rows have nothing that identifies them: append them, or replace a span",
              "columns of an app's own events in aggregate reports have to be named",
              "times of an hour that a time zone has twice are those of the report; UTC has none",
              "an app that is added later begins where the stream is, not at start_date"));

  /** For the service loader. */
  public AppsFlyerConnector() {
    super(VENDOR);
  }

  @Override
  protected Api open(Endpoint endpoint, ConnectorContext context) {
    return AppsFlyerApi.open(endpoint, context);
  }

  @Override
  protected OfflineConstructions constructions() {
    return new AppsFlyerConstructions();
  }

  @Override
  protected RetriedCalls retries() {
    return () ->
        List.of(HttpRetries.repeatable(AppsFlyerApi.OPERATION, "asking for a report of a window"));
  }

  @Override
  protected TypeTable types() {
    Options none = Options.of(Map.of());
    return NativeTypes.table(
        Report.ALL.stream()
            .map(report -> AppsFlyerStreams.define(report, List.of("id0"), none))
            .toList());
  }
}
