package dpone.runtime.discovery;

import dpone.spi.Connector;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.Endpoint;
import dpone.spi.Role;
import dpone.spi.Unsupported;
import dpone.spi.cdc.ChangeSource;
import dpone.spi.context.ConnectorContext;
import dpone.spi.option.OptionSpec;
import dpone.spi.sink.Sink;
import dpone.spi.source.Source;
import dpone.spi.state.StateStore;
import java.util.Optional;

/**
 * A connector behind its guard: a role it does not declare and a missing driver are refused before
 * any of its code runs.
 */
record IsolatedConnector(
    Connector delegate, ConnectorDescriptor descriptor, Guard guard, Runnable requireDrivers)
    implements Connector {
  @Override
  public Source source(Endpoint endpoint, ConnectorContext context) {
    Guard own = enter(Role.SOURCE, descriptor.source(), endpoint);
    return new IsolatedSource(
        own.call(
            "Connector.source", () -> delegate.source(endpoint, new IsolatedContext(context, own))),
        own);
  }

  @Override
  public Sink sink(Endpoint endpoint, ConnectorContext context) {
    Guard own = enter(Role.SINK, descriptor.sink(), endpoint);
    return new IsolatedSink(
        own.call(
            "Connector.sink", () -> delegate.sink(endpoint, new IsolatedContext(context, own))),
        own);
  }

  @Override
  public StateStore state(Endpoint endpoint, ConnectorContext context) {
    Guard own = enter(Role.STATE, descriptor.state(), endpoint);
    return new IsolatedStateStore(
        own.call(
            "Connector.state", () -> delegate.state(endpoint, new IsolatedContext(context, own))),
        own);
  }

  @Override
  public ChangeSource changes(Endpoint endpoint, ConnectorContext context) {
    Guard own = enter(Role.CDC, descriptor.source(), endpoint);
    return new IsolatedChangeSource(
        own.call(
            "Connector.changes",
            () -> delegate.changes(endpoint, new IsolatedContext(context, own))),
        own);
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    requireDrivers.run();
    return Capabilities.isolate(
        type, guard.call("Connector.capability", () -> delegate.capability(type)), guard);
  }

  private Guard enter(Role role, OptionSpec settings, Endpoint endpoint) {
    if (!descriptor.roles().contains(role)) {
      throw Unsupported.role(descriptor.id(), role);
    }
    requireDrivers.run();
    return guard.hiding(Secrets.of(descriptor, settings, endpoint));
  }
}
