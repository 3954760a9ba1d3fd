package dpone.cli.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.cli.output.Documents;
import dpone.spi.source.StreamInfo;
import dpone.spi.type.Field;
import java.util.List;

/** The streams of a source as documents. */
public final class StreamDocument {
  private StreamDocument() {}

  /** All names. */
  public static ObjectNode names(List<String> streams) {
    ObjectNode document = Documents.object();
    PlanDocument.strings(document, "streams", streams);
    return document;
  }

  /** One stream with its columns. */
  public static ObjectNode of(StreamInfo info) {
    ObjectNode document =
        Documents.object()
            .put("name", info.name())
            .put("estimatedRows", info.estimatedRows())
            .put("estimatedBytes", info.estimatedBytes());
    PlanDocument.strings(document, "key", info.schema().key());
    ArrayNode columns = document.putArray("columns");
    for (Field field : info.schema().fields()) {
      columns
          .addObject()
          .put("name", field.name())
          .put("type", field.type().text())
          .put("nativeType", field.nativeType())
          .put("nullable", field.nullable());
    }
    PlanDocument.strings(document, "notes", info.notes());
    return document;
  }
}
