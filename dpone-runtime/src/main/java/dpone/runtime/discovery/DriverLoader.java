package dpone.runtime.discovery;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/** Loads the drivers of a folder. Its parent knows the JDK only: neither dpone nor a neighbour. */
final class DriverLoader extends URLClassLoader {
  static {
    registerAsParallelCapable();
  }

  DriverLoader(String folder, List<Path> jars) {
    super("drivers-" + folder, urls(jars), JdkLoader.INSTANCE);
  }

  int definedPackageCount() {
    return getDefinedPackages().length;
  }

  static URL[] urls(List<Path> jars) {
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      try {
        urls[i] = jars.get(i).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException("not a file: " + jars.get(i), e);
      }
    }
    return urls;
  }
}
