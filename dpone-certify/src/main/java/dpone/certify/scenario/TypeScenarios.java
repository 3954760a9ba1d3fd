package dpone.certify.scenario;

import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.certify.kit.TestTable.Column;
import dpone.certify.kit.TypeSample;
import dpone.certify.kit.TypeTables;
import dpone.spi.certify.TypeTable;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The declared mappings, at their edges. */
final class TypeScenarios {
  static final String REFUSED = "refused";

  /** What every table of types has beside its samples. */
  static final TestTable ID_ONLY =
      new TestTable("types", List.of(new Column("id", new DataType.Int(64), false)), List.of("id"));

  private TypeScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("BETA-3.source-decodes", TypeScenarios::sourceDecodes),
        new Scenario("BETA-3.sink-read-back", TypeScenarios::sinkReadBack),
        new Scenario("BETA-3.round-trip", TypeScenarios::roundTrip),
        new Scenario("BETA-3.refused-types", TypeScenarios::refusedTypes));
  }

  private static TypeTables tables(Trial trial) throws Untried {
    return trial
        .system()
        .types()
        .orElseThrow(() -> Untried.missing("its fixture has no values of its system's types"));
  }

  private static List<TypeTable.Row> declared(Trial trial) throws Untried {
    return trial
        .connector()
        .capability(TypeTable.class)
        .orElseThrow(() -> Untried.missing("the connector has no capability TypeTable"))
        .rows();
  }

  /** What is declared and has no values proves nothing, and neither do values of nothing. */
  private static List<TypeSample> samples(Trial trial) throws Untried {
    List<TypeSample> samples = tables(trial).samples();
    TreeSet<String> without = new TreeSet<>();
    declared(trial).stream()
        .filter(row -> !row.type().equals(REFUSED))
        .forEach(row -> without.add(row.nativeType()));
    samples.forEach(sample -> without.remove(sample.nativeType()));
    if (!without.isEmpty()) {
      throw Untried.missing("its fixture has no values of " + String.join(", ", without));
    }
    return samples;
  }

  private static String sourceDecodes(Trial trial) throws Exception {
    if (trial.fixed() && trial.system().types().isEmpty()) {
      return OwnTypes.decoded(trial, declared(trial));
    }
    List<TypeSample> samples = samples(trial);
    String stream = tables(trial).create("types", samples);
    ColumnLoad load = new ColumnLoad(trial, tables(trial), samples);
    List<Field> fields = load.describe(stream, "").schema().fields();
    List<DataType> types = new ArrayList<>();
    for (TypeSample sample : samples) {
      Field field =
          fields.stream()
              .filter(f -> f.name().equals(sample.column()))
              .findFirst()
              .orElseThrow(() -> new Mismatch("column " + sample.column() + " is not described"));
      types.add(field.type());
      String wanted = declaredType(trial, sample);
      Mismatch.unless(
          field.type().text().equals(wanted),
          sample.nativeType()
              + " is declared to be read as "
              + wanted
              + ", and is described as "
              + field.type().text());
    }
    compare(
        samples,
        types,
        tables(trial).values(stream, samples, types),
        byId(load.read(stream)),
        "decoded");
    return values(samples) + " values of " + samples.size() + " types decoded exactly";
  }

  private static String declaredType(Trial trial, TypeSample sample) throws Untried, Mismatch {
    return declared(trial).stream()
        .filter(row -> row.nativeType().equals(sample.nativeType()))
        .findFirst()
        .orElseThrow(() -> new Mismatch(sample.nativeType() + " is not in the type table"))
        .type();
  }

  private static String sinkReadBack(Trial trial) throws Exception {
    if (trial.onlyWrites()) {
      return ArrivedTypes.readBack(trial, declared(trial));
    }
    List<TypeSample> samples = samples(trial);
    String stream = tables(trial).create("types_sent", samples);
    List<TestRow> sent = tables(trial).texts(stream, samples);
    String columns = trial.route().sink().target("t_types_columns");
    new ColumnLoad(trial, tables(trial), samples).copy(stream, columns);
    compare(samples, List.of(), sent, tables(trial).texts(columns, samples), "written by columns");
    String lane = trial.route().sink().target("t_types_lane");
    RunResult run =
        trial.run(
            PipelineText.of(
                trial.route(),
                "certify_types_lane",
                ID_ONLY,
                stream,
                lane,
                trial.whole(),
                new PipelineText.Told(
                    tables(trial).streamOptions(stream, samples),
                    tables(trial).sinkOptions(samples))));
    Mismatch.unless(run.succeeded(), "the run of the lane failed: " + run.message());
    compare(
        samples,
        List.of(),
        sent,
        tables(trial).texts(lane, samples),
        "written by the lane that a pipeline takes");
    return values(samples)
        + " values of "
        + samples.size()
        + " types read back by another client, from columns and from lane "
        + run.receipt().path("streams").path(0).path("lane").asText();
  }

  private static String roundTrip(Trial trial) throws Exception {
    List<TypeSample> samples = samples(trial);
    String stream = tables(trial).create("types_round", samples);
    List<TestRow> sent = tables(trial).texts(stream, samples);
    String there = trial.route().sink().target("t_types_there");
    String back = trial.route().sink().target("t_types_back");
    ColumnLoad load = new ColumnLoad(trial, tables(trial), samples);
    load.copy(stream, there);
    load.copy(there, back);
    compare(samples, List.of(), sent, tables(trial).texts(back, samples), "there and back");
    return values(samples) + " values survived two loads through decoded columns";
  }

  private static String refusedTypes(Trial trial) throws Exception {
    boolean refuses = declared(trial).stream().anyMatch(row -> row.type().equals(REFUSED));
    if (trial.fixed() && !refuses) {
      throw OwnTypes.refusesNone();
    }
    if (trial.onlyWrites()) {
      return ArrivedTypes.refused(trial, declared(trial));
    }
    Map<String, TypeTables.Refused> refused = tables(trial).refused();
    if (refused.isEmpty()) {
      throw Untried.missing("its fixture has no type without a mapping");
    }
    ColumnLoad load = new ColumnLoad(trial, tables(trial), List.of());
    for (Map.Entry<String, TypeTables.Refused> each : refused.entrySet()) {
      TypeTables.Refused stream = each.getValue();
      try {
        load.describe(stream.stream(), stream.query());
      } catch (DponeException e) {
        Mismatch.unless(
            e.category() == ErrorCategory.SCHEMA && e.oneLine().contains(REFUSED),
            each.getKey() + " is refused without category SCHEMA or its column: " + e.oneLine());
        continue;
      }
      throw new Mismatch(each.getKey() + " has no mapping and is described all the same");
    }
    return "refused by column name: " + String.join(", ", refused.keySet());
  }

  private static List<TestRow> byId(List<TestRow> rows) {
    List<TestRow> sorted = new ArrayList<>(rows);
    sorted.sort(
        java.util.Comparator.comparingLong(row -> Long.parseLong(String.valueOf(row.cell(0)))));
    return sorted;
  }

  private static int values(List<TypeSample> samples) {
    return samples.stream().mapToInt(sample -> sample.values().size()).sum();
  }

  static void compare(
      List<TypeSample> samples,
      List<DataType> types,
      List<TestRow> expected,
      List<TestRow> found,
      String how)
      throws Mismatch {
    Mismatch.unless(
        expected.size() == found.size(),
        how + ": " + expected.size() + " rows expected, " + found.size() + " found");
    List<String> wrong = new ArrayList<>();
    for (int row = 0; row < expected.size(); row++) {
      for (int i = 0; i < samples.size(); i++) {
        String sent = String.valueOf(expected.get(row).cell(i + 1));
        String got = String.valueOf(found.get(row).cell(i + 1));
        if (!sent.equals(got)) {
          String as = types.isEmpty() ? "" : " as " + types.get(i).text();
          wrong.add(
              samples.get(i).nativeType() + as + ": sent '" + sent + "', found '" + got + "'");
        }
      }
    }
    Mismatch.unless(
        wrong.isEmpty(),
        how
            + ", "
            + wrong.size()
            + " values differ: "
            + String.join("; ", wrong.subList(0, Math.min(5, wrong.size()))));
  }
}
