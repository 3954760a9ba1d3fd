package dpone.certify.level;

import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.Subject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whether a record is about the same bytes: evidence of other bytes proves nothing. */
final class Bytes {
  /** The jars of the platform, by their names among the subjects. */
  private static final Set<String> PLATFORM = Set.of("dpone-spi", "dpone-runtime");

  /** What the runtime itself does a part of. */
  private static final Set<String> BY_RUNTIME = Set.of("PROD-2", "PROD-3", "PROD-6");

  private Bytes() {}

  /** Whether a record counts for a connector of these subjects. */
  static boolean same(Evidence record, List<Subject> subjects) {
    return differing(record, subjects).isEmpty();
  }

  /** Whether two records are about the same jars of a connector. */
  static boolean sameConnector(Evidence record, List<Subject> subjects) {
    return relevant(record.subjects(), false).equals(relevant(subjects, false))
        && !subjects.isEmpty();
  }

  /** Names of the subjects that void a record: changed, gone or new. */
  static Set<String> differing(Evidence record, List<Subject> subjects) {
    boolean platform = BY_RUNTIME.contains(record.requirement());
    Map<String, String> then = relevant(record.subjects(), platform);
    Map<String, String> now = relevant(subjects, platform);
    Set<String> names = new TreeSet<>(then.keySet());
    names.addAll(now.keySet());
    names.removeIf(name -> then.getOrDefault(name, "").equals(now.getOrDefault(name, "")));
    if (now.isEmpty() || then.isEmpty()) {
      names.add("the connector");
    }
    return names;
  }

  private static Map<String, String> relevant(List<Subject> subjects, boolean platform) {
    Map<String, String> bytes = new TreeMap<>();
    for (Subject subject : subjects) {
      if (platform || !PLATFORM.contains(subject.name())) {
        bytes.put(subject.name(), subject.sha256());
      }
    }
    return bytes;
  }
}
