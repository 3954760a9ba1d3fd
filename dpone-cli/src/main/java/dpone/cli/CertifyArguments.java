package dpone.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells a call of certification, whose options this command line does not know. */
final class CertifyArguments {
  private static final Set<String> WITH_VALUE = Set.of("--dist", "--plugin");
  private static final String NAME = "certify";

  private CertifyArguments() {}

  /** What certification is to read: its own arguments, then the common ones that stood before. */
  static Optional<List<String>> of(String... arguments) {
    int at = 0;
    while (at < arguments.length && arguments[at].startsWith("--")) {
      at += WITH_VALUE.contains(arguments[at]) ? 2 : 1;
    }
    if (at >= arguments.length || !arguments[at].equals(NAME)) {
      return Optional.empty();
    }
    List<String> all = Arrays.asList(arguments);
    List<String> own = new ArrayList<>(all.subList(at + 1, all.size()));
    own.addAll(all.subList(0, at));
    return Optional.of(own);
  }
}
