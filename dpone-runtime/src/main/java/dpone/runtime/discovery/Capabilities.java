package dpone.runtime.discovery;

import dpone.spi.cdc.ChangeAdmin;
import dpone.spi.cdc.ChangeSetup;
import dpone.spi.certify.OfflineConstructions;
import dpone.spi.certify.RetriedCalls;
import dpone.spi.certify.TypeTable;
import dpone.spi.sink.CommitsState;
import dpone.spi.verify.Fingerprint;
import java.util.Optional;

/** Puts the guard around optional powers. One that this host does not know is handed out as is. */
final class Capabilities {
  private Capabilities() {}

  static <T> Optional<T> isolate(Class<T> type, Optional<T> found, Guard guard) {
    return found.map(power -> type.cast(isolate(type, (Object) power, guard)));
  }

  private static Object isolate(Class<?> type, Object power, Guard guard) {
    if (type == ChangeAdmin.class) {
      return new IsolatedChangeAdmin((ChangeAdmin) power, guard);
    }
    if (type == ChangeSetup.class) {
      return new IsolatedChangeSetup((ChangeSetup) power, guard);
    }
    if (type == Fingerprint.class) {
      return new IsolatedFingerprint((Fingerprint) power, guard);
    }
    if (type == CommitsState.class) {
      return new IsolatedCommitsState((CommitsState) power, guard);
    }
    if (type == TypeTable.class) {
      return new IsolatedTypeTable((TypeTable) power, guard);
    }
    if (type == RetriedCalls.class) {
      return new IsolatedRetriedCalls((RetriedCalls) power, guard);
    }
    if (type == OfflineConstructions.class) {
      return new IsolatedConstructions((OfflineConstructions) power, guard);
    }
    return power;
  }
}
