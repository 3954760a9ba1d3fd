package dpone.certify;

import dpone.certify.audit.FolderAudit;
import dpone.certify.audit.Frames;
import dpone.certify.audit.LedgerAudit;
import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.Outcome;
import dpone.certify.ledger.Ledger;
import dpone.certify.ledger.LedgerReader;
import dpone.certify.ledger.Trust;
import dpone.certify.level.Judge;
import dpone.certify.level.Judgement;
import dpone.certify.policy.Policy;
import dpone.certify.policy.PolicyReader;
import dpone.certify.problem.BadInputException;
import dpone.certify.problem.InvalidEvidenceException;
import dpone.certify.sign.TrustedKey;
import dpone.spi.certify.Level;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Recomputes levels offline and finds evidence that is not as it was written. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Recomputes every level from a ledger, or looks at a folder that --out left behind, with"
          + " nothing but the files.",
      "Finds entries that were changed, dropped, added, reordered or doubled; a cut end and a"
          + " rewritten chain need --key, or --expect-head."
    },
    footer = {
      "",
      "Exit codes: 0 holds; 1 below --min, or a requirement failed; 2 bad usage or input;",
      "            3 tampered or invalid; 4 expired."
    })
final class VerifyCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "A ledger, or a folder that certify --out left behind.")
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
  Path folder;

  @Option(
      names = "--connector",
      paramLabel = "ID",
      description = "Only this connector; may be repeated.")
  List<String> connectors = new ArrayList<>();

  @Option(
      names = "--min",
      paramLabel = "LEVEL",
      description =
          "experimental, beta or production-certified; by default what the policy asks for.")
  @Nullable String minimum;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "The environment of the policy whose levels are asked for.")
  @Nullable String environment;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "policy.yaml: levels asked for, ages, trusted keys, waivers. Default: built in.")
  @Nullable Path policyFile;

  @Option(
      names = "--key",
      paramLabel = "PUB",
      description = "A public key (PEM) that must have signed; may be repeated.")
  List<Path> keyFiles = new ArrayList<>();

  @Option(
      names = "--expect-head",
      paramLabel = "HASH",
      description = "The hash that the ledger's last entry must have, 64 hexadecimal digits.")
  @Nullable String expectedHead;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before anything is called.
  CommandSpec spec;

  private final Requirements catalogue = Requirements.load();

  @Override
  public Integer call() throws IOException {
    Optional<Level> least = AskedLevel.of(minimum);
    Optional<String> head = expected();
    Policy policy =
        policyFile == null
            ? PolicyReader.builtIn(catalogue)
            : PolicyReader.read(policyFile, catalogue);
    AskedLevel.refuseUnknown(policy, environment);
    List<TrustedKey> keys = new ArrayList<>(policy.trustedKeys());
    keyFiles.forEach(file -> keys.add(JudgeOptions.key(file)));
    Found found = found(keys, head);
    Judge judge = new Judge(catalogue, policy, found.records(), found.trust(), Instant.now());
    Map<String, List<Evidence>> frames = Frames.of(catalogue, found.records());
    refuseUnknown(frames);
    PrintWriter out = spec.commandLine().getOut();
    out.println(found.label());
    List<Integer> codes = new ArrayList<>();
    frames.forEach((id, present) -> {
      if (connectors.isEmpty() || connectors.contains(id)) {
        codes.add(connector(out, judge, id, present, least));
      }
    });
    for (String over : policy.expiredWaivers(judge.now())) {
      out.println("FAILS  " + over);
      codes.add(Certify.EXPIRED);
    }
    return codes.stream().max(Integer::compare).orElse(Certify.HOLDS);
  }

  /** Evidence that is as it was written. */
  private record Found(List<Evidence> records, Trust trust, String label) {}

  private Found found(List<TrustedKey> keys, Optional<String> head) throws IOException {
    boolean reports = FolderAudit.isReports(folder);
    if (LedgerReader.isLedger(folder)) {
      Ledger ledger = JudgeOptions.read(folder, keys);
      refuse(new LedgerAudit(head, !keyFiles.isEmpty(), Instant.now()).problems(ledger));
      return new Found(
          ledger.records(),
          ledger.trust(),
          "ledger "
              + folder
              + ": "
              + ledger.entries().size()
              + " entries, "
              + ledger.trust().text()
              + ", head "
              + ledger.last());
    }
    if (!reports) {
      throw new BadInputException(
          "VERIFY_NOTHING: "
              + folder
              + " holds neither ledger.jsonl nor evidence.json; name a ledger, or a folder of"
              + " certify --out");
    }
    if (head.isPresent()) {
      throw new BadInputException(
          "CERTIFY_USAGE: --expect-head is for a ledger, and " + folder + " is none");
    }
    FolderAudit.Found audit = FolderAudit.of(folder, catalogue, keys);
    List<String> problems = new ArrayList<>(audit.problems());
    if (!keyFiles.isEmpty() && !audit.trust().trusted()) {
      problems.add(
          "EVIDENCE: "
              + folder
              + " is "
              + audit.trust().text()
              + ", and a key was given that should have signed it; give the key that signs it");
    }
    refuse(problems);
    return new Found(
        audit.records(),
        audit.trust(),
        "evidence "
            + folder
            + ": "
            + audit.records().size()
            + " records of one run, "
            + audit.trust().text());
  }

  private static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new InvalidEvidenceException(problems);
    }
  }

  private int connector(
      PrintWriter out, Judge judge, String id, List<Evidence> present, Optional<Level> least) {
    Judgement judgement = judge.of(id, Level.NONE, present);
    Optional<Level> asked =
        least.or(() -> judge.policy().minimum(id, Optional.ofNullable(environment)));
    if (asked.isPresent()) {
      Asked answer = new Asked(id, asked.get(), judgement);
      out.println(answer.line());
      lacking(out, judgement, answer.code());
      return answer.code();
    }
    List<Evidence> failed = with(judgement, Outcome.FAILED, Outcome.ERROR);
    List<Evidence> expired = with(judgement, Outcome.EXPIRED);
    int code =
        !failed.isEmpty() ? Certify.BELOW : expired.isEmpty() ? Certify.HOLDS : Certify.EXPIRED;
    out.println(
        (code == Certify.HOLDS ? "holds  " : "FAILS  ")
            + id
            + ": proven "
            + judgement.standing().proven().text());
    lacking(out, judgement, code);
    return code;
  }

  private static void lacking(PrintWriter out, Judgement judgement, int code) {
    if (code != Certify.HOLDS) {
      for (String id : judgement.apart()) {
        judgement
            .record(id)
            .ifPresent(record ->
                out.println(
                    "       " + id + " " + record.result().text() + ": " + record.reason()));
      }
    }
  }

  private static List<Evidence> with(Judgement judgement, Outcome... outcomes) {
    return judgement.records().stream()
        .filter(record -> List.of(outcomes).contains(record.result()))
        .toList();
  }

  private void refuseUnknown(Map<String, List<Evidence>> frames) {
    for (String id : connectors) {
      if (!frames.containsKey(id)) {
        throw new BadInputException(
            "VERIFY_CONNECTOR: "
                + folder
                + " has no evidence of "
                + id
                + "; it has of "
                + (frames.isEmpty() ? "none" : String.join(", ", frames.keySet())));
      }
    }
  }

  private Optional<String> expected() {
    if (expectedHead != null && !expectedHead.matches("[0-9a-f]{64}")) {
      throw new BadInputException(
          "CERTIFY_USAGE: --expect-head must be 64 hexadecimal digits, not " + expectedHead);
    }
    return Optional.ofNullable(expectedHead);
  }
}
