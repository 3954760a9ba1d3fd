package dpone.connector.vendors.mindbox;

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

/** The provider of Mindbox's exports. */
public final class MindboxConnector extends VendorConnector {
  private static final Vendor VENDOR =
      new Vendor(
          MindboxApi.ID,
          "Mindbox",
          MindboxOptions.CONNECTION,
          MindboxOptions.STREAM,
          List.of(),
          Level.BETA,
          List.of(
              new ApiVersion(
                  "Mindbox operations",
                  "v3",
                  null,
                  "https://developers.mindbox.ru/docs/exports-overview")),
          List.of(
              "an operation with an export step has to be set up in Mindbox for each stream",
              "what an export has depends on how its operation was set up; the columns that are known"
                  + " are those of the vendor's page, and other fields need schema",
              "a read of everything (full_refresh) has no position, so one that is cut off starts"
                  + " its exports anew",
              "windows go by whole minutes"));

  /** For the service loader. */
  public MindboxConnector() {
    super(VENDOR);
  }

  @Override
  protected Api open(Endpoint endpoint, ConnectorContext context) {
    return MindboxApi.open(endpoint, context);
  }

  @Override
  protected OfflineConstructions constructions() {
    return new MindboxConstructions();
  }

  @Override
  protected RetriedCalls retries() {
    return () ->
        List.of(
            HttpRetries.once(MindboxApi.ID + ".start", "starting an export"),
            HttpRetries.repeatable(MindboxApi.ID + ".poll", "asking how far an export is"),
            HttpRetries.repeatable(MindboxApi.ID + ".download", "fetching a file of an export"));
  }

  @Override
  protected TypeTable types() {
    return ColumnOptions.types();
  }
}
