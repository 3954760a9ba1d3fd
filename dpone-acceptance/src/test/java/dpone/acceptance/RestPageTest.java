package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.certify.proof.RetryTable;
import dpone.runtime.Dpone;
import dpone.runtime.discovery.FoundConnector;
import dpone.runtime.manifest.OptionDocs;
import dpone.runtime.retry.RetryBounds;
import dpone.spi.certify.RetriedCalls;
import dpone.spi.certify.TypeTable;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page of the REST connector says what the code of the distribution says. */
@Tag("integration")
class RestPageTest {
  private static final String PAGE = "docs/connectors/rest.md";
  private static final List<String> ERROR_CODES =
      List.of(
          "dpone.toolkit.http.error.HttpCode",
          "dpone.toolkit.http.page.FeedCode",
          "dpone.toolkit.format.input.BodyCode",
          "dpone.toolkit.format.codec.FormatCode");

  private static Dpone dpone;

  @BeforeAll
  static void open() {
    dpone = Dpone.builder().dist(Dist.folder()).build();
  }

  @AfterAll
  static void close() {
    dpone.close();
  }

  private static FoundConnector connector() {
    return dpone.connectors().require("rest");
  }

  private static String bullets(List<String> lines) {
    return lines.stream().map(line -> "- " + line + "\n").collect(Collectors.joining());
  }

  private static String row(String... cells) {
    return "| "
        + List.of(cells).stream()
            .map(cell -> cell.replace("|", "\\|").replaceAll("\\s*\\R\\s*", " "))
            .collect(Collectors.joining(" | "))
        + " |\n";
  }

  @Test
  void driversOptionsAndLimitations() throws IOException {
    var descriptor = connector().descriptor();
    DocsTest.holds(
        PAGE,
        "drivers",
        bullets(descriptor.drivers().stream().map(d -> "`" + d.coordinates() + "`").toList()));
    DocsTest.holds(PAGE, "options", OptionDocs.connector(descriptor));
    DocsTest.holds(PAGE, "limitations", bullets(descriptor.certification().limitations()));
  }

  @Test
  void types() throws IOException {
    StringBuilder table =
        new StringBuilder(
            "| declared | read as | fidelity | in the records |\n|---|---|---|---|\n");
    for (TypeTable.Row type : connector().capability(TypeTable.class).orElseThrow().rows()) {
      table.append(
          row(
              "`" + type.nativeType() + "`",
              "`" + type.type() + "`",
              type.type().equals("refused") ? "" : type.fidelity().name().toLowerCase(Locale.ROOT),
              type.note()));
    }
    DocsTest.holds(PAGE, "types", table.toString());
  }

  @Test
  void retries() throws IOException {
    DocsTest.holds(
        PAGE,
        RetryTable.BLOCK,
        RetryTable.markdown(
            connector().capability(RetriedCalls.class).orElseThrow().rows(),
            connector().descriptor().roles(),
            RetryBounds.standard()));
  }

  @Test
  void meters() throws Exception {
    HttpMeters.hold(PAGE, connector());
  }

  @Test
  void errors() throws Exception {
    StringBuilder table =
        new StringBuilder("| code | category | meaning | what to do |\n|---|---|---|---|\n");
    List<URL> jars = new ArrayList<>();
    for (var jar : connector().jars()) {
      jars.add(jar.path().toUri().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(jars.toArray(URL[]::new), getClass().getClassLoader())) {
      for (String name : ERROR_CODES) {
        Object[] codes = loader.loadClass(name).getEnumConstants();
        assertThat(codes).isNotEmpty();
        for (Object code : codes) {
          Class<?> type = code.getClass();
          table.append(
              row(
                  "`" + type.getMethod("code").invoke(code) + "`",
                  "`" + type.getMethod("category").invoke(code) + "`",
                  (String) type.getMethod("meaning").invoke(code),
                  (String) type.getMethod("remedy").invoke(code)));
        }
      }
    }
    DocsTest.holds(PAGE, "errors", table.toString());
  }
}
