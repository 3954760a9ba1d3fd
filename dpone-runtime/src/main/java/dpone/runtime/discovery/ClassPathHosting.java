package dpone.runtime.discovery;

import dpone.spi.Connector;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;

/** dpone is on the class path: an embedding application, Spark, Flink, a test. */
record ClassPathHosting() implements Hosting {
  @Override
  public Enclosure enclose(ConnectorFolder folder, List<Path> driverJars) {
    DriverLoader drivers = new DriverLoader(folder.name(), driverJars);
    URLClassLoader loader =
        new URLClassLoader(
            "connector-" + folder.name(),
            DriverLoader.urls(folder.jars()),
            new SpiGateLoader(folder.name(), drivers));
    return new Enclosure(
        loader,
        drivers,
        ServiceLoader.load(Connector.class, loader).stream().iterator(),
        type -> loader.equals(type.getClassLoader()),
        Integer.MAX_VALUE,
        List.of(loader, drivers));
  }

  @Override
  public List<Iterator<ServiceLoader.Provider<Connector>>> hostProviders() {
    return List.of(
        ServiceLoader.load(Connector.class, Hosting.class.getClassLoader()).stream().iterator());
  }
}
