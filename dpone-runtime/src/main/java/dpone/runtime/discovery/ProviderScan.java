package dpone.runtime.discovery;

import dpone.spi.Connector;
import dpone.spi.ConnectorDescriptor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Predicate;

/**
 * Instantiates providers one by one; a broken one is described and does not keep the next from
 * being found.
 *
 * @param good providers with their descriptors
 * @param broken what is wrong with each of the others, one line
 */
record ProviderScan(List<Provided> good, List<String> broken) {
  /** A service file may hold any number of bad lines, each an error of its own. */
  private static final int MAX_ERRORS = 1000;

  static ProviderScan of(Enclosure enclosure) {
    return of(enclosure.providers(), enclosure.own(), enclosure.expected(), enclosure.loader());
  }

  static ProviderScan of(
      Iterator<ServiceLoader.Provider<Connector>> providers,
      Predicate<Class<?>> own,
      int expected,
      ClassLoader loader) {
    ProviderScan scan = new ProviderScan(new ArrayList<>(), new ArrayList<>());
    Guard guard = new Guard("being discovered", loader);
    while (scan.outcomes() < expected && scan.broken.size() < MAX_ERRORS) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        ServiceLoader.Provider<Connector> provider = providers.next();
        if (own.test(provider.type())) {
          scan.instantiate(provider, guard);
        }
      } catch (ServiceConfigurationError | LinkageError e) {
        scan.broken.add(describe(e));
      }
    }
    return scan;
  }

  private int outcomes() {
    return good.size() + broken.size();
  }

  private void instantiate(ServiceLoader.Provider<Connector> provider, Guard guard) {
    String name = provider.type().getName();
    try {
      guard.run("discovery", () -> good.add(Provided.by(provider.get())));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      broken.add("provider " + name + " cannot be created: " + describe(e));
    }
  }

  /** The innermost reason, which is the one that says something. */
  private static String describe(Throwable problem) {
    Throwable cause = problem;
    for (int i = 0; i < 16 && cause.getCause() != null; i++) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    String type = cause instanceof ServiceConfigurationError ? "" : cause.getClass().getName();
    return message == null ? type : type.isEmpty() ? message : type + ": " + message;
  }

  /** A provider that was instantiated and has described itself. */
  record Provided(Connector connector, ConnectorDescriptor descriptor) {
    static Provided by(Connector connector) {
      ConnectorDescriptor descriptor = connector.descriptor();
      if (descriptor == null) {
        throw new IllegalStateException("descriptor() returned nothing");
      }
      return new Provided(connector, descriptor);
    }
  }
}
