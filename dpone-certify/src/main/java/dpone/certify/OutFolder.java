package dpone.certify;

import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.EvidenceJson;
import dpone.certify.run.RunOutcome;
import dpone.certify.sign.Dsse;
import dpone.certify.sign.Envelope;
import dpone.certify.sign.SigningKey;
import dpone.certify.sign.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What {@code --out} leaves behind. */
final class OutFolder {
  /** The records of the run. */
  static final String EVIDENCE = "evidence.json";

  /** Each record as an in-toto Statement. */
  static final String STATEMENTS = "statements.jsonl";

  /** Each Statement in a signed envelope; there only for a run that signs. */
  static final String ENVELOPES = "evidence.intoto.jsonl";

  private OutFolder() {}

  static void write(Path folder, RunOutcome outcome, Optional<SigningKey> key) throws IOException {
    Files.createDirectories(folder);
    for (Format format : Format.values()) {
      Files.writeString(folder.resolve(format.file()), format.text(outcome));
    }
    List<Evidence> records = outcome.evidence();
    Files.writeString(folder.resolve(EVIDENCE), EvidenceJson.text(records));
    Files.writeString(folder.resolve(STATEMENTS), lines(records, Statement::text));
    Path envelopes = folder.resolve(ENVELOPES);
    // Signatures of an earlier run in this folder are none of this one.
    Files.deleteIfExists(envelopes);
    if (key.isPresent()) {
      Files.writeString(
          envelopes,
          lines(
              records,
              record -> Envelope.sign(key.get(), Dsse.IN_TOTO, Statement.text(record)).text()));
    }
  }

  private static String lines(List<Evidence> records, Function<Evidence, String> line) {
    return records.stream().map(line).map(text -> text + "\n").collect(Collectors.joining());
  }
}
