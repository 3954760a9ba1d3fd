package dpone.connector.bigquery.sqltests;

import dpone.spi.Connector;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/**
 * The connector as a host loads it, in a loader of its own: the engine's jar has files of services
 * that mislead the library of gRPC where both are on one class path.
 */
final class OwnLoader {
  private static final ClassLoader LOADER = new URLClassLoader(urls(), new Shared());

  private OwnLoader() {}

  /** Another one each time. */
  static Connector connector() {
    try {
      return (Connector)
          LOADER
              .loadClass("dpone.connector.bigquery.BigQueryConnector")
              .getConstructor()
              .newInstance();
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static URL[] urls() {
    String path = System.getProperty("surefire.test.class.path");
    List<URL> urls = new ArrayList<>();
    for (String entry :
        (path == null ? System.getProperty("java.class.path") : path).split(File.pathSeparator)) {
      if (!entry.contains("zetasql")) {
        try {
          urls.add(new File(entry).toURI().toURL());
        } catch (MalformedURLException impossible) {
          throw new IllegalStateException(impossible);
        }
      }
    }
    return urls.toArray(URL[]::new);
  }

  /** What the connector and its host have in common. */
  private static final class Shared extends ClassLoader {
    Shared() {
      super("shared", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("dpone.spi.")) {
        return OwnLoader.class.getClassLoader().loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }
  }
}
