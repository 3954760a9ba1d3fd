package dpone.runtime.discovery;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Started by {@link HostPathTest} in a JVM of its own; says what discovery finds there. */
public final class Child {
  private Child() {}

  /**
   * @param arguments the connectors' folder
   */
  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);
    try (ConnectorRegistry registry = ConnectorRegistry.load(Path.of(arguments[0]), List.of())) {
      out.println("hosting " + Hosting.current().getClass().getSimpleName());
      for (FoundConnector found : registry.all()) {
        out.println(
            "found "
                + found.id()
                + " from "
                + found.folder().orElse("application")
                + " says "
                + DiscoveryTestBase.streams(found));
      }
      registry.broken().forEach(b -> out.println("broken " + b.oneLine()));
      registry.notes().forEach(n -> out.println("note " + n));
    }
  }
}
