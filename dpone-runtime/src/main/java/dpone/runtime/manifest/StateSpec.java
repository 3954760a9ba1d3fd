package dpone.runtime.manifest;

import dpone.spi.option.Options;
import java.nio.file.Path;

/** Where positions are kept. */
public sealed interface StateSpec {
  /**
   * Files of this machine.
   *
   * @param folder absolute path of the folder
   */
  record Files(Path folder) implements StateSpec {}

  /**
   * A system with a connector.
   *
   * @param type id of the connector
   * @param connection how to reach the system
   * @param settings the connector's own state options
   */
  record Store(String type, ConnectionSpec connection, Options settings) implements StateSpec {}
}
