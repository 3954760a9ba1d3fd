package dpone.certify.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Evidence as JSON; the order of keys is fixed. */
public final class EvidenceJson {
  /** Format of the file. */
  public static final String FORMAT = "dpone.certify.evidence/1";

  private EvidenceJson() {}

  /**
   * A file of records, ending in a line feed. The digest is that of the records in canonical form,
   * so that a changed file is found; whoever changes it on purpose needs a signature's key as well.
   */
  public static String text(List<Evidence> records) {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    records.forEach(record -> list.add(node(record)));
    root.put("sha256", digest(list));
    root.set("records", list);
    return root.toPrettyString() + "\n";
  }

  /** Digest of a list of records. */
  public static String digest(JsonNode records) {
    return Digests.ofBytes(CanonicalJson.bytes(records));
  }

  /** One record. */
  public static ObjectNode node(Evidence record) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("connector", record.connector());
    node.put("version", record.version());
    node.put("requirement", record.requirement());
    node.put("result", record.result().text());
    node.put("reason", record.reason());
    node.put("profile", record.profile());
    node.put("started", record.started().toString());
    node.put("durationMs", record.duration().toMillis());
    node.put("attempt", record.attempt());
    ArrayNode checks = node.putArray("checks");
    for (CheckEvidence check : record.checks()) {
      ObjectNode one = checks.addObject();
      one.put("id", check.check());
      one.put("result", check.result().text());
      one.put("reason", check.reason());
      one.put("durationMs", check.duration().toMillis());
      if (!check.service().isEmpty()) {
        one.put("service", check.service());
      }
      check.rules().forEach(one.putArray("rules")::add);
    }
    ObjectNode environment = node.putObject("environment");
    environment.put("run", record.environment().run());
    environment.put("whole", record.environment().whole());
    environment.put("commit", record.environment().commit());
    environment.put("policyDigest", record.environment().policyDigest());
    environment.put("suiteVersion", record.environment().suiteVersion());
    environment.put("suiteDigest", record.environment().suiteDigest());
    environment.put("jdk", record.environment().jdk());
    environment.put("os", record.environment().os());
    ArrayNode services = node.putArray("services");
    for (ServiceUse service : record.services()) {
      services
          .addObject()
          .put("name", service.name())
          .put("kind", service.kind())
          .put("version", service.version());
    }
    ArrayNode subjects = node.putArray("subjects");
    for (Subject subject : record.subjects()) {
      subjects.addObject().put("name", subject.name()).put("sha256", subject.sha256());
    }
    ArrayNode faults = node.putArray("faults");
    for (Fault fault : record.faults()) {
      faults
          .addObject()
          .put("check", fault.check())
          .put("kind", fault.kind())
          .put("at", fault.at())
          .put("fired", fault.fired());
    }
    record.counts().forEach(node.putObject("counts")::put);
    return node;
  }
}
