package dpone.connector.vendors.common;

import dpone.spi.Connector;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.Endpoint;
import dpone.spi.certify.OfflineConstructions;
import dpone.spi.certify.RetriedCalls;
import dpone.spi.certify.TypeTable;
import dpone.spi.context.ConnectorContext;
import dpone.spi.source.Source;
import dpone.toolkit.http.source.Api;
import dpone.toolkit.http.source.ApiSource;
import java.util.Optional;

/**
 * A provider of a vendor's source. It names no driver type, so that it can be described where no
 * driver is.
 */
public abstract class VendorConnector implements Connector {
  private final Vendor vendor;

  /** A provider of that vendor. */
  protected VendorConnector(Vendor vendor) {
    this.vendor = vendor;
  }

  @Override
  public final ConnectorDescriptor descriptor() {
    return vendor.descriptor();
  }

  @Override
  public final Source source(Endpoint endpoint, ConnectorContext context) {
    return new ApiSource(open(endpoint, context), context);
  }

  /** The API with those options; asks nothing of the vendor yet. */
  protected abstract Api open(Endpoint endpoint, ConnectorContext context);

  /** The requests that it would send, as text. */
  protected abstract OfflineConstructions constructions();

  /** The calls that it has tried again. */
  protected abstract RetriedCalls retries();

  /** How the vendor's values become columns. */
  protected abstract TypeTable types();

  @Override
  public final <T> Optional<T> capability(Class<T> type) {
    if (type == RetriedCalls.class) {
      return Optional.of(type.cast(retries()));
    }
    if (type == TypeTable.class) {
      return Optional.of(type.cast(types()));
    }
    return type == OfflineConstructions.class
        ? Optional.of(type.cast(constructions()))
        : Optional.empty();
  }
}
