package dpone.runtime.discovery;

import dpone.spi.Connector;
import java.io.Closeable;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Predicate;

/**
 * Class loaders made for one folder, and the providers in them.
 *
 * @param loader defines the connectors; sees the SPI, the JDK and the drivers
 * @param drivers defines the drivers; sees the JDK
 * @param providers providers, not yet instantiated; may also yield those of a parent
 * @param own tells this folder's providers from a parent's
 * @param expected how many outcomes belong to this folder
 * @param resources closed with the registry
 */
record Enclosure(
    ClassLoader loader,
    DriverLoader drivers,
    Iterator<ServiceLoader.Provider<Connector>> providers,
    Predicate<Class<?>> own,
    int expected,
    List<Closeable> resources) {
  Enclosure {
    resources = List.copyOf(resources);
  }
}
