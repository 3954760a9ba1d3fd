package dpone.certify.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The page in a real browser. {@code DPONE_BROWSER=required} makes a browser that is not there a
 * failure; {@code -Ddpone.golden.update=true} writes the pictures of the documentation.
 */
@Tag("integration")
class BrowserTest {
  private static final Path IMAGES =
      Path.of(System.getProperty("dpone.root", "..")).resolve("docs/images");
  private static final long MOST_BYTES = 200_000;
  private static final String SHOWN =
      "[...document.querySelectorAll('.matrix tbody tr')]"
          + ".filter(row => row.checkVisibility()).map(row => row.dataset.connector)";

  @TempDir static Path folder;
  private static Path page;
  private static Browser browser;

  @BeforeAll
  static void start() throws IOException {
    Optional<String> lacking = Browser.lacking();
    if ("required".equals(System.getenv("DPONE_BROWSER"))) {
      assertThat(lacking).isEmpty();
    }
    assumeTrue(lacking.isEmpty(), () -> lacking.orElse(""));
    page = Files.writeString(folder.resolve("matrix.html"), MatrixHtml.text(SamplePage.report()));
    browser = Browser.start(folder.resolve("profile"));
    // What a browser does before it is told anything is not the page's doing.
    browser.open(URI.create("about:blank"));
    browser.requests();
    browser.log("browser");
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() {
    browser.screen(1280, 900, "light");
    browser.open(page.toUri());
  }

  @AfterEach
  void nothingWasLoadedAndNothingComplained() throws IOException {
    assertThat(browser.log("browser")).isEmpty();
    assertThat(browser.requests())
        .isNotEmpty()
        .allMatch(
            address -> address.startsWith(page.toUri().toString()) || address.equals("data:,"));
  }

  @Test
  void theKeyboardFiltersByTextLevelAndRole() {
    assertThat(texts(SHOWN)).hasSize(17);
    tabTo("filter-text");
    browser.type("CLICK house");
    assertThat(texts(SHOWN)).containsExactly("clickhouse");
    assertThat(status()).isEqualTo("1 of 17 connectors");
    assertThat(
            texts(
                "[...document.querySelectorAll('section.connector')]"
                    + ".filter(one => one.checkVisibility()).map(one => one.dataset.connector)"))
        .containsExactly("clickhouse");
    browser.type(" nosuch");
    assertThat(status()).startsWith("None of 17 connectors fits.");

    browser.type(Browser.ESCAPE);
    assertThat(texts(SHOWN)).hasSize(17);
    browser.type(Browser.TAB + "expe");
    assertThat(texts(SHOWN)).containsExactly("clickhouse", "kafka");
    browser.type(Browser.TAB + "state");
    assertThat(texts(SHOWN)).containsExactly("kafka");
    browser.type(Browser.TAB + Browser.ENTER);
    assertThat(texts(SHOWN)).hasSize(17);
    assertThat(focused()).isEqualTo("filter-text");
    assertThat(browser.value("document.getElementById('count').getAttribute('aria-live')").asText())
        .isEqualTo("polite");
  }

  /** A key is typed before the page has heard of it, on a busy machine by a while. */
  private void becomesTrue(String expression) {
    for (int tries = 0; tries < 200 && !browser.value(expression).asBoolean(); tries++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(25));
    }
    assertThat(browser.value(expression).asBoolean()).as(expression).isTrue();
  }

  @Test
  void theKeyboardOpensDetailsAndALinkOpensWhatItPointsTo() {
    String open = "document.getElementById('c-postgres-PROD-3').open";
    browser.run("document.querySelector('#c-postgres-PROD-3 summary').focus()");
    assertThat(browser.value(open).asBoolean()).isFalse();
    browser.type(Browser.ENTER);
    becomesTrue(open);
    assertThat(browser.value("getComputedStyle(document.activeElement).outlineStyle").asText())
        .isEqualTo("solid");

    browser.run("document.querySelector('a[href=\"#c-clickhouse-BETA-3\"]').focus()");
    browser.type(Browser.ENTER);
    becomesTrue("document.getElementById('c-clickhouse-BETA-3').open");
    assertThat(
            browser
                .value("document.getElementById('c-clickhouse-BETA-3').getBoundingClientRect().top")
                .asDouble())
        .isBetween(-1.0, 100.0);
  }

