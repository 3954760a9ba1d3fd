package dpone.certify.proof;

import dpone.runtime.json.Json;
import dpone.runtime.receipt.RunReceipt;
import dpone.runtime.receipt.StreamReceipt;
import dpone.runtime.state.ScopeState;
import dpone.spi.Connector;
import dpone.spi.error.DponeException;
import dpone.spi.state.StateEntry;
import dpone.spi.state.StateKey;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** PROD-7: what was built and written before still works. */
final class CompatibilityProofs {
  /** Where the files of format version 1 lie, in this module and in a fixture's jar. */
  static final String FIRST = "compatibility/1/";

  static final String BASELINE = "compatibility/dpone-spi.signatures";

  private CompatibilityProofs() {}

  static List<Proof> all() {
    return List.of(
        new Proof("PROD-7.signatures", CompatibilityProofs::signatures),
        new Proof("PROD-7.formats-still-read", CompatibilityProofs::formats));
  }

  private static Verdict signatures(Candidate candidate) throws IOException {
    List<String> baseline = resource(BASELINE).lines().toList();
    Optional<Path> shipped = contracts(candidate.pages().dist());
    Set<String> now =
        shipped.isPresent() ? Signatures.in(shipped.get()) : Signatures.of(Connector.class);
    List<String> broken = Signatures.broken(baseline, now);
    return broken.isEmpty()
        ? Verdict.passed(
            baseline.size()
                + " signatures of the contracts are as in the baseline, "
                + (now.size() - baseline.size())
                + " were added")
        : Verdict.failed(broken.size() + " signatures of the contracts changed: " + first(broken));
  }

  /**
   * The contracts that the distribution on trial ships, which need not be those of this process.
   */
  private static Optional<Path> contracts(Path dist) throws IOException {
    Path lib = dist.resolve("lib");
    if (!Files.isDirectory(lib)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(lib)) {
      return files
          .filter(file -> file.getFileName().toString().matches("dpone-spi-.*\\.jar"))
          .findFirst();
    }
  }

  private static String first(List<String> lines) {
    return String.join("; ", lines.subList(0, Math.min(3, lines.size())));
  }

  private static Verdict formats(Candidate candidate) throws IOException {
    if (candidate.fixture().isEmpty()) {
      return Verdict.missing("no fixture with manifests of format version 1");
    }
    Map<String, String> manifests = candidate.fixture().get().texts(FIRST);
    if (manifests.isEmpty()) {
      return Verdict.missing("its fixture has no manifests in " + FIRST);
    }
    List<String> wrong = new ArrayList<>();
    Path folder = Files.createDirectories(candidate.folder().resolve("compatibility"));
    for (Map.Entry<String, String> manifest : manifests.entrySet()) {
      try {
        candidate
            .manifests()
            .check(Files.writeString(folder.resolve(manifest.getKey()), manifest.getValue()));
      } catch (DponeException refused) {
        wrong.add(manifest.getKey() + ": " + refused.oneLine());
      }
    }
    try {
      String document = Json.tree(resource(FIRST + "state.json")).path("document").asText();
      StateEntry entry = new StateEntry(new StateKey("p", "s"), 1, document, Instant.EPOCH);
      if (ScopeState.parse(entry).reached().isEmpty()) {
        wrong.add("state.json: its position is not read");
      }
    } catch (DponeException refused) {
      wrong.add("state.json: " + refused.oneLine());
    }
    receipt(wrong);
    return wrong.isEmpty()
        ? Verdict.passed(
            manifests.size() + " manifests, a state and a receipt of format version 1 are read")
        : Verdict.failed(String.join("; ", wrong));
  }

  /** Whoever reads receipts of version 1 finds every key that they ever had. */
  private static void receipt(List<String> wrong) throws IOException {
    var first = Json.tree(resource(FIRST + "receipt.json"));
    Set<String> gone = new TreeSet<>();
    first.fieldNames().forEachRemaining(gone::add);
    gone.removeAll(components(RunReceipt.class));
    Set<String> goneOfStream = new TreeSet<>();
    first.path("streams").path(0).fieldNames().forEachRemaining(goneOfStream::add);
    goneOfStream.removeAll(components(StreamReceipt.class));
    gone.addAll(goneOfStream);
    if (!gone.isEmpty()) {
      wrong.add("receipt.json: keys that receipts no longer have: " + String.join(", ", gone));
    }
  }

  private static Set<String> components(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getName)
        .collect(Collectors.toSet());
  }

  static String resource(String name) throws IOException {
    try (InputStream in = CompatibilityProofs.class.getResourceAsStream("/dpone/certify/" + name)) {
      if (in == null) {
        throw new IOException("this build has no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
