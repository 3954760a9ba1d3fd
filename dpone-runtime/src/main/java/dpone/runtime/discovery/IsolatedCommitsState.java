package dpone.runtime.discovery;

import dpone.spi.sink.CommitsState;

/** A capability behind its guard. */
record IsolatedCommitsState(CommitsState delegate, Guard guard) implements CommitsState {
  @Override
  public boolean accepts(String storeIdentity) {
    return guard.call("CommitsState.accepts", () -> delegate.accepts(storeIdentity));
  }
}
