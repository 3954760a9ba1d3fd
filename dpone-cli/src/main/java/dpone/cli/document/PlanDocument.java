package dpone.cli.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.cli.output.Documents;
import dpone.runtime.plan.PipelinePlan;
import dpone.runtime.plan.PlannedStream;
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
    plan.scopes().forEach(scope -> scope(scope, streams));
    strings(document, "warnings", plan.warnings());
    return document;
  }

  private static void scope(ScopePlan scope, ArrayNode streams) {
    scope.first().ifPresent(first -> scope(first, streams));
    scope.streams().forEach(stream -> streams.add(stream(scope, stream)));
  }

  private static ObjectNode stream(ScopePlan scope, PlannedStream stream) {
    ObjectNode document = Documents.object();
    document
        .put("name", stream.name())
        .put("scope", scope.scope())
        .put("target", stream.plan().target())
        .put("mode", stream.spec().strategy().mode().text())
        .put("cursor", stream.spec().selection().cursor())
        .put("reads", word(scope.mode()))
        .put("lane", stream.lane())
        .put("publish", stream.plan().publish())
        .put("commitClass", word(scope.commitClass()))
        .put("fence", word(scope.load().fence()))
        .put("estimatedRows", stream.info().estimatedRows())
        .put("estimatedBytes", stream.info().estimatedBytes());
    strings(document, "uniqueKey", stream.spec().strategy().uniqueKey());
    ArrayNode columns = document.putArray("columns");
    stream.plan().columns().forEach(column -> columns.add(column(column)));
    strings(document, "ddl", stream.plan().ddl());
    strings(document, "sourceNotes", stream.info().notes());
    strings(document, "sinkNotes", stream.plan().notes());
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

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
