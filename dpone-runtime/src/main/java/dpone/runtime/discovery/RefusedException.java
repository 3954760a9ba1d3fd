package dpone.runtime.discovery;

import java.nio.file.Path;

/** A folder cannot be loaded, for a reason that has a code. */
final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient BrokenConnector broken;

  RefusedException(ConnectorFolder folder, Path origin, String code, String what, String remedy) {
    super(what);
    this.broken = BrokenConnector.at(folder.name(), origin, code, what, remedy);
  }

  BrokenConnector broken() {
    return broken;
  }
}
