package dpone.certify;

import dpone.certify.catalogue.Requirements;
import dpone.certify.ledger.Ledger;
import dpone.certify.ledger.LedgerReader;
import dpone.certify.ledger.Trust;
import dpone.certify.level.Judge;
import dpone.certify.policy.Policy;
import dpone.certify.policy.PolicyReader;
import dpone.certify.problem.BadInputException;
import dpone.certify.problem.InvalidEvidenceException;
import dpone.certify.sign.TrustedKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that computes levels. */
final class JudgeOptions {
  /** Where the ledger is if nobody says. */
  static final Path DEFAULT_LEDGER = Path.of(".dpone", "ledger");

  @Option(
      names = "--ledger",
      paramLabel = "DIR",
      description = "The ledger of earlier runs. Default: .dpone/ledger.")
  @Nullable Path ledger;

  @Option(
      names = "--no-ledger",
      description = "Look at no ledger and write none: only the present run counts.")
  boolean withoutLedger;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "policy.yaml: levels asked for, ages, trusted keys, waivers. Default: built in.")
  @Nullable Path policyFile;

  @Option(
      names = "--key",
      paramLabel = "PUB",
      description =
          "A public key (PEM) that is trusted beside those of the policy; may be repeated.")
  List<Path> keyFiles = new ArrayList<>();

  private final Requirements catalogue = Requirements.load();

  Path ledgerFolder() {
    return ledger == null ? DEFAULT_LEDGER : ledger;
  }

  Policy policy() {
    return policyFile == null
        ? PolicyReader.builtIn(catalogue)
        : PolicyReader.read(policyFile, catalogue);
  }

  /** Keys of the policy, and those given. */
  List<TrustedKey> trusted(Policy policy) {
    List<TrustedKey> keys = new ArrayList<>(policy.trustedKeys());
    for (Path file : keyFiles) {
      keys.add(key(file));
    }
    return keys;
  }

  /**
   * The ledger, without anything wrong in it.
   *
   * @throws InvalidEvidenceException otherwise
   */
  Ledger ledger(List<TrustedKey> keys) {
    if (withoutLedger) {
      if (ledger != null) {
        throw new BadInputException("CERTIFY_USAGE: give --ledger or --no-ledger, not both");
      }
      return Ledger.EMPTY;
    }
    return read(ledgerFolder(), keys).sound();
  }

  /** Reads a ledger; one that cannot be read is bad input and not a fault of this program. */
  static Ledger read(Path folder, List<TrustedKey> keys) {
    try {
      return LedgerReader.read(folder, keys);
    } catch (IOException unreadable) {
      throw new BadInputException(
          "LEDGER_UNREADABLE: "
              + folder
              + " cannot be read ("
              + unreadable
              + "); name a folder that can, or give the rights to read it");
    }
  }

  Judge judge() {
    Policy policy = policy();
    Ledger recorded = ledger(trusted(policy));
    return judge(policy, recorded, recorded.trust());
  }

  Judge judge(Policy policy, Ledger recorded, Trust trust) {
    return new Judge(catalogue, policy, recorded.records(), trust, Instant.now());
  }

  static TrustedKey key(Path file) {
    try {
      return TrustedKey.parse(file.toString(), Files.readString(file));
    } catch (IOException unreadable) {
      throw new BadInputException("CERTIFY_KEY: " + file + " cannot be read; check --key");
    } catch (IllegalArgumentException malformed) {
      throw new BadInputException("CERTIFY_KEY: " + malformed.getMessage());
    }
  }
}
