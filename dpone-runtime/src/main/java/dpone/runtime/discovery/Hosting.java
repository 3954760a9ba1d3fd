package dpone.runtime.discovery;

import dpone.spi.Connector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;

/** How dpone itself was loaded, which decides how connectors can be kept apart. */
sealed interface Hosting permits ModuleHosting, ClassPathHosting {
  /** What this JVM runs dpone as. */
  static Hosting current() {
    ModuleLayer layer = Hosting.class.getModule().getLayer();
    return layer == null ? new ClassPathHosting() : new ModuleHosting(layer);
  }

  /**
   * Makes loaders for a folder, without loading a class.
   *
   * @throws RefusedException when the jars cannot be put together
   */
  Enclosure enclose(ConnectorFolder folder, List<Path> driverJars)
      throws RefusedException, IOException;

  /** Connectors that came with the application. */
  List<Iterator<ServiceLoader.Provider<Connector>>> hostProviders();
}
