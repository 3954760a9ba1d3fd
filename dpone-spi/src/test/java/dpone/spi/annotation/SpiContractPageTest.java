package dpone.spi.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.Connector;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract page holds exactly the rules that stand at the types. */
@Tag("unit")
class SpiContractPageTest {
  private static final String BEGIN = "<!-- generated:rules -->\n";
  private static final String END = "<!-- /generated:rules -->\n";
  private static final Path PAGE =
      Path.of(System.getProperty("dpone.root"), "docs", "spi-contract.md");

  private record Found(String id, String text, String type) {}

  @Test
  void thePageListsEveryRule() throws Exception {
    String page = Files.readString(PAGE);
    String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
    String after = page.substring(page.indexOf(END));
    String expected = before + render() + after;
    if (Boolean.getBoolean("dpone.golden.update")) {
      Files.writeString(PAGE, expected);
    }
    assertThat(Files.readString(PAGE))
        .as("docs/spi-contract.md differs from the rules; run with -Ddpone.golden.update=true")
        .isEqualTo(expected);
  }

  @Test
  void anIdNamesOneRule() throws Exception {
    List<String> ids = rules().stream().map(Found::id).toList();
    assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(30);
    assertThat(ids).allMatch(id -> id.matches("[A-Z]+-[1-9][0-9]*"));
  }

  private static String render() throws Exception {
    Map<String, List<Found>> byArea =
        rules().stream()
            .collect(
                Collectors.groupingBy(
                    f -> f.id().substring(0, f.id().indexOf('-')),
                    TreeMap::new,
                    Collectors.toList()));
    StringBuilder out = new StringBuilder();
    byArea.forEach((area, found) -> {
      out.append("\n### ").append(area).append("\n\n| rule | says | at |\n|---|---|---|\n");
      found.stream()
          .sorted(
              Comparator.comparingInt(
                  f -> Integer.parseInt(f.id().substring(f.id().indexOf('-') + 1))))
          .forEach(f -> out.append("| `%s` | %s | `%s` |\n".formatted(f.id(), f.text(), f.type())));
    });
    return out.append('\n').toString();
  }

  private static List<Found> rules() throws IOException, URISyntaxException {
    Path classes =
        Path.of(Connector.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Found> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        String name =
            classes.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
        if (name.endsWith("-info")) {
          continue;
        }
        Class<?> type = load(name);
        collect(type, name, found);
        for (Method method : type.getDeclaredMethods()) {
          collect(method, name, found);
        }
      }
    }
    return found;
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, SpiContractPageTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void collect(AnnotatedElement at, String type, List<Found> found) {
    for (Rule rule : at.getAnnotationsByType(Rule.class)) {
      found.add(
          new Found(rule.id(), rule.value(), type.replace("dpone.spi.", "").replace('$', '.')));
    }
  }
}
