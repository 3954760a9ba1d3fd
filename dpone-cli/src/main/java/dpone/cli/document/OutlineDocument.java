package dpone.cli.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.cli.output.Documents;
import dpone.runtime.plan.PipelineOutline;

/** What a manifest settles by itself, as a document: a plan's without what takes a connection. */
public final class OutlineDocument {
  private OutlineDocument() {}

  /** The outline of one pipeline. */
  public static ObjectNode of(PipelineOutline outline) {
    ObjectNode document = Documents.object();
    document
        .put("pipeline", outline.pipeline())
        .put("source", outline.source())
        .put("sink", outline.sink())
        .put("offline", true)
        .put("parallelism", outline.parallelism())
        .put("memoryBytes", outline.memoryBytes());
    ArrayNode streams = document.putArray("streams");
    outline.streams().forEach(stream -> streams.add(stream(outline, stream)));
    PlanDocument.strings(document, "warnings", outline.warnings());
    return document;
  }

  private static ObjectNode stream(PipelineOutline outline, PipelineOutline.Stream stream) {
    ObjectNode document = Documents.object();
    document
        .put("name", stream.spec().name())
        .put("target", stream.spec().target())
        .put("mode", stream.spec().strategy().mode().text())
        .put("cursor", stream.spec().selection().cursor())
        .put("reads", PlanDocument.word(stream.mode()))
        .put("commitClass", PlanDocument.word(outline.commitClass()))
        .put("mayShareState", outline.mayShareState())
        .put("fence", PlanDocument.word(outline.fence()));
    PlanDocument.strings(document, "uniqueKey", stream.spec().strategy().uniqueKey());
    return document;
  }
}
