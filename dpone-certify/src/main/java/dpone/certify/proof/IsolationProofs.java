package dpone.certify.proof;

import dpone.runtime.discovery.BrokenConnector;
import dpone.runtime.discovery.ConnectorRegistry;
import dpone.runtime.discovery.FoundConnector;
import dpone.spi.DriverRequirement;
import dpone.spi.Role;
import dpone.spi.error.DponeException;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** EXP-1: importable without optional dependency leakage. */
final class IsolationProofs {
  private static final String DRIVER_MISSING = "DRIVER_MISSING";
  private static final String UNSUPPORTED = "UNSUPPORTED";

  private IsolationProofs() {}

  static List<Proof> all() {
    return List.of(
        new Proof("EXP-1.found-without-drivers", IsolationProofs::foundWithoutDrivers),
        new Proof("EXP-1.discovery-touches-no-driver", IsolationProofs::touchesNoDriver),
        new Proof("EXP-1.provider-names-no-driver", IsolationProofs::namesNoDriver),
        new Proof("EXP-1.drivers-invisible", IsolationProofs::driversInvisible),
        new Proof("EXP-1.module-requires-contracts-only", IsolationProofs::requiresContractsOnly),
        new Proof("EXP-1.versions-side-by-side", IsolationProofs::sideBySide));
  }

  private static Verdict foundWithoutDrivers(Candidate candidate) throws IOException {
    Path bare = bareFolder(candidate);
    try (ConnectorRegistry registry = ConnectorRegistry.load(null, List.of(bare))) {
      Optional<FoundConnector> again = sameFolder(registry, candidate, bare);
      if (again.isEmpty()) {
        return Verdict.failed("not found once its drivers are taken away: " + reasons(registry));
      }
      FoundConnector found = again.get();
      if (!found.descriptor().equals(candidate.descriptor())) {
        return Verdict.failed("the descriptor differs without drivers");
      }
      Optional<Verdict> absent = absentRole(candidate);
      if (absent.isPresent()) {
        return absent.get();
      }
      return candidate.descriptor().drivers().isEmpty()
          ? withoutAny(candidate)
          : refusal(found, candidate.descriptor().drivers());
    }
  }

  /** A descriptor must not claim what the connector itself refuses. */
  private static Optional<Verdict> absentRole(Candidate candidate) {
    for (Role role : candidate.descriptor().roles()) {
      DponeException refusal = open(candidate.found(), role);
      if (refusal != null && refusal.code().equals(UNSUPPORTED)) {
        return Optional.of(
            Verdict.failed(
                "the descriptor claims the role "
                    + role.text()
                    + ", which the connector refuses: "
                    + refusal.oneLine()
                    + "; implement it, or leave it out of the descriptor's roles"));
      }
    }
    return Optional.empty();
  }

  private static Verdict withoutAny(Candidate candidate) {
    return candidate.driverJars().isEmpty()
        ? Verdict.passed("found; it needs no drivers")
        : Verdict.failed(
            "the descriptor names no driver although drivers/ holds "
                + candidate.driverJars().size()
                + " jars");
  }

  private static Verdict refusal(FoundConnector found, List<DriverRequirement> drivers) {
    Optional<Role> role = found.descriptor().roles().stream().min(Role::compareTo);
    if (role.isEmpty()) {
      return Verdict.failed("the descriptor declares no role");
    }
    DponeException refusal = open(found, role.get());
    if (refusal == null) {
      return Verdict.failed("opened as " + role.get().text() + " without its drivers");
    }
    List<String> unnamed =
        drivers.stream()
            .map(DriverRequirement::coordinates)
            .filter(coordinates -> !refusal.oneLine().contains(coordinates))
            .toList();
    return refusal.code().equals(DRIVER_MISSING) && unnamed.isEmpty()
        ? Verdict.passed("found; use fails with " + DRIVER_MISSING + " naming what to add")
        : Verdict.failed(
            "expected " + DRIVER_MISSING + " that names " + unnamed + ", got " + refusal.oneLine());
  }

  private static @Nullable DponeException open(FoundConnector found, Role role) {
    OfflineContext context = new OfflineContext(Path.of(System.getProperty("java.io.tmpdir")));
    try {
      switch (role) {
        case SOURCE -> found.source(OfflineContext.NOWHERE, context).close();
        case SINK -> found.sink(OfflineContext.NOWHERE, context).close();
        case STATE -> found.state(OfflineContext.NOWHERE, context).close();
        case CDC -> found.changes(OfflineContext.NOWHERE, context).close();
      }
      return null;
    } catch (DponeException refusal) {
      return refusal;
    }
  }

  private static Verdict touchesNoDriver(Candidate candidate) {
    try (ConnectorRegistry registry = ConnectorRegistry.load(null, List.of(origin(candidate)))) {
      Optional<FoundConnector> fresh = registry.find(candidate.found().id());
      if (fresh.isEmpty()) {
        return Verdict.failed("not found a second time: " + reasons(registry));
      }
      int packages = fresh.get().definedDriverPackages();
      return packages == 0
          ? Verdict.passed("discovery defined no class of its " + drivers(candidate))
          : Verdict.failed(
              "discovery loaded driver classes of "
                  + packages
                  + " packages; look for static initialisers and fields of the provider");
    }
  }

