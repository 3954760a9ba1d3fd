package dpone.certify.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.certify.catalogue.Check;
import dpone.certify.catalogue.Requirements;
import dpone.certify.report.Matrix;
import dpone.certify.report.Report;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.ParseError;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the page holds, as a parser of HTML reads it, and that nothing gets out of its place. */
@Tag("unit")
class MatrixHtmlTest {
  private static final Report REPORT = SamplePage.report();
  private static final String TEXT = MatrixHtml.text(REPORT);
  private static final Document PAGE = Jsoup.parse(TEXT);
  private static final Pattern TAG = Pattern.compile("<(/?)([a-z][a-z0-9]*)[^>]*>");
  private static final Set<String> VOID = Set.of("meta", "link", "input", "br");
  private static final Set<String> LOADS =
      Set.of("img", "iframe", "object", "embed", "video", "audio", "source", "base", "form");

  @Test
  void everyConnectorHasARowWithWhatIsClaimedAndProvenAndWhatComesNext() {
    assertThat(PAGE.select("table.matrix tbody tr")).hasSameSizeAs(REPORT.matrix().connectors());
    for (Matrix.Row row : REPORT.matrix().connectors()) {
      Element shown = PAGE.selectFirst("tr[data-connector=" + row.id() + "]");
      assertThat(shown.children().eachText())
          .satisfies(cells -> {
            assertThat(cells.get(0)).isEqualTo(row.name() + row.id());
            assertThat(cells.get(1)).isEqualTo(String.join(", ", row.roleNames()));
            assertThat(cells.get(2)).endsWith(row.standing().claimed().text());
            assertThat(cells.get(3)).contains(row.standing().proven().text());
            assertThat(cells.get(4)).contains(Overview.tally(row));
            assertThat(cells.get(5)).isEqualTo(row.nextStep());
          });
      assertThat(shown.selectFirst("a").attr("href")).isEqualTo("#c-" + row.id());
    }
  }

  @Test
  void everyRequirementHasItsResultReasonEvidenceAndEveryCheck() {
    Requirements catalogue = Requirements.load();
    for (Matrix.Row row : REPORT.matrix().connectors()) {
      assertThat(row.requirements()).hasSize(catalogue.all().size());
      for (Matrix.Cell cell : row.requirements()) {
        Element details = PAGE.getElementById("c-" + row.id() + "-" + cell.id());
        assertThat(details.selectFirst("summary").text())
            .startsWith(cell.id() + " ")
            .contains(cell.result().text());
        assertThat(details.text()).contains(cell.reason());
        cell.waiver().ifPresent(w -> assertThat(details.text()).contains(w.text()));
        if (!cell.id().equals("PROD-8") || row.present()) {
          assertThat(details.select("tbody code, .untried code").eachText())
              .as(row.id() + " " + cell.id())
              .containsAll(
                  catalogue.find(cell.id()).orElseThrow().checks().stream()
                      .map(Check::id)
                      .toList());
        }
      }
    }
    String recovery = PAGE.getElementById("c-postgres-PROD-3").text();
    assertThat(recovery)
        .contains("Service PostgreSQL 18.6 (real)")
        .contains("Age 0 days, good for 14")
        .contains("When 2026-11-20 12:00 UTC")
        .contains("Took 4.2 s")
        .contains("drivers/driver.jar " + "d".repeat(64))
        .contains("PROD-3.x: halt at after-commit, fired 1 times");
    assertThat(PAGE.getElementById("c-clickhouse-PROD-2").text())
        .contains("expired")
        .contains("Age 60 days, good for 14");
    assertThat(PAGE.getElementById("c-clickhouse-BETA-3").text()).contains("What to do");
  }

  @Test
  void historyShowsTheLevelAfterEachRun() {
    List<String> runs = PAGE.select("#c-postgres .history tbody tr").eachText();
    assertThat(runs).hasSize(10);
    assertThat(runs.get(0))
        .startsWith("2026-11-20 12:00 UTC (this run)")
        .contains("those that are");
    assertThat(runs.get(8)).startsWith("2026-11-12").contains("14 1 1").contains("others");
    assertThat(PAGE.select("#c-mssql .history").text()).contains("No run of it is known.");
  }

  @Test
  void thePageLoadsNothingAndItsPolicyAllowsOnlyWhatIsInIt() throws Exception {
    assertThat(PAGE.select("[src],[srcset],[style],[onclick],[action]")).isEmpty();
    assertThat(PAGE.getAllElements()).noneMatch(e -> LOADS.contains(e.tagName()));
    assertThat(PAGE.select("link")).singleElement().matches(l -> l.attr("href").equals("data:,"));
    assertThat(PAGE.select("a")).allMatch(a -> a.attr("href").startsWith("#"));
    String style = PAGE.selectFirst("style").data();
    assertThat(style).doesNotContain("url(", "@import", "@font-face");
    assertThat(PAGE.selectFirst("meta[http-equiv=Content-Security-Policy]").attr("content"))
        .startsWith("default-src 'none'")
        .contains("style-src '" + digest(style) + "'")
        .contains("script-src '" + digest(PAGE.selectFirst("script").data()) + "'")
        .doesNotContain("unsafe");
  }

