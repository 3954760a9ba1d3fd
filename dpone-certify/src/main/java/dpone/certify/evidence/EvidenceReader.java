package dpone.certify.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads what {@link EvidenceJson} writes; anything else is refused. */
public final class EvidenceReader {
  private static final Pattern CONNECTOR = Pattern.compile("[a-z][a-z0-9-]{0,63}");
  private static final Pattern REQUIREMENT = Pattern.compile("[A-Z]{1,16}-[0-9]{1,4}");
  private static final Pattern PROFILE =
      Pattern.compile("unit|integration|integration_live|nightly");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

  private EvidenceReader() {}

  /**
   * One record.
   *
   * @throws IllegalArgumentException in one line, if it is not one
   */
  public static Evidence record(JsonNode node) {
    StrictJson json =
        StrictJson.object(
            node,
            "the record",
            "connector",
            "version",
            "requirement",
            "result",
            "reason",
            "profile",
            "started",
            "durationMs",
            "attempt",
            "checks",
            "environment",
            "services",
            "subjects",
            "faults",
            "counts");
    return new Evidence(
        json.text("connector", CONNECTOR),
        json.text("version"),
        json.text("requirement", REQUIREMENT),
        Outcome.of(json.text("result")),
        json.text("reason"),
        json.list("checks").stream().map(EvidenceReader::check).toList(),
        json.text("profile", PROFILE),
        instant(json.text("started")),
        Duration.ofMillis(json.number("durationMs")),
        (int) Math.min(json.number("attempt"), Integer.MAX_VALUE),
        json.list("subjects").stream().map(EvidenceReader::subject).toList(),
        environment(node.get("environment")),
        json.list("services").stream().map(EvidenceReader::service).toList(),
        json.list("faults").stream().map(EvidenceReader::fault).toList(),
        counts(node.get("counts")));
  }

  /**
   * A time as it is written in records.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static Instant instant(String text) {
    try {
      Instant time = Instant.parse(text);
      if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
        throw new IllegalArgumentException("not a time of evidence: " + text);
      }
      return time;
    } catch (DateTimeException malformed) {
      throw new IllegalArgumentException("not a time: " + text, malformed);
    }
  }

  private static CheckEvidence check(JsonNode node) {
    boolean on = node.has("service");
    StrictJson json =
        on
            ? StrictJson.object(
                node, "a check", "id", "result", "reason", "durationMs", "service", "rules")
            : StrictJson.object(node, "a check", "id", "result", "reason", "durationMs", "rules");
    List<String> rules = new ArrayList<>();
    json.list("rules").forEach(rule -> rules.add(rule.asText()));
    return new CheckEvidence(
        json.text("id"),
        Outcome.of(json.text("result")),
        json.text("reason"),
        rules,
        Duration.ofMillis(json.number("durationMs")),
        on ? json.text("service") : "");
  }

  private static Environment environment(JsonNode node) {
    StrictJson json =
        StrictJson.object(
            node,
            "the environment",
            "run",
            "whole",
            "commit",
            "policyDigest",
            "suiteVersion",
            "suiteDigest",
            "jdk",
            "os");
    return new Environment(
        json.text("run"),
        json.flag("whole"),
        json.text("commit"),
        json.text("policyDigest"),
        json.text("suiteVersion"),
        json.text("suiteDigest"),
        json.text("jdk"),
        json.text("os"));
  }

  private static ServiceUse service(JsonNode node) {
    StrictJson json = StrictJson.object(node, "a service", "name", "kind", "version");
    return new ServiceUse(json.text("name"), json.text("kind"), json.text("version"));
  }

  private static Subject subject(JsonNode node) {
    StrictJson json = StrictJson.object(node, "a subject", "name", "sha256");
    return new Subject(json.text("name"), json.text("sha256", SHA256));
  }

  private static Fault fault(JsonNode node) {
    StrictJson json = StrictJson.object(node, "a fault", "check", "kind", "at", "fired");
    return new Fault(json.text("check"), json.text("kind"), json.text("at"), json.number("fired"));
  }

  private static Map<String, Long> counts(JsonNode node) {
    Map<String, Long> counts = new TreeMap<>();
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    StrictJson json = StrictJson.object(node, "counts", names.toArray(String[]::new));
    names.forEach(name -> counts.put(name, json.number(name)));
    return counts;
  }
}
