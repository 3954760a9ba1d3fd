package dpone.runtime.discovery;

import dpone.spi.cdc.ChangeSetup;
import java.util.List;

/** What is to be set up for a change source, behind its guard. */
record IsolatedChangeSetup(ChangeSetup delegate, Guard guard) implements ChangeSetup {
  @Override
  public List<Step> missing(Request request) {
    return guard.call("ChangeSetup.missing", () -> delegate.missing(request));
  }
}
