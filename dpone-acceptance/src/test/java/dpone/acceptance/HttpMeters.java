package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.runtime.discovery.FoundConnector;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/** The meters of sources behind HTTP as the code of a connector's jars defines them. */
final class HttpMeters {
  private static final String DEFINITION = "dpone.toolkit.http.limit.HttpMeter";

  private HttpMeters() {}

  /** Holds a page to its connector's meters. */
  static void hold(String page, FoundConnector connector) throws Exception {
    StringBuilder table = new StringBuilder("| meter | kind | what it tells |\n|---|---|---|\n");
    List<URL> jars = new ArrayList<>();
    for (var jar : connector.jars()) {
      jars.add(jar.path().toUri().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(jars.toArray(URL[]::new), HttpMeters.class.getClassLoader())) {
      Object[] meters = loader.loadClass(DEFINITION).getEnumConstants();
      assertThat(meters).isNotEmpty();
      for (Object meter : meters) {
        table.append(
            "| `%s` | %s | %s |\n"
                .formatted(ask(meter, "id"), ask(meter, "kind"), ask(meter, "meaning")));
      }
    }
    DocsTest.holds(page, "meters", table.toString());
  }

  private static Object ask(Object meter, String method) throws ReflectiveOperationException {
    return meter.getClass().getMethod(method).invoke(meter);
  }
}
