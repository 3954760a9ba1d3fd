package dpone.certify.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The matrix as JSON; its shape is published in {@code docs/schema/matrix.schema.json}. */
public final class MatrixJson {
  /** Format of the document. */
  public static final String FORMAT = "dpone.certify.matrix/1";

  private MatrixJson() {}

  /** The document, ending in a line feed. */
  public static String text(Matrix matrix) {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
    root.put("profile", matrix.profile());
    root.put("passed", matrix.passed());
    root.putObject("ledger")
        .put("entries", matrix.recorded().entries())
        .put("head", matrix.recorded().head())
        .put("trust", matrix.recorded().trust());
    root.putObject("policy")
        .put("source", matrix.policy().source())
        .put("sha256", matrix.policy().digest());
    matrix.missing().forEach(root.putArray("missing")::add);
    matrix.broken().forEach(root.putArray("broken")::add);
    ArrayNode connectors = root.putArray("connectors");
    matrix.connectors().forEach(row -> connectors.add(row(row)));
    return root.toPrettyString() + "\n";
  }

  private static ObjectNode row(Matrix.Row row) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", row.id());
    node.put("name", row.name());
    node.put("version", row.version());
    node.put("present", row.present());
    row.roleNames().forEach(node.putArray("roles")::add);
    node.put("claimedLevel", row.standing().claimed().text());
    node.put("provenLevel", row.standing().proven().text());
    node.put("level", row.standing().level().text());
    node.put("levelWithWaivers", row.tolerated().text());
    node.put("nextStep", row.nextStep());
    node.put("limit", row.limit());
    node.put("passed", row.passed());
    row.standing().lacking().forEach(node.putArray("missing")::add);
    row.apart().forEach(node.putArray("apartFromProduction")::add);
    ArrayNode requirements = node.putArray("requirements");
    for (Matrix.Cell cell : row.requirements()) {
      ObjectNode one = requirements.addObject();
      one.put("id", cell.id())
          .put("level", cell.level().text())
          .put("result", cell.result().text())
          .put("reason", cell.reason())
          .put("serviceKind", cell.serviceKind())
          .put("ageDays", cell.ageDays());
      cell.waiver()
          .ifPresent(waiver ->
              one.putObject("waiver")
                  .put("reason", waiver.reason())
                  .put("owner", waiver.owner())
                  .put("until", waiver.until().toString()));
    }
    return node;
  }
}
