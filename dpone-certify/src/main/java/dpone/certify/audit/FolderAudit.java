package dpone.certify.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.Combined;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.EvidenceJson;
import dpone.certify.evidence.EvidenceReader;
import dpone.certify.evidence.StrictJson;
import dpone.certify.ledger.Trust;
import dpone.certify.sign.Dsse;
import dpone.certify.sign.Envelope;
import dpone.certify.sign.Statement;
import dpone.certify.sign.TrustedKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks at a folder of reports: do records, statements, signatures and matrix agree. */
public final class FolderAudit {
  private static final String EVIDENCE = "evidence.json";
  private static final String STATEMENTS = "statements.jsonl";
  private static final String ENVELOPES = "evidence.intoto.jsonl";
  private static final String AGAIN = "; certify again, or take the folder from where it was made";

  private final Path folder;
  private final Requirements catalogue;
  private final List<TrustedKey> keys;
  private final List<String> problems = new ArrayList<>();
  private final List<Evidence> records = new ArrayList<>();
  private Trust trust = new Trust(Trust.State.UNSIGNED, "");

  private FolderAudit(Path folder, Requirements catalogue, List<TrustedKey> keys) {
    this.folder = folder;
    this.catalogue = catalogue;
    this.keys = List.copyOf(keys);
  }

  /**
   * What was found.
   *
   * @param records the records of the folder, as far as they could be read
   * @param trust how far they are believed
   * @param problems one line each
   */
  public record Found(List<Evidence> records, Trust trust, List<String> problems) {
    /** Copies the lists. */
    public Found {
      records = List.copyOf(records);
      problems = List.copyOf(problems);
    }
  }

  /** Whether there is something to look at. */
  public static boolean isReports(Path folder) {
    return Files.exists(folder.resolve(EVIDENCE));
  }

  /**
   * Looks at it.
   *
   * @throws IOException if a file cannot be read
   */
  public static Found of(Path folder, Requirements catalogue, List<TrustedKey> keys)
      throws IOException {
    FolderAudit audit = new FolderAudit(folder, catalogue, keys);
    audit.records();
    audit.statements();
    audit.envelopes();
    audit.matrix();
    return new Found(audit.records, audit.trust, audit.problems);
  }

  private void records() throws IOException {
    try {
      StrictJson root =
          StrictJson.object(
              StrictJson.parse(text(EVIDENCE)), EVIDENCE, "format", "sha256", "records");
      if (!root.text("format").equals(EvidenceJson.FORMAT)) {
        throw new IllegalArgumentException("it is not of format " + EvidenceJson.FORMAT);
      }
      List<JsonNode> list = root.list("records");
      if (!EvidenceJson.digest(root.node().get("records")).equals(root.text("sha256"))) {
        wrong(EVIDENCE, "its records do not have the digest that it states: one was changed");
      }
      Set<String> seen = new HashSet<>();
      for (int i = 0; i < list.size(); i++) {
        record(i + 1, EvidenceReader.record(list.get(i)), seen);
      }
    } catch (IllegalArgumentException malformed) {
      wrong(EVIDENCE, oneLine(malformed));
    }
  }

  private void record(int number, Evidence record, Set<String> seen) {
    String name = record.connector() + " " + record.requirement();
    if (!seen.add(name)) {
      wrong(EVIDENCE, "record " + number + " repeats " + name);
    }
    if (Combined.of(record.checks()).result() != record.result()) {
      wrong(
          EVIDENCE,
          "record "
              + number
              + " says "
              + name
              + " "
              + record.result().text()
              + ", which does not follow from its checks");
    }
    records.add(record);
  }

  private void statements() throws IOException {
    if (!Files.exists(folder.resolve(STATEMENTS))) {
      wrong(STATEMENTS, "it is not there");
      return;
    }
    List<String> lines = text(STATEMENTS).lines().toList();
    sameNumber(STATEMENTS, lines);
    for (int i = 0; i < Math.min(lines.size(), records.size()); i++) {
      String expected = Statement.text(records.get(i));
      if (!expected.equals(lines.get(i))) {
        wrong(STATEMENTS, "line " + (i + 1) + " is not the statement of record " + (i + 1));
      }
    }
  }

  private void envelopes() throws IOException {
    if (!Files.exists(folder.resolve(ENVELOPES))) {
      return;
    }
    List<String> lines = text(ENVELOPES).lines().toList();
    sameNumber(ENVELOPES, lines);
    Set<String> signers = new HashSet<>();
    for (int i = 0; i < Math.min(lines.size(), records.size()); i++) {
      try {
        signers.add(signer(Envelope.parse(lines.get(i)), records.get(i)));
      } catch (IllegalArgumentException malformed) {
        wrong(ENVELOPES, "line " + (i + 1) + ": " + oneLine(malformed));
        signers.add("");
      }
    }
    boolean one = signers.size() == 1 && !signers.contains("");
    trust =
        one
            ? new Trust(Trust.State.SIGNED, signers.iterator().next())
            : new Trust(Trust.State.UNKNOWN_KEY, "");
  }

  /** Id of the trusted key that signed it, empty if its key is not known here. */
  private String signer(Envelope envelope, Evidence record) {
    if (!envelope.type().equals(Dsse.IN_TOTO)
        || !envelope.payload().equals(Statement.text(record))) {
      throw new IllegalArgumentException("it holds another statement than the record's");
    }
    for (TrustedKey key : keys) {
      if (envelope.signedBy(key)) {
        return key.id();
      }
      if (key.id().equals(envelope.keyId())) {
        throw new IllegalArgumentException("the signature is not that of " + key.name());
      }
    }
    return "";
  }

  private void matrix() throws IOException {
    String name = "matrix.json";
    if (!Files.exists(folder.resolve(name))) {
      wrong(name, "it is not there");
      return;
    }
    try {
      JsonNode matrix = StrictJson.parse(text(name));
      new MatrixAudit(catalogue, records).problems(matrix).forEach(line -> wrong(name, line));
    } catch (IllegalArgumentException malformed) {
      wrong(name, oneLine(malformed));
    }
  }

  private void sameNumber(String file, List<String> lines) {
    if (lines.size() != records.size()) {
      wrong(file, "it has " + lines.size() + " lines for " + records.size() + " records");
    }
  }

  private void wrong(String file, String what) {
    problems.add("EVIDENCE: " + folder.resolve(file) + ": " + what + AGAIN);
  }

  private String text(String file) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(file));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String oneLine(Exception e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }
}
