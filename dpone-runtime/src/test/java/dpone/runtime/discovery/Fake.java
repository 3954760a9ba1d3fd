package dpone.runtime.discovery;

import java.io.IOException;
import java.nio.file.Path;

/** Sources of small connectors and drivers. Each says when its classes are initialized. */
final class Fake {
  private Fake() {}

  /** Property that is set once a class of this id is initialized. */
  static String mark(String id) {
    return "dpone.test.initialized." + id;
  }

  /** A provider of the id, whose source answers {@code streams()} with the given statement. */
  static JarForge connector(Path work, String id, String body) {
    String pkg = "acme." + id.replace("-", "");
    return part(new JarForge(work), id, "", body).connectors(pkg, pkg + ".Provider");
  }

  /** Adds classes of one connector to a jar. */
  static JarForge part(JarForge forge, String id, String driver, String body) {
    String pkg = "acme." + id.replace("-", "");
    return forge
        .source(pkg + ".Provider", provider(pkg, id, driver, ""))
        .source(pkg + ".Probe", probe(pkg, body));
  }

  /** Text of a provider; {@code extra} is put into the class. */
  static String provider(String pkg, String id, String driver, String extra) {
    return """
    package %s;
    import dpone.spi.*;
    import dpone.spi.certify.*;
    import dpone.spi.context.*;
    import dpone.spi.option.*;
    import dpone.spi.source.*;
    import java.util.*;
    public final class Provider implements Connector {
      static { System.setProperty("%s", "yes"); }
      %s
      @Override public ConnectorDescriptor descriptor() {
        return new ConnectorDescriptor("%s", "Fake", "1", Set.of(Role.SOURCE),
            OptionSpec.of(Option.of("password", OptionType.SECRET, "a secret")),
            OptionSpec.NONE, OptionSpec.NONE, OptionSpec.NONE, OptionSpec.NONE,
            List.of(%s),
            new CertificationDescriptor(Level.NONE, Set.of(), List.of(), "docs", List.of()));
      }
      @Override public Source source(Endpoint endpoint, ConnectorContext context) {
        return new Probe(endpoint, context);
      }
    }
    """
        .formatted(pkg, mark(id), extra, id, driver);
  }

  static String probe(String pkg, String body) {
    return """
    package %s;
    import dpone.spi.*;
    import dpone.spi.context.*;
    import dpone.spi.source.*;
    import dpone.spi.transfer.*;
    import java.util.*;
    final class Probe implements Source {
      private final Endpoint endpoint;
      private final ConnectorContext context;
      Probe(Endpoint endpoint, ConnectorContext context) {
        this.endpoint = endpoint;
        this.context = context;
      }
      @Override public List<String> streams() { %s }
      @Override public StreamInfo describe(StreamSelection s) { return null; }
      @Override public ReadSession read(ReadRequest r) { throw new UnsupportedOperationException(); }
      @Override public SplitReader open(Split s) { throw new UnsupportedOperationException(); }
      @Override public void acknowledge(Position p) {}
      @Override public <T> Optional<T> capability(Class<T> type) { return Optional.empty(); }
      @Override public void close() {}
    }
    """
        .formatted(pkg, body);
  }

  /** A driver {@code acme.lib.Version} that answers with the given text. */
  static Path driver(Path work, Path target, String version) throws IOException {
    return new JarForge(work)
        .spiVersion(null)
        .source(
            "acme.lib.Version",
            """
            package acme.lib;
            public final class Version {
              static { System.setProperty("%s", "yes"); }
              public static String text() { return "%s"; }
            }
            """
                .formatted(mark("driver"), version))
        .jar(target);
  }

  /** The driver requirement that {@link #driver} meets, as source text. */
  static final String NEEDS_DRIVER =
      "new DriverRequirement(\"acme:lib:1.0\", \"acme.lib.Version\")";

  /** A connector that needs the driver and answers with its version. */
  static JarForge usingDriver(Path work, String id, Path driver) {
    String pkg = "acme." + id.replace("-", "");
    return part(
            new JarForge(work).library(driver),
            id,
            NEEDS_DRIVER,
            "return List.of(acme.lib.Version.text());")
        .connectors(pkg, pkg + ".Provider");
  }
}
