package dpone.cli.command;

import dpone.runtime.Dpone;
import dpone.runtime.change.ChangeStreamAdmin;
import dpone.runtime.manifest.Manifest;
import java.nio.file.Path;
import java.util.function.BiConsumer;

/** Opens the change stream of every pipeline of a file, one after the other. */
final class ChangeAccess {
  private ChangeAccess() {}

  static void each(DponeCommand root, Path manifest, BiConsumer<Manifest, ChangeStreamAdmin> work) {
    try (Dpone dpone = root.open()) {
      for (Manifest pipeline : root.read(dpone, manifest)) {
        try (ChangeStreamAdmin admin = dpone.changes(pipeline)) {
          work.accept(pipeline, admin);
        }
      }
    }
  }
}
