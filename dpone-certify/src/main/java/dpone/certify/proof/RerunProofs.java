package dpone.certify.proof;

import dpone.runtime.manifest.OptionValues;
import dpone.spi.Endpoint;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import dpone.spi.option.Options;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.Sink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** PROD-2, the part that a page has: what running again does. */
final class RerunProofs {
  private static final String WORD = "rerun";

  private RerunProofs() {}

  static List<Proof> all() {
    return List.of(new Proof("PROD-2.documented", RerunProofs::documented));
  }

  private static Verdict documented(Candidate candidate) throws IOException {
    String name = candidate.descriptor().certification().docsPage();
    Optional<Path> page = candidate.pages().page(candidate.found().id(), name);
    if (page.isEmpty()) {
      return Verdict.failed("its documentation page " + name + " is not there");
    }
    String said = about(Files.readString(page.get()));
    if (said.isEmpty()) {
      return Verdict.failed(name + " has no line that says what a " + WORD + " does");
    }
    List<String> silent =
        modes(candidate).stream()
            .map(LoadMode::text)
            .filter(mode -> !said.contains("`" + mode + "`"))
            .sorted()
            .toList();
    return silent.isEmpty()
        ? Verdict.passed(name + " says what a rerun does in every declared mode")
        : Verdict.failed(
            name + " does not say what a rerun does in mode " + String.join(", ", silent));
  }

  /** From the first line that speaks of it to the next heading. */
  private static String about(String page) {
    StringBuilder said = new StringBuilder();
    for (String line : page.lines().toList()) {
      boolean begins = line.toLowerCase(Locale.ROOT).contains(WORD);
      if (!said.isEmpty() && line.startsWith("#")) {
        break;
      }
      if (begins || !said.isEmpty()) {
        said.append(line).append('\n');
      }
    }
    return said.toString();
  }

  private static Set<LoadMode> modes(Candidate candidate) throws IOException {
    Endpoint nowhere =
        new Endpoint(
            placeholders(candidate.descriptor().connection()),
            placeholders(candidate.descriptor().sink()));
    Path folder = Files.createDirectories(candidate.folder());
    try (Sink sink = candidate.found().sink(nowhere, new OfflineContext(folder))) {
      return sink.traits().modes();
    }
  }

  private static Options placeholders(OptionSpec spec) {
    Map<String, String> texts = new HashMap<>();
    // One of several may be needed without any being required by itself; the first is the usual
    // one.
    Optional<String> usual =
        spec.options().stream().anyMatch(Option::required)
            ? Optional.empty()
            : spec.options().stream()
                .filter(o -> o.type() == OptionType.STRING && o.example() != null)
                .map(Option::name)
                .findFirst();
    for (Option option : spec.options()) {
      if (option.required() || usual.equals(Optional.of(option.name()))) {
        String example = option.example();
        texts.put(
            option.name(),
            example != null ? example : option.type() == OptionType.INTEGER ? "1" : "x");
      }
    }
    return OptionValues.complete(spec, texts, Options.NONE);
  }
}
