package dpone.certify;

import dpone.certify.ledger.Head;
import dpone.certify.ledger.Ledger;
import dpone.certify.ledger.LedgerWriter;
import dpone.certify.ledger.Trust;
import dpone.certify.level.Judge;
import dpone.certify.policy.Policy;
import dpone.certify.problem.BadInputException;
import dpone.certify.report.Matrix;
import dpone.certify.run.RunOutcome;
import dpone.certify.sign.SigningKey;
import dpone.certify.sign.TrustedKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ledger of a run that records what it finds.
 *
 * @param options where it is
 * @param policy whose signatures count
 * @param before what it held before the run
 * @param key signs it
 * @param keys public keys that are believed
 */
record Recording(
    JudgeOptions options,
    Policy policy,
    Ledger before,
    Optional<SigningKey> key,
    List<TrustedKey> keys) {
  /**
   * Opens it, before anything is tried: what is wrong with it is not to be found after minutes.
   *
   * @throws BadInputException if it cannot go on with this key, or the policy does not trust it
   */
  static Recording open(JudgeOptions options, Optional<SigningKey> key) {
    Policy policy = options.policy();
    List<TrustedKey> keys = new ArrayList<>(options.trusted(policy));
    if (key.isPresent()) {
      TrustedKey own = key.get().trusted();
      if (!policy.trustedKeys().isEmpty()
          && policy.trustedKeys().stream().noneMatch(known -> known.id().equals(own.id()))) {
        throw new BadInputException(
            "POLICY_KEY: "
                + policy.source()
                + " does not trust the signing key "
                + own.id()
                + "; add its public half to trusted_keys, or sign with another");
      }
      keys.add(own);
    }
    Ledger before = options.ledger(keys);
    Recording recording = new Recording(options, policy, before, key, keys);
    recording.writer().refuseMixed(before);
    recording.refuseUnwritable();
    return recording;
  }

  Judge judge() {
    Trust trust =
        before.entries().isEmpty() && key.isPresent() && !options.withoutLedger
            ? new Trust(Trust.State.SIGNED, key.get().trusted().id())
            : before.trust();
    return options.judge(policy, before, trust);
  }

  /** Adds what a run found. */
  RunOutcome record(RunOutcome outcome, PrintWriter err) throws IOException {
    if (options.withoutLedger || outcome.toRecord().isEmpty()) {
      return outcome;
    }
    try {
      Head head = writer().append(outcome.toRecord(), Instant.now());
      Trust.State state = key.isPresent() ? Trust.State.SIGNED : Trust.State.UNSIGNED;
      Trust trust = new Trust(state, key.map(k -> k.trusted().id()).orElse(""));
      return outcome.resting(new Matrix.Recorded(head.count(), head.last(), trust.text()));
    } catch (IOException unwritable) {
      if (options.ledger != null || Files.exists(options.ledgerFolder())) {
        throw unwritable(unwritable);
      }
      // Nobody asked for one: a run in a folder that is not to be written to is still a run.
      err.println("not recorded: " + unwritable(unwritable).getMessage());
      return outcome;
    }
  }

  /** A folder that was asked for and cannot be had is not to be found out after minutes. */
  private void refuseUnwritable() {
    if (options.ledger != null && !options.withoutLedger) {
      try {
        Files.createDirectories(options.ledger);
      } catch (IOException refused) {
        throw unwritable(refused);
      }
    }
  }

  private BadInputException unwritable(IOException refused) {
    return new BadInputException(
        "LEDGER_WRITE: "
            + options.ledgerFolder()
            + " cannot be written ("
            + refused
            + "); name another with --ledger, or give --no-ledger");
  }

  private LedgerWriter writer() {
    return new LedgerWriter(options.ledgerFolder(), key, keys, LedgerWriter.PATIENCE);
  }
}
