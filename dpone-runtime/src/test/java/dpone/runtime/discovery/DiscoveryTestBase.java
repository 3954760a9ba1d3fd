package dpone.runtime.discovery;

import dpone.spi.Endpoint;
import dpone.spi.option.Options;
import dpone.spi.source.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Folders for connectors made by the test, and both ways in which dpone may be loaded. */
@Tag("unit")
abstract class DiscoveryTestBase {
  static final Endpoint NOTHING = new Endpoint(Options.NONE, Options.NONE);

  @TempDir Path temp;
  Path work;
  Path connectors;
  private final List<ConnectorRegistry> opened = new java.util.ArrayList<>();

  /** As a module, which is how these tests run, and as on a class path. */
  static Stream<Hosting> hostings() {
    return Stream.of(Hosting.current(), new ClassPathHosting()).distinct();
  }

  @BeforeEach
  void folders() {
    work = temp.resolve("work");
    connectors = temp.resolve("connectors");
    System.getProperties().keySet().removeIf(k -> k.toString().startsWith(Fake.mark("")));
  }

  @AfterEach
  void close() {
    opened.forEach(ConnectorRegistry::close);
  }

  ConnectorRegistry load(Hosting hosting, Path... plugins) {
    ConnectorRegistry registry = ConnectorRegistry.load(connectors, List.of(plugins), hosting);
    opened.add(registry);
    return registry;
  }

  static List<String> ids(ConnectorRegistry registry) {
    return registry.all().stream().map(FoundConnector::id).toList();
  }

  static List<String> streams(FoundConnector connector) {
    try (Source source = connector.source(NOTHING, new StubContext())) {
      return source.streams();
    }
  }

  static boolean initialized(String id) {
    return System.getProperty(Fake.mark(id)) != null;
  }
}
