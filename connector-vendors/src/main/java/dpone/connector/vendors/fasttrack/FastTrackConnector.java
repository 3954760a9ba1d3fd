package dpone.connector.vendors.fasttrack;

import dpone.connector.vendors.common.ColumnOptions;
import dpone.connector.vendors.common.Vendor;
import dpone.connector.vendors.common.VendorConnector;
import dpone.spi.Endpoint;
import dpone.spi.certify.ApiVersion;
import dpone.spi.certify.Level;
import dpone.spi.certify.OfflineConstructions;
import dpone.spi.certify.RetriedCalls;
import dpone.spi.certify.TypeTable;
import dpone.spi.context.ConnectorContext;
import dpone.toolkit.http.exchange.HttpRetries;
import dpone.toolkit.http.source.Api;
import java.util.List;

/** The provider of FastTrack's reports and records. */
public final class FastTrackConnector extends VendorConnector {
  private static final Vendor VENDOR =
      new Vendor(
          FastTrackApi.ID,
          "FastTrack",
          FastTrackOptions.CONNECTION,
          FastTrackOptions.STREAM,
          List.of(),
          Level.BETA,
          List.of(
              new ApiVersion(
                  "FastTrack partners API",
                  "",
                  null,
                  "https://dashboard.fstrk.io/api/partners/docs/")),
          List.of(
              "the vendor's reference is shown to those who are logged in alone, so that what is"
                  + " known of reports and Flex is what their users know",
              "a report takes no bounds: every read asks for all of it",
              "records of Flex that come or go while its pages are read are noticed only where total"
                  + " tells where an answer has the number of all",
              "columns are found by a look at the first records unless schema declares them"));

  /** For the service loader. */
  public FastTrackConnector() {
    super(VENDOR);
  }

  @Override
  protected Api open(Endpoint endpoint, ConnectorContext context) {
    return new FastTrackApi(endpoint, context);
  }

  @Override
  protected OfflineConstructions constructions() {
    return new FastTrackConstructions();
  }

  @Override
  protected RetriedCalls retries() {
    return () ->
        List.of(HttpRetries.repeatable(FastTrackApi.OPERATION, "asking for a report or a page"));
  }

  @Override
  protected TypeTable types() {
    return ColumnOptions.types();
  }
}
