package dpone.runtime.discovery;

import dpone.spi.Connector;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * dpone is a module: every folder becomes a layer over the host's.
 *
 * @param host layer of dpone itself
 */
record ModuleHosting(ModuleLayer host) implements Hosting {
  private static final String SPI_MODULE = "dpone.spi";

  @Override
  public Enclosure enclose(ConnectorFolder folder, List<Path> driverJars) throws RefusedException {
    try {
      ModuleFinder finder = ModuleFinder.of(folder.jars().toArray(Path[]::new));
      Set<ModuleReference> modules = finder.findAll();
      for (ModuleReference module : modules) {
        check(folder, module, finder);
      }
      return define(finder, modules, new DriverLoader(folder.name(), driverJars));
    } catch (FindException | ResolutionException | LayerInstantiationException e) {
      throw new RefusedException(
          folder,
          folder.origin(),
          "CONNECTOR_MODULES",
          "the modules of " + folder.origin() + " do not fit together: " + e.getMessage(),
          "keep connector and toolkit modules in the folder, everything third-party in "
              + folder.drivers());
    }
  }

  private Enclosure define(
      ModuleFinder finder, Set<ModuleReference> modules, DriverLoader drivers) {
    Set<String> names =
        modules.stream()
            .map(m -> m.descriptor().name())
            .collect(Collectors.toCollection(TreeSet::new));
    Configuration configuration = host.configuration().resolve(finder, ModuleFinder.of(), names);
    ModuleLayer.Controller controller =
        ModuleLayer.defineModulesWithOneLoader(configuration, List.of(host), drivers);
    ModuleLayer layer = controller.layer();
    ClassLoader loader = drivers;
    for (Module module : layer.modules()) {
      controller.addReads(module, drivers.getUnnamedModule());
      for (String name : module.getPackages()) {
        controller.addOpens(module, name, drivers.getUnnamedModule());
      }
      loader = module.getClassLoader();
    }
    return new Enclosure(
        loader,
        drivers,
        ServiceLoader.load(layer, Connector.class).stream().iterator(),
        type -> layer.equals(type.getModule().getLayer()),
        providerCount(modules),
        List.of(drivers));
  }

  private static int providerCount(Set<ModuleReference> modules) {
    return modules.stream()
        .flatMap(m -> m.descriptor().provides().stream())
        .filter(p -> p.service().equals(Connector.class.getName()))
        .mapToInt(p -> p.providers().size())
        .sum();
  }

  private static void check(ConnectorFolder folder, ModuleReference module, ModuleFinder finder)
      throws RefusedException {
    ModuleDescriptor descriptor = module.descriptor();
    Path jar = module.location().map(Path::of).orElse(folder.origin());
    if (descriptor.name().equals(SPI_MODULE)) {
      throw new RefusedException(
          folder,
          jar,
          "CONNECTOR_BUNDLES_SPI",
          jar + " is a copy of the dpone SPI, whose types would not be dpone's own",
          "remove it: the SPI comes with dpone");
    }
    if (descriptor.isAutomatic()) {
      throw new RefusedException(
          folder,
          jar,
          "CONNECTOR_NOT_A_MODULE",
          jar + " has no module-info",
          "add one that provides "
              + Connector.class.getName()
              + ", or move the jar to "
              + folder.drivers()
              + " if it is a library");
    }
    for (ModuleDescriptor.Requires required : descriptor.requires()) {
      boolean optional = required.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC);
      String name = required.name();
      if (!optional
          && !name.equals(SPI_MODULE)
          && finder.find(name).isEmpty()
          && !JdkLoader.isJdk(name)) {
        throw new RefusedException(
            folder,
            jar,
            "CONNECTOR_REQUIRES_FOREIGN_MODULE",
            jar + " requires module " + name + ", which is neither the SPI nor of the JDK nor here",
            "put the library into "
                + folder.drivers()
                + " and read it as the unnamed module, or add the module to the folder");
      }
    }
  }

  @Override
  public List<Iterator<ServiceLoader.Provider<Connector>>> hostProviders() {
    return List.of(
        ServiceLoader.load(host, Connector.class).stream().iterator(),
        ServiceLoader.load(Connector.class, ClassLoader.getSystemClassLoader()).stream()
            .iterator());
  }
}
