package dpone.cli.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.cli.output.Documents;
import dpone.runtime.change.ChangeStreamAdmin;

/** What is to be set up for a change stream, as a document. */
public final class SetupDocument {
  private SetupDocument() {}

  /** One pipeline's; {@code steps} is empty if nothing is missing. */
  public static ObjectNode of(String pipeline, ChangeStreamAdmin.Setup setup) {
    ObjectNode document = Documents.object().put("pipeline", pipeline);
    ArrayNode steps = document.putArray("steps");
    setup
        .steps()
        .forEach(
            step -> steps.addObject().put("why", step.why()).put("statement", step.statement()));
    PlanDocument.strings(document, "notes", setup.notes());
    return document;
  }
}
