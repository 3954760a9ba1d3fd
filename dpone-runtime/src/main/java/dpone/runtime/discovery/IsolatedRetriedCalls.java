package dpone.runtime.discovery;

import dpone.spi.certify.RetriedCalls;
import java.util.List;

/** A capability behind its guard. */
record IsolatedRetriedCalls(RetriedCalls delegate, Guard guard) implements RetriedCalls {
  @Override
  public List<Row> rows() {
    return guard.call("RetriedCalls.rows", () -> delegate.rows());
  }
}
