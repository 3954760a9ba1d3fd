package dpone.spi;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import dpone.spi.cdc.ChangeSource;
import dpone.spi.context.ConnectorContext;
import dpone.spi.sink.Sink;
import dpone.spi.source.Source;
import dpone.spi.state.StateStore;
import java.util.Optional;

/**
 * A connector, found through {@link java.util.ServiceLoader}. Stateless and thread-safe; every open
 * gives a part of its own, which the caller closes.
 */
@Rule(
    id = "CON-1",
    value =
        "A provider names no driver type: it is instantiated and its descriptor read with no driver"
            + " present.")
@Rule(
    id = "CON-2",
    value =
        "Opening a part does not connect: the first call that needs the system does, so that options"
            + " can be checked offline.")
@Rule(
    id = "CON-3",
    value =
        "The host sets the connector's class loader as the thread's context loader around every"
            + " call; threads a connector starts inherit it and end with close().")
@Rule(
    id = "CON-4",
    value =
        "close() of any part may be called from another thread, more than once, and unblocks"
            + " whatever the part is doing.")
@Api(status = Api.Status.STABLE, since = "1.0")
public interface Connector {
  /** What the connector is; the same at every call. */
  ConnectorDescriptor descriptor();

  /** Opens it as a source. */
  default Source source(Endpoint endpoint, ConnectorContext context) {
    throw Unsupported.role(descriptor().id(), Role.SOURCE);
  }

  /** Opens it as a sink. */
  default Sink sink(Endpoint endpoint, ConnectorContext context) {
    throw Unsupported.role(descriptor().id(), Role.SINK);
  }

  /** Opens it as a state store. */
  default StateStore state(Endpoint endpoint, ConnectorContext context) {
    throw Unsupported.role(descriptor().id(), Role.STATE);
  }

  /** Opens it for change capture. */
  default ChangeSource changes(Endpoint endpoint, ConnectorContext context) {
    throw Unsupported.role(descriptor().id(), Role.CDC);
  }

  /** An optional power of the connector as a whole, usable with drivers and without a network. */
  default <T> Optional<T> capability(Class<T> type) {
    return Optional.empty();
  }
}
