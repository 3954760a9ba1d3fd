package dpone.cli.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.cli.output.Documents;
import dpone.runtime.json.Json;
import dpone.runtime.state.StateAdmin;
import dpone.spi.transfer.Position;
import java.util.List;

/** The state of a pipeline as a document. */
public final class StateDocument {
  private StateDocument() {}

  /** All scopes of a pipeline, each with the document that its store holds. */
  public static ObjectNode of(String pipeline, String store, List<StateAdmin.Scope> scopes) {
    ObjectNode document = Documents.object().put("pipeline", pipeline).put("store", store);
    ArrayNode array = document.putArray("scopes");
    for (StateAdmin.Scope scope : scopes) {
      ObjectNode entry =
          array
              .addObject()
              .put("scope", scope.entry().key().scope())
              .put("revision", scope.entry().revision())
              .put("updatedAt", scope.entry().updatedAt().toString())
              .put("completed", scope.state().completed())
              .put("position", scope.state().reached().map(Position::display).orElse(null))
              .put("open", scope.state().pending().isPresent());
      entry.set("document", Json.tree(scope.entry().document()));
    }
    return document;
  }
}
