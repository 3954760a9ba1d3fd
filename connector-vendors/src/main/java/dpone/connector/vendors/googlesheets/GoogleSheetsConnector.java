package dpone.connector.vendors.googlesheets;

import dpone.connector.vendors.common.Vendor;
import dpone.connector.vendors.common.VendorConnector;
import dpone.spi.Endpoint;
import dpone.spi.certify.ApiVersion;
import dpone.spi.certify.Level;
import dpone.spi.certify.OfflineConstructions;
import dpone.spi.certify.RetriedCalls;
import dpone.spi.certify.TypeTable;
import dpone.spi.context.ConnectorContext;
import dpone.toolkit.http.source.Api;
import java.util.List;

/** The provider of Google Sheets. */
public final class GoogleSheetsConnector extends VendorConnector {
  private static final Vendor VENDOR =
      new Vendor(
          SheetApi.ID,
          "Google Sheets",
          SheetOptions.CONNECTION,
          SheetOptions.STREAM,
          List.of(),
          Level.BETA,
          List.of(
              new ApiVersion(
                  "Google Sheets API",
                  "v4",
                  null,
                  "https://developers.google.com/workspace/sheets/api/reference/rest")),
          List.of(
              "a tab is always read whole: the API tells neither what changed nor when",
              "numbers have the digits of a double, which is what sheets keep them as",
              "a tab that is changed while it is read may be seen half changed"));

  /** For the service loader. */
  public GoogleSheetsConnector() {
    super(VENDOR);
  }

  @Override
  protected Api open(Endpoint endpoint, ConnectorContext context) {
    return new SheetApi(SheetSettings.of(endpoint.connection()), context);
  }

  @Override
  protected OfflineConstructions constructions() {
    return SheetsOffline::constructions;
  }

  @Override
  protected RetriedCalls retries() {
    return SheetsOffline::retries;
  }

  @Override
  protected TypeTable types() {
    return SheetsOffline::types;
  }
}