  @ParameterizedTest
  @CsvSource({"360, light", "360, dark", "768, light", "1280, light", "1280, dark"})
  void nothingIsWiderThanTheScreen(int width, String scheme) {
    browser.screen(width, 800, scheme);
    openAll();

    assertThat(browser.value("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(width);
    assertThat(
            texts(
                "[...document.querySelectorAll('main *')].filter(one => one.checkVisibility()"
                    + " && !one.closest('thead') && one.getBoundingClientRect().right > innerWidth"
                    + " + 1).map(one => one.outerHTML.slice(0, 120))"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"360, light", "360, dark", "1280, light", "1280, dark"})
  void axeFindsNothing(int width, String scheme) throws IOException {
    browser.screen(width, 800, scheme);
    fewConnectors();
    openAll();
    browser.run(axe());

    JsonNode found =
        browser.value(
            "axe.run(document, {resultTypes: ['violations']}).then(all =>"
                + " ({passes: all.passes.length, problems: all.violations.flatMap(rule =>"
                + " rule.nodes.slice(0, 3).map(node => rule.id + ': ' + node.html + ' '"
                + " + node.failureSummary))}))");
    assertThat(found.path("passes").asInt()).isGreaterThan(25);
    assertThat(strings(found.path("problems"))).isEmpty();
  }

  @Test
  void axeWouldFindAGreyTextAndAFieldWithoutALabel() throws IOException {
    fewConnectors();
    browser.run(
        "document.querySelector('label[for=filter-role]').remove();"
            + "document.querySelector('h1').style.color = '#ccc'");
    browser.run(axe());

    assertThat(
            texts(
                "axe.run(document, {runOnly: ['color-contrast', 'select-name']})"
                    + ".then(all => all.violations.map(rule => rule.id))"))
        .containsExactlyInAnyOrder("color-contrast", "select-name");
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 1280})
  void aScreenReaderMeetsATableAlsoWhereARowIsACard(int width) {
    browser.screen(width, 800, "light");

    JsonNode nodes = browser.devtools("Accessibility.getFullAXTree", p -> {}).path("nodes");
    List<String> roles =
        StreamSupport.stream(nodes.spliterator(), false)
            .filter(node -> !node.path("ignored").asBoolean())
            .map(node -> node.at("/role/value").asText())
            .toList();
    assertThat(roles).filteredOn("rowheader"::equals).hasSizeGreaterThanOrEqualTo(17);
    assertThat(roles).filteredOn("columnheader"::equals).hasSizeGreaterThanOrEqualTo(6);
    assertThat(roles).filteredOn("row"::equals).hasSizeGreaterThanOrEqualTo(18);
    assertThat(roles).contains("table", "main", "search", "status", "heading");
  }

  @Test
  void theColoursFollowTheSystemAndTheChoice() {
    String back = "getComputedStyle(document.body).backgroundColor";
    String light = browser.value(back).asText();
    browser.screen(1280, 900, "dark");
    String dark = browser.value(back).asText();
    assertThat(dark).isNotEqualTo(light);

    tabTo("theme-choice");
    browser.type("light");
    assertThat(browser.value(back).asText()).isEqualTo(light);
    browser.open(page.toUri());
    assertThat(browser.value(back).asText()).as("it is remembered").isEqualTo(light);
    browser.run("localStorage.clear()");
  }

  @Test
  void withoutAScriptEverythingIsThereButTheFilter() throws IOException {
    browser.devtools("Emulation.setScriptExecutionDisabled", p -> p.put("value", true));
    try {
      browser.open(page.toUri());
      assertThat(visible("#filter")).isFalse();
      assertThat(visible("#open-all")).isFalse();
      assertThat(visible("tr[data-connector=yandex-webmaster]")).isTrue();
      assertThat(visible("#c-postgres-PROD-3 summary")).isTrue();
    } finally {
      browser.devtools("Emulation.setScriptExecutionDisabled", p -> p.put("value", false));
    }
  }

  @Test
  void picturesOfTheDocumentation() throws IOException {
    picture("certification-desktop-light.png", 1280, 1100, "light", "");
    picture("certification-phone-dark.png", 390, 1100, "dark", "c-clickhouse-BETA-3");
  }

  private void picture(String name, int width, int height, String scheme, String place)
      throws IOException {
    browser.screen(width, height, scheme);
    browser.run("location.hash = '" + place + "'");
    byte[] image =
        Base64.getDecoder()
            .decode(
                browser
                    .devtools("Page.captureScreenshot", p -> p.put("format", "png"))
                    .path("data")
                    .asText());
    assertThat(image.length).isBetween(20_000, (int) MOST_BYTES);
    Path file = IMAGES.resolve(name);
    if (Boolean.getBoolean("dpone.golden.update")) {
      Files.createDirectories(IMAGES);
      Files.write(file, image);
    }
    assertThat(file).exists();
    assertThat(Files.size(file)).isLessThan(MOST_BYTES);
  }

  private static boolean visible(String selector) {
    int root =
        browser.devtools("DOM.getDocument", p -> p.put("depth", 0)).at("/root/nodeId").asInt();
    int node =
        browser
            .devtools("DOM.querySelector", p -> p.put("nodeId", root).put("selector", selector))
            .path("nodeId")
            .asInt();
    assertThat(node).as(selector).isPositive();
    try {
      JsonNode box = browser.devtools("DOM.getBoxModel", p -> p.put("nodeId", node));
      return box.at("/model/height").asInt() > 0;
    } catch (UncheckedIOException noBox) {
      return false;
    }
  }

  /** Of each kind one: thousands of elements that are all alike take minutes to look at. */
  private static void fewConnectors() {
    browser.run(
        "document.querySelectorAll('[data-connector]').forEach(one => {"
            + " if (!['clickhouse', 'mssql'].includes(one.dataset.connector)) one.remove(); });"
            + "document.querySelectorAll('.failures a').forEach(one => {"
            + " if (!document.querySelector(one.hash)) one.remove(); })");
  }

  private static void openAll() {
    browser.run("document.querySelectorAll('details').forEach(one => one.open = true)");
  }

  private static void tabTo(String id) {
    for (int presses = 0; presses < 40 && !focused().equals(id); presses++) {
      browser.type(Browser.TAB);
    }
    assertThat(focused()).isEqualTo(id);
  }

  private static String focused() {
    return browser.value("document.activeElement.id").asText();
  }

  private static String status() {
    return browser.value("document.querySelector('[role=status]').textContent").asText();
  }

  private static List<String> texts(String expression) {
    return strings(browser.value(expression));
  }

  private static List<String> strings(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(one -> texts.add(one.asText()));
    return texts;
  }

  private static String axe() throws IOException {
    try (InputStream in = BrowserTest.class.getClassLoader().getResourceAsStream("axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