  private static Verdict namesNoDriver(Candidate candidate) throws IOException {
    Set<String> driverClasses = ClassFiles.classesIn(candidate.driverJars());
    Set<String> named = new TreeSet<>();
    Class<?> type = candidate.found().provider();
    while (type != null && type.getModule() == candidate.found().module()) {
      named.addAll(ClassFiles.namedIn(type));
      type = type.getSuperclass();
    }
    named.retainAll(driverClasses);
    return named.isEmpty()
        ? Verdict.passed(
            "its constant pool names none of " + driverClasses.size() + " driver classes")
        : Verdict.failed(
            candidate.found().provider().getName() + " names driver classes: " + some(named));
  }

  private static Verdict driversInvisible(Candidate candidate) {
    List<String> leaks = new ArrayList<>();
    ClassLoader application = IsolationProofs.class.getClassLoader();
    ClassLoader own = candidate.found().driversLoader().orElse(null);
    for (DriverRequirement driver : candidate.descriptor().drivers()) {
      String probe = driver.probeClass();
      Class<?> type = lookUp(probe, candidate.found().classLoader());
      if (type == null) {
        leaks.add(driver.coordinates() + " is not there, so nothing was tried");
        continue;
      }
      if (!Objects.equals(type.getClassLoader(), own) || type.getModule().isNamed()) {
        leaks.add(probe + " does not come from the connector's own drivers");
      }
      Class<?> visible = lookUp(probe, application);
      // The application may have its own copy of a library that it asks for by itself.
      if (type.equals(visible) || (visible != null && !ApplicationModules.owns(visible))) {
        leaks.add(probe + " is visible to the application");
      }
      for (FoundConnector neighbour : strangers(candidate)) {
        if (lookUp(probe, neighbour.classLoader()) == type) {
          leaks.add(probe + " is shared with the neighbour " + neighbour.id());
        }
      }
    }
    return leaks.isEmpty()
        ? Verdict.passed(
            drivers(candidate)
                + " in a loader of their own; neighbours looked at: "
                + strangers(candidate).size())
        : Verdict.failed(String.join("; ", leaks));
  }

  /** Connectors of one folder may share its drivers; nobody else may. */
  private static List<FoundConnector> strangers(Candidate candidate) {
    return candidate.neighbours().stream()
        .filter(other ->
            other.location().isEmpty() || !other.location().equals(candidate.found().location()))
        .toList();
  }

  private static Verdict requiresContractsOnly(Candidate candidate) {
    ModuleDescriptor module = candidate.found().module().getDescriptor();
    if (module == null) {
      return Verdict.skipped("dpone runs on the class path here, where there are no modules");
    }
    Set<String> foreign =
        module.requires().stream()
            .filter(r -> !r.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
            .map(ModuleDescriptor.Requires::name)
            .filter(name -> !name.startsWith("java.") && !name.startsWith("jdk."))
            .filter(name -> !name.equals("dpone.spi") && !name.startsWith("dpone.toolkit."))
            .collect(Collectors.toCollection(TreeSet::new));
    return foreign.isEmpty()
        ? Verdict.passed("module " + module.name() + " requires contracts and the JDK only")
        : Verdict.failed("module " + module.name() + " requires " + foreign);
  }

  private static Verdict sideBySide(Candidate candidate) {
    if (candidate.descriptor().drivers().isEmpty()) {
      return Verdict.passed("it has no drivers to clash");
    }
    try (ConnectorRegistry registry = ConnectorRegistry.load(null, List.of(origin(candidate)))) {
      Optional<FoundConnector> second = registry.find(candidate.found().id());
      if (second.isEmpty()) {
        return Verdict.failed("not found a second time: " + reasons(registry));
      }
      for (DriverRequirement driver : candidate.descriptor().drivers()) {
        Class<?> one = lookUp(driver.probeClass(), candidate.found().classLoader());
        Class<?> two = lookUp(driver.probeClass(), second.get().classLoader());
        if (one == null || two == null) {
          return Verdict.failed(driver.coordinates() + " is not there, so nothing was tried");
        }
        if (one == two) {
          return Verdict.failed(driver.probeClass() + " is one class in both copies");
        }
      }
      return Verdict.passed("two copies in one process, each with driver classes of its own");
    }
  }

  /** The connector as somebody has it who did not add the drivers. */
  private static Path bareFolder(Candidate candidate) throws IOException {
    String name = candidate.found().folder().orElse(candidate.found().id());
    Path bare = Files.createDirectories(candidate.folder().resolve("bare").resolve(name));
    for (Path jar : candidate.ownJars()) {
      Path copy = bare.resolve(jar.getFileName());
      if (!Files.exists(copy)) {
        Files.copy(jar, copy);
      }
    }
    return bare;
  }

  private static Optional<FoundConnector> sameFolder(
      ConnectorRegistry registry, Candidate candidate, Path bare) {
    return registry
        .find(candidate.found().id())
        .filter(
            found -> found.location().map(bare.toAbsolutePath().normalize()::equals).orElse(false));
  }

  private static Path origin(Candidate candidate) {
    return candidate
        .found()
        .location()
        .orElseThrow(() -> new IllegalStateException("the connector came with the application"));
  }

  private static @Nullable Class<?> lookUp(String name, @Nullable ClassLoader loader) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError absent) {
      return null;
    }
  }

  private static String reasons(ConnectorRegistry registry) {
    return registry.broken().isEmpty()
        ? "no connector of that id"
        : registry.broken().stream()
            .map(BrokenConnector::oneLine)
            .collect(Collectors.joining("; "));
  }

  private static String drivers(Candidate candidate) {
    int jars = candidate.driverJars().size();
    return jars + (jars == 1 ? " driver jar" : " driver jars");
  }

  private static String some(Set<String> names) {
    return names.stream().limit(5).collect(Collectors.joining(", "))
        + (names.size() > 5 ? " and " + (names.size() - 5) + " more" : "");
  }
}
