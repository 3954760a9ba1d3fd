package dpone.runtime.discovery;

import dpone.spi.Connector;
import dpone.spi.ConnectorDescriptor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

  private static final int PATIENCE_SECONDS = 10;

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

  /** On a thread of its own, since nothing else bounds what a constructor does. */
  private void instantiate(ServiceLoader.Provider<Connector> provider, Guard guard) {
    String name = provider.type().getName();
    FutureTask<Provided> task =
        new FutureTask<>(() -> guard.call("discovery", () -> Provided.by(provider.get())));
    Thread worker = new Thread(task, "dpone-discovery");
    worker.setDaemon(true);
    worker.start();
    try {
      good.add(task.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      StackTraceElement[] stack = worker.getStackTrace();
      worker.interrupt();
      broken.add(
          "provider "
              + name
              + " does not answer within "
              + PATIENCE_SECONDS
              + " seconds"
              + (stack.length == 0 ? "" : "; it is at " + stack[0]));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof VirtualMachineError error
          && !(error instanceof StackOverflowError)) {
        throw error;
      }
      broken.add("provider " + name + " cannot be created: " + describe(e));
    } catch (InterruptedException e) {
      worker.interrupt();
      Thread.currentThread().interrupt();
      broken.add("provider " + name + " was interrupted while it was created");
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
