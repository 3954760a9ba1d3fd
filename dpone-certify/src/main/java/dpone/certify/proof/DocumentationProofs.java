package dpone.certify.proof;

import dpone.spi.DriverRequirement;
import dpone.spi.Role;
import dpone.spi.error.DponeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** EXP-2 and EXP-3: the page and the examples. */
final class DocumentationProofs {
  private DocumentationProofs() {}

  static List<Proof> all() {
    return List.of(
        new Proof("EXP-2.page-names-drivers", DocumentationProofs::pageNamesDrivers),
        new Proof("EXP-3.examples-check", DocumentationProofs::examplesCheck),
        new Proof("EXP-3.examples-cover-roles", DocumentationProofs::examplesCoverRoles));
  }

  private static Verdict pageNamesDrivers(Candidate candidate) throws IOException {
    String name = candidate.descriptor().certification().docsPage();
    Optional<Path> page = candidate.pages().page(candidate.found().id(), name);
    if (page.isEmpty()) {
      return Verdict.failed("its documentation page " + name + " is not there");
    }
    String text = Files.readString(page.get());
    List<String> unnamed =
        candidate.descriptor().drivers().stream()
            .map(DriverRequirement::coordinates)
            .filter(coordinates -> !text.contains(coordinates))
            .toList();
    int all = candidate.descriptor().drivers().size();
    return unnamed.isEmpty()
        ? Verdict.passed(name + " names " + (all == 1 ? "the driver" : "all " + all + " drivers"))
        : Verdict.failed(name + " does not name " + String.join(", ", unnamed));
  }

  private static Verdict examplesCheck(Candidate candidate) throws IOException {
    List<Example> examples = examples(candidate);
    if (examples.isEmpty()) {
      return Verdict.failed("no manifest under examples/ or on the page uses it");
    }
    List<String> wrong = new ArrayList<>();
    for (Example example : examples) {
      try {
        candidate.manifests().check(example.file());
      } catch (DponeException refused) {
        wrong.add(example.name() + ": " + refused.oneLine());
      }
    }
    return wrong.isEmpty()
        ? Verdict.passed(examples.size() + " manifests checked: " + names(examples))
        : Verdict.failed(String.join("; ", wrong));
  }

  private static Verdict examplesCoverRoles(Candidate candidate) throws IOException {
    Set<Role> uncovered = EnumSet.noneOf(Role.class);
    uncovered.addAll(candidate.descriptor().roles());
    List<Example> examples = examples(candidate);
    examples.forEach(example -> uncovered.removeAll(example.roles()));
    return uncovered.isEmpty()
        ? Verdict.passed("every role occurs in " + examples.size() + " manifests")
        : Verdict.failed(
            "no example uses it as "
                + uncovered.stream().map(Role::text).collect(Collectors.joining(", ")));
  }

  /**
   * A manifest that uses the connector.
   *
   * @param name where it stands
   * @param file a file with it
   * @param roles what it uses the connector as
   */
  private record Example(String name, Path file, Set<Role> roles) {}

  private static List<Example> examples(Candidate candidate) throws IOException {
    List<Example> examples = new ArrayList<>();
    String id = candidate.found().id();
    for (Path file : candidate.pages().examples(id)) {
      add(examples, file.getFileName().toString(), file, Files.readString(file), id);
    }
    String name = candidate.descriptor().certification().docsPage();
    Optional<Path> page = candidate.pages().page(id, name);
    if (page.isPresent()) {
      Path folder = Files.createDirectories(candidate.folder().resolve("page"));
      for (Manifests.Block block : Manifests.inPage(Files.readString(page.get()))) {
        Path file = folder.resolve("line-" + block.line() + ".yaml");
        Files.writeString(file, block.text());
        add(examples, name + ":" + block.line(), file, block.text(), id);
      }
    }
    return examples;
  }

  private static void add(List<Example> examples, String name, Path file, String text, String id) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    if (Manifests.typeOf(text, "source").equals(id)) {
      roles.add(text.contains("cdc_apply") ? Role.CDC : Role.SOURCE);
    }
    if (Manifests.typeOf(text, "sink").equals(id)) {
      roles.add(Role.SINK);
    }
    if (Manifests.typeOf(text, "state").equals(id)) {
      roles.add(Role.STATE);
    }
    if (!roles.isEmpty()) {
      examples.add(new Example(name, file, roles));
    }
  }

  private static String names(List<Example> examples) {
    return examples.stream().map(Example::name).collect(Collectors.joining(", "));
  }
}
