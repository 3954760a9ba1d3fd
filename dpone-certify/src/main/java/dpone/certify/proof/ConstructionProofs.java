package dpone.certify.proof;

import dpone.spi.certify.OfflineConstructions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** EXP-4: what would be sent, built offline and compared with committed files. */
final class ConstructionProofs {
  private ConstructionProofs() {}

  static List<Proof> all() {
    return List.of(new Proof("EXP-4.golden-constructions", ConstructionProofs::golden));
  }

  private static Verdict golden(Candidate candidate) throws IOException {
    Optional<OfflineConstructions> capability =
        candidate.found().capability(OfflineConstructions.class);
    if (capability.isEmpty()) {
      return Verdict.missing("the connector has no capability OfflineConstructions");
    }
    if (candidate.fixture().isEmpty()) {
      return Verdict.missing(
          "no fixture with golden files in certification/" + candidate.found().id() + "/fixture");
    }
    Map<String, String> built = capability.get().constructions();
    Map<String, String> expected = candidate.fixture().get().golden();
    if (built.isEmpty()) {
      return Verdict.failed("OfflineConstructions builds nothing");
    }
    List<String> wrong = new ArrayList<>();
    Set<String> names = new TreeSet<>(built.keySet());
    names.addAll(expected.keySet());
    for (String name : names) {
      String one = built.get(name);
      String other = expected.get(name);
      if (other == null) {
        wrong.add(name + " has no golden file");
      } else if (one == null) {
        wrong.add(name + " is no longer built");
      } else if (!one.equals(other)) {
        wrong.add(
            name + " differs from its golden file at character " + firstDifference(one, other));
      }
    }
    return wrong.isEmpty()
        ? Verdict.passed(names.size() + " constructions equal their golden files")
        : Verdict.failed(String.join("; ", wrong));
  }

  private static int firstDifference(String one, String other) {
    int i = 0;
    while (i < one.length() && i < other.length() && one.charAt(i) == other.charAt(i)) {
      i++;
    }
    return i;
  }
}
