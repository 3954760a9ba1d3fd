package dpone.runtime.discovery;

import dpone.runtime.credential.Redactor;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.option.Secret;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands around every call into a connector: sets its class loader as the thread's context loader,
 * and turns what it throws without meaning to into one kind of error. Thread-safe.
 */
final class Guard {
  private final String connector;
  private final ClassLoader loader;
  private final Redactor redactor;

  Guard(String connector, ClassLoader loader) {
    this(connector, loader, new Redactor());
  }

  private Guard(String connector, ClassLoader loader, Redactor redactor) {
    this.connector = connector;
    this.loader = loader;
    this.redactor = redactor;
  }

  /** The same guard, which also keeps these values out of what it reports. */
  Guard hiding(List<Secret> secrets) {
    Redactor own = new Redactor();
    secrets.forEach(own::add);
    return new Guard(connector, loader, own);
  }

  /** Calls what must return something. */
  <T> T call(String operation, Supplier<T> action) {
    T result = callNullable(operation, action::get);
    if (result == null) {
      throw error(operation, "returned nothing", null);
    }
    return result;
  }

  /** Calls what may return null. */
  <T> @Nullable T callNullable(String operation, NullableCall<T> action) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return action.call();
    } catch (DponeException | VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      throw error(operation, "failed with " + e, e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Calls what returns nothing. */
  void run(String operation, Runnable action) {
    callNullable(
        operation,
        () -> {
          action.run();
          return null;
        });
  }

  private DponeException error(String operation, String what, @Nullable Throwable cause) {
    return redactor.redact(
        DponeException.of(
                ErrorCategory.INTERNAL,
                "CONNECTOR_FAILED",
                "connector " + connector + ": " + operation + " " + what)
            .remedy(
                cause instanceof LinkageError
                    ? "check that the jars in its drivers folder are complete and of the versions that"
                        + " `dpone connectors` names"
                    : "report this to the connector's author")
            .cause(cause)
            .build());
  }

  /** A call that may return null. */
  @FunctionalInterface
  interface NullableCall<T> {
    @Nullable T call();
  }
}
