package dpone.certify.sign;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.certify.evidence.CanonicalJson;
import dpone.certify.evidence.CheckEvidence;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.EvidenceJson;
import dpone.certify.evidence.Subject;
import java.util.function.Predicate;

/** A record as an in-toto Statement, version 1, with the predicate test-result, version 0.1. */
public final class Statement {
  /** What the document is. */
  public static final String TYPE = "https://in-toto.io/Statement/v1";

  /** What the predicate is. */
  public static final String PREDICATE = "https://in-toto.io/attestation/test-result/v0.1";

  /** The extension field that holds the whole record. */
  public static final String RECORD = "https://dpone.io/certify/evidence/1";

  private Statement() {}

  /** The document. */
  public static ObjectNode of(Evidence record) {
    ObjectNode statement = JsonNodeFactory.instance.objectNode();
    statement.put("_type", TYPE);
    ArrayNode subjects = statement.putArray("subject");
    record.subjects().forEach(subject -> add(subjects, subject));
    statement.put("predicateType", PREDICATE);
    ObjectNode predicate = statement.putObject("predicate");
    predicate.put("result", result(record));
    ArrayNode configuration = predicate.putArray("configuration");
    add(configuration, new Subject("dpone-certify suite", record.environment().suiteDigest()));
    add(configuration, new Subject("certification policy", record.environment().policyDigest()));
    names(
        predicate.putArray("passedTests"), record, check -> check.result().text().equals("passed"));
    predicate.putArray("warnedTests");
    names(predicate.putArray("failedTests"), record, check -> check.result().bad());
    predicate.set(RECORD, EvidenceJson.node(record));
    return statement;
  }

  /** The one form of it: what a signature is made over. */
  public static String text(Evidence record) {
    return CanonicalJson.text(of(record));
  }

  /** What was not tried is no pass: whoever accepts only {@code PASSED} must not accept a skip. */
  private static String result(Evidence record) {
    return switch (record.result()) {
      case PASSED -> "PASSED";
      case FAILED, ERROR -> "FAILED";
      case SKIPPED, MISSING, NOT_APPLICABLE, EXPIRED -> "WARNED";
    };
  }

  private static void names(ArrayNode list, Evidence record, Predicate<CheckEvidence> wanted) {
    record.checks().stream()
        .filter(wanted)
        .map(check ->
            check.service().isEmpty() ? check.check() : check.check() + " " + check.service())
        .forEach(list::add);
  }

  private static void add(ArrayNode list, Subject subject) {
    ObjectNode one = list.addObject().put("name", subject.name());
    one.putObject("digest").put("sha256", subject.sha256());
  }
}
