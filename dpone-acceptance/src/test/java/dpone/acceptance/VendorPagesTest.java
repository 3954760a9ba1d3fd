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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of vendors say what the code of the distribution says. */
@Tag("integration")
class VendorPagesTest {
  private static final List<String> ERROR_CODES =
      List.of(
          "dpone.toolkit.http.error.HttpCode",
          "dpone.toolkit.http.page.FeedCode",
          "dpone.toolkit.format.codec.FormatCode",
          "dpone.toolkit.format.input.BodyCode");

  /** Codes of one connector beside those of all. */
  private static final Map<String, String> OWN_CODES =
      Map.of("google-sheets", "dpone.connector.vendors.googlesheets.SheetsCode");

  private static Dpone dpone;

  @BeforeAll
  static void open() {
    dpone = Dpone.builder().dist(Dist.folder()).build();
  }

  @AfterAll
  static void close() {
    dpone.close();
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "appsflyer",
        "cbr",
        "fasttrack",
        "google-ads",
        "google-sheets",
        "mindbox",
        "omnidesk",
        "openexchangerates",
        "similarweb",
        "yandex-webmaster"
      })
  void thePageOf(String id) throws Exception {
    FoundConnector connector = dpone.connectors().require(id);
    var descriptor = connector.descriptor();
    String page = descriptor.certification().docsPage();
    DocsTest.holds(
        page,
        "drivers",
        bullets(descriptor.drivers().stream().map(d -> "`" + d.coordinates() + "`").toList()));
    DocsTest.holds(page, "options", OptionDocs.connector(descriptor));
    DocsTest.holds(page, "limitations", bullets(descriptor.certification().limitations()));
    DocsTest.holds(page, "types", types(connector));
    DocsTest.holds(
        page,
        RetryTable.BLOCK,
        RetryTable.markdown(
            connector.capability(RetriedCalls.class).orElseThrow().rows(),
            descriptor.roles(),
            RetryBounds.standard()));
    DocsTest.holds(page, "errors", errors(connector));
    HttpMeters.hold(page, connector);
  }

  private static String types(FoundConnector connector) {
    StringBuilder table =
        new StringBuilder("| written as | read as | fidelity | note |\n|---|---|---|---|\n");
    for (TypeTable.Row type : connector.capability(TypeTable.class).orElseThrow().rows()) {
      table.append(
          row(
              "`" + type.nativeType() + "`",
              "`" + type.type() + "`",
              type.fidelity().name().toLowerCase(Locale.ROOT),
              type.note()));
    }
    return table.toString();
  }

  private static String errors(FoundConnector connector)
      throws IOException, ReflectiveOperationException {
    StringBuilder table =
        new StringBuilder("| code | category | meaning | what to do |\n|---|---|---|---|\n");
    List<URL> jars = new ArrayList<>();
    for (var jar : connector.jars()) {
      jars.add(jar.path().toUri().toURL());
    }
    try (URLClassLoader loader =
        new URLClassLoader(jars.toArray(URL[]::new), VendorPagesTest.class.getClassLoader())) {
      List<String> enums = new ArrayList<>(ERROR_CODES);
      Optional.ofNullable(OWN_CODES.get(connector.descriptor().id())).ifPresent(enums::add);
      for (String name : enums) {
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
    return table.toString();
  }
}
