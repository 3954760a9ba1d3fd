package dpone.runtime.discovery;

import dpone.spi.certify.OfflineConstructions;
import java.util.Map;

/** A capability behind its guard. */
record IsolatedConstructions(OfflineConstructions delegate, Guard guard)
    implements OfflineConstructions {
  @Override
  public Map<String, String> constructions() {
    return guard.call("OfflineConstructions.constructions", () -> delegate.constructions());
  }
}
