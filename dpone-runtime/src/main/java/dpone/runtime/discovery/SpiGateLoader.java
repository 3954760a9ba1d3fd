package dpone.runtime.discovery;

import dpone.spi.Connector;
import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Parent of a connector's loader where the host has no modules: the SPI comes from the host,
 * everything else from the drivers, nothing else of the host is visible.
 */
final class SpiGateLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final String SPI = Connector.class.getPackageName();

  private final ClassLoader host;

  SpiGateLoader(String folder, DriverLoader drivers) {
    super("spi-gate-" + folder, drivers);
    this.host = Connector.class.getClassLoader();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return name.startsWith(SPI + ".") ? host.loadClass(name) : super.loadClass(name, resolve);
  }

  @Override
  public @Nullable URL getResource(String name) {
    return getParent().getResource(name);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return getParent().getResources(name);
  }
}
