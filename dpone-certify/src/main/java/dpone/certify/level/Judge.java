package dpone.certify.level;

import dpone.certify.catalogue.Check;
import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.CheckEvidence;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.Outcome;
import dpone.certify.evidence.Subject;
import dpone.certify.ledger.Trust;
import dpone.certify.policy.Policy;
import dpone.certify.policy.PolicyReader;
import dpone.certify.policy.Waiver;
import dpone.spi.certify.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Computes where connectors stand from all evidence that there is. Nothing is stored: the same
 * evidence at a later time may give a lower level, with nothing else changed.
 *
 * @param catalogue what each level needs
 * @param policy how old evidence may be and what is waived
 * @param history recorded evidence, the oldest first
 * @param trust how far the ledger is believed
 * @param now the present time
 */
public record Judge(
    Requirements catalogue, Policy policy, List<Evidence> history, Trust trust, Instant now) {
  /** Clocks of machines differ; what is further ahead than this was not made yet. */
  private static final Duration CLOCKS = Duration.ofHours(1);

  /** Copies the list. */
  public Judge {
    history = List.copyOf(history);
  }

  /** One that knows no other run. */
  public static Judge ofOneRun() {
    Requirements catalogue = Requirements.load();
    return new Judge(
        catalogue, PolicyReader.builtIn(catalogue), List.of(), Trust.NONE, Instant.now());
  }

  /** The same at another time. */
  public Judge at(Instant time) {
    return new Judge(catalogue, policy, history, trust, time);
  }

  /**
   * Judges a connector.
   *
   * @param id of the connector
   * @param claimed the level that its descriptor claims
   * @param present the records of the present run, one for every requirement; their subjects are
   *     the bytes that are judged
   */
  public Judgement of(String id, Level claimed, List<Evidence> present) {
    List<Evidence> recorded =
        history.stream().filter(r -> r.connector().equals(id) && !future(r)).toList();
    List<Evidence> records = new ArrayList<>();
    for (Evidence record : present) {
      records.add(
          record.requirement().equals(Recurrence.ID)
              ? recurring(record, recorded, present)
              : effective(record, recorded));
    }
    Map<String, Waiver> waivers =
        policy.active(now).stream()
            .filter(waiver -> waiver.connector().equals(id))
            .collect(Collectors.toMap(Waiver::requirement, Function.identity()));
    Level most = trust.trusted() ? Level.PRODUCTION_CERTIFIED : Level.BETA;
    Standing standing = Standing.of(catalogue, claimed, most, records, Set.of());
    Standing tolerant = Standing.of(catalogue, claimed, most, records, waivers.keySet());
    return new Judgement(
        standing,
        tolerant.proven(),
        records,
        waivers,
        Standing.lacking(catalogue, Level.PRODUCTION_CERTIFIED, records),
        limit());
  }

  private Optional<String> limit() {
    return trust.trusted()
        ? Optional.empty()
        : Optional.of(
            "evidence that is not in a ledger signed by a trusted key carries no further than beta"
                + " ("
                + trust.text()
                + ")");
  }

  private Evidence recurring(Evidence frame, List<Evidence> recorded, List<Evidence> present) {
    if (frame.subjects().isEmpty()) {
      return frame;
    }
    List<Evidence> all = new ArrayList<>(recorded);
    all.addAll(present);
    return new Recurrence(catalogue, policy, now).of(frame, all);
  }

  /** The newest finding about these bytes counts; what was not tried says nothing. */
  private Evidence effective(Evidence present, List<Evidence> recorded) {
    if (present.result().decisive()) {
      return present;
    }
    List<Evidence> same =
        recorded.stream().filter(r -> r.requirement().equals(present.requirement())).toList();
    for (Evidence record : same.reversed()) {
      if (record.result().decisive()
          && complete(record)
          && Bytes.same(record, present.subjects())) {
        return aged(record);
      }
    }
    return present.concluded(present.result(), present.reason() + voided(same, present.subjects()));
  }

  private Evidence aged(Evidence record) {
    Duration age = Duration.between(record.ended(), now);
    Duration most = maxAge(record.requirement());
    if (record.result() == Outcome.PASSED && age.compareTo(most) > 0) {
      return record.concluded(
          Outcome.EXPIRED,
          "it passed on "
              + day(record)
              + ", "
              + age.toDays()
              + " days ago, and is good for "
              + most.toDays());
    }
    return record.result().bad()
        ? record.concluded(record.result(), "in the run of " + day(record) + ": " + record.reason())
        : record;
  }

  /** A record of an older suite may lack a check that was added since; a failure stays one. */
  private boolean complete(Evidence record) {
    if (record.result() != Outcome.PASSED) {
      return true;
    }
    Set<String> tried =
        record.checks().stream().map(CheckEvidence::check).collect(Collectors.toSet());
    return catalogue
        .find(record.requirement())
        .map(requirement -> requirement.checks().stream().map(Check::id).allMatch(tried::contains))
        .orElse(false);
  }

  private static String voided(List<Evidence> records, List<Subject> subjects) {
    for (Evidence record : records.reversed()) {
      Set<String> changed = Bytes.differing(record, subjects);
      if (record.result() == Outcome.PASSED && !changed.isEmpty() && !subjects.isEmpty()) {
        return "; the pass of " + day(record) + " is void: changed " + String.join(", ", changed);
      }
    }
    return "";
  }

  private Duration maxAge(String requirement) {
    return catalogue.find(requirement).map(policy::maxAge).orElse(Duration.ZERO);
  }

  private boolean future(Evidence record) {
    return record.started().isAfter(now.plus(CLOCKS));
  }

  private static String day(Evidence record) {
    return record.started().truncatedTo(ChronoUnit.MINUTES).toString();
  }
}
