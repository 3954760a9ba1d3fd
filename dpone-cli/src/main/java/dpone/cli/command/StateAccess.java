package dpone.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.cli.document.StateDocument;
import dpone.runtime.Dpone;
import dpone.runtime.manifest.Manifest;
import dpone.runtime.state.StateAdmin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Opens the state of every pipeline of a file, one after the other. */
final class StateAccess {
  private StateAccess() {}

  static void each(DponeCommand root, Path manifest, BiConsumer<Manifest, StateAdmin> work) {
    try (Dpone dpone = root.open()) {
      for (Manifest pipeline : root.read(dpone, manifest)) {
        try (StateAdmin admin = dpone.state(pipeline)) {
          work.accept(pipeline, admin);
        }
      }
    }
  }

  /** The state of every pipeline as one document. */
  static ObjectNode export(DponeCommand root, Path manifest, Predicate<StateAdmin.Scope> wanted) {
    List<ObjectNode> documents = new ArrayList<>();
    each(
        root,
        manifest,
        (pipeline, admin) ->
            documents.add(
                StateDocument.of(
                    pipeline.name(),
                    admin.identity(),
                    admin.list().stream().filter(wanted).toList())));
    return PlanCommand.together(documents);
  }
}
