package dpone.cli.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.cli.output.Documents;
import dpone.runtime.plan.PipelinePlan;
import dpone.runtime.plan.ScopePlan;
import dpone.spi.sink.ColumnMapping;
import java.util.List;
import java.util.Locale;

/** A plan as a document. */
public final class PlanDocument {
  private PlanDocument() {}

  /** The plan of one pipeline. */
  public static ObjectNode of(PipelinePlan plan) {
    ObjectNode document = Documents.object();
    document
        .put("pipeline", plan.pipeline())
        .put("source", plan.source())
        .put("sink", plan.sink())
        .put("state", plan.state())
        .put("parallelism", plan.parallelism())
        .put("memoryBytes", plan.memoryBytes());
    ArrayNode streams = document.putArray("streams");
    plan.scopes().forEach(scope -> streams.add(stream(scope)));
    strings(document, "warnings", plan.warnings());
    return document;
  }

  private static ObjectNode stream(ScopePlan scope) {
    ObjectNode document = Documents.object();
    document
        .put("name", scope.scope())
        .put("target", scope.stream().target())
        .put("mode", scope.spec().strategy().mode().text())
        .put("cursor", scope.spec().selection().cursor())
        .put("reads", word(scope.mode()))
        .put("lane", scope.lane())
        .put("publish", scope.stream().publish())
        .put("commitClass", word(scope.commitClass()))
        .put("fence", word(scope.load().fence()))
        .put("estimatedRows", scope.info().estimatedRows())
        .put("estimatedBytes", scope.info().estimatedBytes());
    strings(document, "uniqueKey", scope.spec().strategy().uniqueKey());
    ArrayNode columns = document.putArray("columns");
    scope.stream().columns().forEach(column -> columns.add(column(column)));
    strings(document, "ddl", scope.stream().ddl());
    strings(document, "sourceNotes", scope.info().notes());
    strings(document, "sinkNotes", scope.stream().notes());
    return document;
  }

  private static ObjectNode column(ColumnMapping column) {
    return Documents.object()
        .put("source", column.source())
        .put("type", column.type().text())
        .put("target", column.target())
        .put("targetType", column.targetType())
        .put("fidelity", word(column.fidelity()))
        .put("note", column.note());
  }

  static void strings(ObjectNode document, String key, List<String> values) {
    ArrayNode array = document.putArray(key);
    values.forEach(array::add);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
