package dpone.certify.report.html;

import dpone.certify.evidence.Outcome;
import dpone.certify.report.Matrix;
import dpone.certify.report.html.Tables.Pair;
import dpone.spi.Role;
import dpone.spi.certify.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands above the details: the verdict, the filter and the row of each connector. */
final class Overview {
  private static final List<String> HEADS =
      List.of("Connector", "Roles", "Claimed", "Proven", "Requirements", "Next step");

  private final Matrix matrix;

  Overview(Matrix matrix) {
    this.matrix = matrix;
  }

  Html verdict() {
    Html verdict = Html.of("div", matrix.passed() ? "verdict good" : "verdict bad");
    verdict.add(
        Html.of("p")
            .add(Words.sign(matrix.passed() ? Outcome.PASSED : Outcome.FAILED))
            .text(matrix.passed() ? "No requirement failed." : "Something failed."));
    verdict.add(failures());
    verdict.add(levels());
    Matrix.Recorded recorded = matrix.recorded();
    verdict.add(
        Tables.pairs(
            Stream.of(
                Pair.of("Profile", matrix.profile()),
                Pair.of(
                    "Ledger",
                    recorded.trust()
                        + ", "
                        + Words.counted(recorded.entries(), "entry", "entries")),
                Pair.of("Policy", matrix.policy().source()))));
    return verdict.add(
        Html.of("details")
            .add(Html.of("summary").text("Digests"))
            .add(
                Tables.pairs(
                    Stream.of(
                        Pair.code(
                            "Head of the ledger",
                            recorded.head().isEmpty() ? "not recorded" : recorded.head()),
                        Pair.code("SHA-256 of the policy", matrix.policy().digest())))));
  }

  private List<Html> failures() {
    List<Html> failures = new ArrayList<>();
    for (Matrix.Row row : matrix.connectors()) {
      for (Matrix.Cell cell : row.requirements()) {
        if (cell.result().bad()) {
          Html link = Html.of("a").with("href", "#" + Words.anchor(row.id(), cell.id()));
          failures.add(Html.of("li").add(link.text(row.name() + " " + cell.id())));
        }
      }
    }
    if (!matrix.broken().isEmpty()) {
      failures.add(
          Html.of("li").add(Html.of("a").with("href", "#broken").text("Found and not usable")));
    }
    return failures.isEmpty() ? List.of() : List.of(Html.of("ul", "failures").add(failures));
  }

  private Html levels() {
    Html list = Html.of("ul", "tally");
    for (Level level : Arrays.asList(Level.values()).reversed()) {
      long number =
          matrix.connectors().stream().filter(row -> row.standing().proven() == level).count();
      list.add(
          Html.of("li")
              .add(Html.of("strong").text(Long.toString(number)))
              .text(" ")
              .add(Words.level(level)));
    }
    return list;
  }

  /** What was found and is no connector. */
  Html broken() {
    Html section = Html.of("section", "broken").with("aria-labelledby", "broken");
    section.add(Html.of("h2").with("id", "broken").text("Found and not usable"));
    Html list = Html.of("ul");
    matrix.broken().forEach(line -> list.add(Html.of("li").text(line)));
    return section.add(list);
  }

  /** Works only with a script, which shows it. */
  Html filter() {
    Html text = Html.of("input").with("id", "filter-text").with("type", "search");
    text.with("autocomplete", "off").with("placeholder", "name, next step, requirement");
    return Html.of("div", "filter")
        .with("id", "filter")
        .with("role", "search")
        .with("aria-label", "Filter of connectors")
        .flag("hidden")
        .add(field("filter-text", "Text", text))
        .add(
            choice(
                "filter-level",
                "Proven level",
                Arrays.stream(Level.values()).map(Level::text).toList()))
        .add(choice("filter-role", "Role", Arrays.stream(Role.values()).map(Role::text).toList()))
        .add(Html.of("button").with("type", "button").with("id", "filter-clear").text("Clear"));
  }

  private static Html choice(String id, String label, List<String> values) {
    Html select = Html.of("select").with("id", id);
    select.add(Html.of("option").with("value", "").text("any"));
    values.forEach(value -> select.add(Html.of("option").with("value", value).text(value)));
    return field(id, label, select);
  }

  private static Html field(String id, String label, Html control) {
    return Html.of("div", "field").add(Html.of("label").with("for", id).text(label), control);
  }

  Html table() {
    List<Html> rows = new ArrayList<>();
    matrix.connectors().forEach(row -> rows.add(row(row)));
    return Tables.of("Every connector with what is claimed and what is proven of it", HEADS, rows)
        .with("class", "matrix");
  }

  private static Html row(Matrix.Row row) {
    Html name =
        Html.of("span", "who")
            .add(
                Html.of("a").with("href", "#" + Words.anchor(row.id())).text(row.name()),
                Html.of("code").text(row.id()));
    return marked(
        Tables.row(
            HEADS,
            name,
            roles(row),
            Words.level(row.standing().claimed()),
            proven(row),
            requirements(row),
            Html.of("span").text(row.nextStep())),
        row);
  }

  /** What the filter looks at. */
  static Html marked(Html element, Matrix.Row row) {
    return element
        .with("data-connector", row.id())
        .with("data-level", row.standing().proven().text())
        .with("data-roles", String.join(" ", row.roleNames()));
  }

  private static Html roles(Matrix.Row row) {
    return Html.of("span").text(String.join(", ", row.roleNames()));
  }

  private static Html proven(Matrix.Row row) {
    Html proven = Html.of("span", "stack").add(Words.level(row.standing().proven()));
    if (row.tolerated() != row.standing().proven()) {
      proven.add(Html.of("small").text("with waivers: " + row.tolerated().text()));
    }
    return proven;
  }

  private static Html requirements(Matrix.Row row) {
    Html strip = Html.of("span", "strip").silent();
    for (Level level : Level.values()) {
      List<Html> signs =
          row.requirements().stream()
              .filter(cell -> cell.level() == level)
              .map(cell -> Words.sign(cell.result()))
              .toList();
      if (!signs.isEmpty()) {
        strip.add(Html.of("span").add(signs));
      }
    }
    return Html.of("span", "stack").add(strip, Html.of("small").text(tally(row)));
  }

  /** Such as: 9 passed, 3 missing. */
  static String tally(Matrix.Row row) {
    return Arrays.stream(Outcome.values())
        .map(outcome -> {
          long number =
              row.requirements().stream().filter(cell -> cell.result() == outcome).count();
          return number == 0 ? "" : number + " " + outcome.text();
        })
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }
}