  @Test
  void itIsWellFormedAndEveryPlaceThatIsPointedAtIsThere() {
    assertThat(errors(TEXT)).isEmpty();
    assertThat(parsed(PAGE)).isEqualTo(written(TEXT));
    Set<String> ids = new HashSet<>();
    for (Element element : PAGE.select("[id]")) {
      assertThat(ids.add(element.id())).as(element.id() + " is there once").isTrue();
    }
    PAGE.select("a").forEach(a -> assertThat(ids).contains(a.attr("href").substring(1)));
    PAGE.select("[aria-labelledby]")
        .forEach(e -> assertThat(ids).contains(e.attr("aria-labelledby")));
    PAGE.select("label").forEach(label -> assertThat(ids).contains(label.attr("for")));
    assertThat(PAGE.select("th")).allMatch(th -> th.hasAttr("scope"));
    assertThat(PAGE.select("table")).allMatch(table -> table.selectFirst("caption") != null);
  }

  @Test
  void thatWouldFindAnElementThatIsNotClosedOrInTheWrongPlace() {
    for (String wrong :
        List.of(
            TEXT.replaceFirst("</table>", ""),
            TEXT.replaceFirst("</span>", ""),
            TEXT.replaceFirst("<p class=\"count\"", "<p><div></div></p>$0"),
            TEXT.replaceFirst("<tbody", "<div></div>$0"))) {
      assertThat(parsed(Jsoup.parse(wrong))).isNotEqualTo(written(wrong));
    }
  }

  @Test
  void theSameReportGivesTheSamePage() {
    assertThat(MatrixHtml.text(SamplePage.report())).isEqualTo(TEXT);
  }

  @Property(tries = 60)
  void noTextGetsOutOfItsPlace(@ForAll("hostile") String text) {
    String page = MatrixHtml.text(SamplePage.hostile(text));
    Document parsed = Jsoup.parse(page);
    Document harmless = Jsoup.parse(MatrixHtml.text(SamplePage.hostile("harmless")));

    assertThat(shape(parsed)).isEqualTo(shape(harmless));
    assertThat(errors(page)).isEmpty();
    assertThat(parsed.selectFirst("script").data())
        .isEqualTo(harmless.selectFirst("script").data());
    assertThat(parsed.select("section.broken li").first().wholeText()).isEqualTo(shown(text));
    assertThat(parsed.selectFirst("tr[data-connector=hostile] a").wholeText())
        .isEqualTo(shown(text));
  }

  @Property(tries = 200)
  void noTextGetsOutOfAnAttribute(@ForAll("hostile") String text) {
    Document page = Jsoup.parse(Html.of("p").with("title", text).text(text).render());

    assertThat(page.body().children()).hasSize(1);
    assertThat(page.selectFirst("p").attributes()).hasSize(1);
    assertThat(page.selectFirst("p").attr("title")).isEqualTo(shown(text));
    assertThat(page.selectFirst("p").wholeText()).isEqualTo(shown(text));
  }

  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<String> breakers =
        Arbitraries.of(
            "<script>alert(1)</script>",
            "</style>",
            "</script>",
            "--><img src=x onerror=alert(1)>",
            "\" onmouseover=\"alert(1)",
            "' x='",
            "</td></tr></table>",
            "<!--",
            "]]>",
            "&lt;",
            "&#x3c;",
            "&",
            "${policy}",
            "${nosuch}",
            "$1\\",
            "javascript:alert(1)",
            "\u202Edessap",
            "\u0000",
            "\uD800",
            "\r\n\t");
    Arbitrary<String> any = Arbitraries.strings().ofMaxLength(12);
    return Combinators.combine(any, breakers, any, breakers)
        .as((a, b, c, d) -> "x" + a + b + c + d + "x");
  }

  /** The tags and the names of their attributes, in order. */
  private static String shape(Document page) {
    StringBuilder shape = new StringBuilder();
    for (Element element : page.getAllElements()) {
      shape.append(element.tagName());
      element.attributes().forEach(a -> shape.append(' ').append(a.getKey()));
      shape.append('\n');
    }
    return shape.toString();
  }

  /** Written anew from the rule, not with the page's own code. */
  private static String shown(String text) {
    return text.replace("\r", "\n")
        .codePoints()
        .map(c ->
            Character.getType(c) == Character.SURROGATE
                    || (Character.isISOControl(c) && c != '\n' && c != '\t')
                    || (c >= 0xFDD0 && c <= 0xFDEF)
                    || (c & 0xFFFE) == 0xFFFE
                    || "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069".indexOf(c) >= 0
                ? 0xFFFD
                : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Where each element is, as a browser sees it. */
  private static List<String> parsed(Document page) {
    return page.select("html, html *").stream()
        .map(element -> element.parents().size() + " " + element.tagName())
        .toList();
  }

  /** Where each element is, as it is written. */
  private static List<String> written(String page) {
    List<String> found = new ArrayList<>();
    int depth = 0;
    Matcher tags = TAG.matcher(page.replaceAll("(?s)(<(script|style)>).*?(</\\2>)", "$1$3"));
    while (tags.find()) {
      if (tags.group(1).isEmpty()) {
        found.add(depth + " " + tags.group(2));
        depth += VOID.contains(tags.group(2)) ? 0 : 1;
      } else {
        depth--;
      }
    }
    return found;
  }

  private static List<ParseError> errors(String page) {
    Parser parser = Parser.htmlParser().setTrackErrors(20);
    parser.parseInput(page, "");
    return parser.getErrors();
  }

  private static String digest(String text) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(hash);
  }
}
