package dpone.cli.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.cli.output.Documents;
import dpone.spi.cdc.ChangeHealth;
import java.util.Optional;

/** How a change stream is doing, as a document. */
public final class ChangeDocument {
  private ChangeDocument() {}

  /** One pipeline's; without {@code stream} if the source keeps nothing for it. */
  public static ObjectNode of(String pipeline, Optional<ChangeHealth> found) {
    ObjectNode document = Documents.object().put("pipeline", pipeline);
    found.ifPresent(health -> {
      ObjectNode stream =
          document
              .putObject("stream")
              .put("name", health.name())
              .put("active", health.active())
              .put("status", health.status())
              .put("confirmed", health.confirmed())
              .put("lagBytes", health.lagBytes())
              .put("retainedBytes", health.retainedBytes())
              .put("retentionUsed", health.retentionUsed());
      PlanDocument.strings(stream, "warnings", health.warnings());
    });
    return document;
  }
}
