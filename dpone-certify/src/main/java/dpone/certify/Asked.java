package dpone.certify;

import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.Outcome;
import dpone.certify.level.Judgement;
import dpone.certify.policy.Waiver;
import dpone.spi.certify.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a level that is asked for says about a connector.
 *
 * @param id of the connector
 * @param asked the level
 * @param judgement what is proven
 */
record Asked(String id, Level asked, Judgement judgement) {
  /** The exit code that it asks for. */
  int code() {
    if (!failures().isEmpty()) {
      return Certify.BELOW;
    }
    if (judgement.tolerated().compareTo(asked) >= 0) {
      return Certify.HOLDS;
    }
    return onlyExpired() ? Certify.EXPIRED : Certify.BELOW;
  }

  /** The line for it, without what brings it further. */
  String line() {
    StringBuilder line = new StringBuilder(code() == Certify.HOLDS ? "holds  " : "FAILS  ");
    line.append(id).append(": asked ").append(asked.text());
    line.append(", proven ").append(judgement.standing().proven().text());
    List<String> used = waived();
    if (!used.isEmpty()) {
      line.append(", ").append(String.join("; ", used));
    }
    if (!failures().isEmpty()) {
      line.append(", failed ").append(String.join(", ", failures()));
    }
    if (code() == Certify.EXPIRED) {
      line.append(", expired ").append(String.join(", ", judgement.standing().lacking()));
    }
    if (code() != Certify.HOLDS && asked == Level.PRODUCTION_CERTIFIED) {
      judgement.limit().ifPresent(limit -> line.append(", ").append(limit));
    }
    return line.toString();
  }

  private List<String> failures() {
    return judgement.records().stream()
        .filter(record -> record.result().bad())
        .map(Evidence::requirement)
        .filter(requirement -> !judgement.waivers().containsKey(requirement))
        .toList();
  }

  private boolean onlyExpired() {
    List<String> lacking = judgement.standing().lacking();
    return !lacking.isEmpty()
        && lacking.stream()
            .allMatch(requirement ->
                judgement.waivers().containsKey(requirement)
                    || judgement.record(requirement).map(Evidence::result).orElse(Outcome.MISSING)
                        == Outcome.EXPIRED);
  }

  /** Waivers that it holds by, or that hide nothing: those of what is proven are not named. */
  private List<String> waived() {
    List<String> used = new ArrayList<>();
    for (String requirement : judgement.apart()) {
      Optional.ofNullable(judgement.waivers().get(requirement))
          .map(Waiver::text)
          .ifPresent(text -> used.add(requirement + " " + text));
    }
    return used;
  }
}
