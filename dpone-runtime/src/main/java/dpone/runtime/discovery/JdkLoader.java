package dpone.runtime.discovery;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * Knows the JDK and nothing else. The platform loader alone is no barrier: it hands out the classes
 * of every module of the boot layer, also the application's, so that a driver would get the
 * application's version of a library instead of its own.
 */
final class JdkLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  static final JdkLoader INSTANCE = new JdkLoader();

  private final Set<String> packages =
      ModuleLayer.boot().modules().stream()
          .filter(module -> isJdk(module.getName()))
          .flatMap(module -> module.getPackages().stream())
          .collect(Collectors.toUnmodifiableSet());

  private JdkLoader() {
    super("jdk", ClassLoader.getPlatformClassLoader());
  }

  /** Told by name: in an image made by jlink the application's modules are system modules too. */
  static boolean isJdk(String module) {
    return module.startsWith("java.") || module.startsWith("jdk.");
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    int dot = name.lastIndexOf('.');
    if (dot > 0 && packages.contains(name.substring(0, dot))) {
      return super.loadClass(name, resolve);
    }
    // What an agent appended to the boot loader belongs to no module.
    return Class.forName(name, false, null);
  }
}
