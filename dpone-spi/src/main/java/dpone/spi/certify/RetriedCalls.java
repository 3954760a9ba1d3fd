package dpone.spi.certify;

import dpone.spi.annotation.Api;
import dpone.spi.error.ErrorCategory;
import java.util.List;

/**
 * Capability of a connector: the calls that it hands to its {@link
 * dpone.spi.context.RetryExecutor}, from which tests and docs are made. Needs no driver and no
 * network.
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public interface RetriedCalls {
  /** Every such call, in the order of the documentation. */
  List<Row> rows();

  /**
   * One call.
   *
   * @param operation its name, as the executor is given it
   * @param meaning what it does, for people, such as {@code connecting}
   * @param failures passing failures it may end with
   * @param namesWait whether the system tells with one of them how long to wait
   */
  @Api(status = Api.Status.STABLE, since = "1.0")
  record Row(String operation, String meaning, List<Failure> failures, boolean namesWait) {
    /** Copies the list. */
    public Row {
      failures = List.copyOf(failures);
    }
  }

  /**
   * A failure.
   *
   * @param code its stable code
   * @param category its category
   */
  @Api(status = Api.Status.STABLE, since = "1.0")
  record Failure(String code, ErrorCategory category) {}
}
