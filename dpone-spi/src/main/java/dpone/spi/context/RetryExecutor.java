package dpone.spi.context;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import java.util.concurrent.Callable;

/** The only retry policy there is. Thread-safe. */
@Rule(
    id = "RETRY-1",
    value =
        "A connector has no retry loop of its own: an idempotent call goes through the context's"
            + " RetryExecutor, anything else is tried once.")
@Api(status = Api.Status.STABLE, since = "1.0")
public interface RetryExecutor {
  /**
   * Calls the action, again after a wait while it fails with a retryable category and the bounds
   * allow.
   *
   * @param operation name for logs and meters, such as {@code postgres.connect}
   * @param action an idempotent call
   * @return what the action returned; may be null only if the action returns null
   * @throws dpone.spi.error.DponeException the last failure
   */
  <T extends @org.jspecify.annotations.Nullable Object> T call(
      String operation, Callable<T> action);
}
