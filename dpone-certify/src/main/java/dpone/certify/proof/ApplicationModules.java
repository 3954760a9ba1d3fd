package dpone.certify.proof;

import java.lang.module.ModuleDescriptor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;

/** The libraries that the application itself asks for; a connector may have its own copy of one. */
final class ApplicationModules {
  private ApplicationModules() {}

  /**
   * Whether the class belongs to dpone or to a module that dpone's modules require, directly or by
   * way of others. A jar that merely lies on the path does not.
   */
  static boolean owns(Class<?> type) {
    Module module = type.getModule();
    return module.isNamed()
        && module.getLayer() != null
        && required(module.getLayer()).contains(module.getName());
  }

  private static Set<String> required(ModuleLayer layer) {
    Set<String> known = new TreeSet<>();
    Deque<Module> open = new ArrayDeque<>();
    layer.modules().stream().filter(m -> m.getName().startsWith("dpone.")).forEach(open::add);
    while (!open.isEmpty()) {
      Module module = open.removeFirst();
      if (known.add(module.getName())) {
        for (ModuleDescriptor.Requires required : module.getDescriptor().requires()) {
          layer.findModule(required.name()).ifPresent(open::add);
        }
      }
    }
    return known;
  }
}
