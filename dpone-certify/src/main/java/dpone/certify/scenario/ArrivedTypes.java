package dpone.certify.scenario;

import dpone.certify.kit.ArrivingTypes;
import dpone.certify.kit.TestRow;
import dpone.spi.certify.TypeTable;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The declared mappings of a sink that is no source: rows of logical types, written as they are.
 */
final class ArrivedTypes {
  private ArrivedTypes() {}

  private static ArrivingTypes types(Trial trial) throws Untried {
    return trial
        .system()
        .arriving()
        .orElseThrow(() -> Untried.missing("its fixture has no rows of every logical type"));
  }

  /** Every declared type arrives, and the system itself renders what was sent. */
  static String readBack(Trial trial, List<TypeTable.Row> declared) throws Exception {
    ArrivingTypes types = types(trial);
    TreeSet<String> without = new TreeSet<>();
    for (TypeTable.Row row : declared) {
      if (!row.type().equals(TypeScenarios.REFUSED)) {
        without.add(row.nativeType());
      }
    }
    types.fields().forEach(field -> without.remove(field.type().text()));
    if (!without.isEmpty()) {
      throw Untried.missing("its fixture has no values of " + String.join(", ", without));
    }
    List<TestRow> expected = types.expected();
    Lanes lanes = Lanes.of(trial, 0);
    List<String> ways = new ArrayList<>();
    for (Map<String, Object> lane : lanes.all()) {
      String target = trial.route().sink().target("t_types_arrived" + lanes.number(lane));
      new ColumnLoad(trial, lane).arrive(types, target);
      compare(types, expected, types.texts(target), Lanes.text(lane));
      ways.add(Lanes.text(lane));
    }
    return expected.size()
        + " rows of "
        + types.fields().size()
        + " columns, rendered by the system"
        + lanes.claim(", by each lane:" + String.join(",", ways));
  }

  private static void compare(
      ArrivingTypes types, List<TestRow> expected, List<TestRow> found, String lane)
      throws Mismatch {
    Mismatch.unless(
        found.size() == expected.size(),
        expected.size() + " rows were sent, " + found.size() + " arrived" + lane);
    List<String> wrong = new ArrayList<>();
    for (int row = 0; row < expected.size(); row++) {
      for (int i = 0; i < types.fields().size(); i++) {
        String sent = String.valueOf(expected.get(row).cell(i + 1));
        String got = String.valueOf(found.get(row).cell(i + 1));
        if (!sent.equals(got)) {
          Field field = types.fields().get(i);
          wrong.add(field.type().text() + ": sent '" + sent + "', found '" + got + "'");
        }
      }
    }
    Mismatch.unless(
        wrong.isEmpty(), wrong.size() + " values differ" + lane + ": " + String.join("; ", wrong));
  }

  /** What has no mapping is refused by the plan, by the name of its column. */
  static String refused(Trial trial, List<TypeTable.Row> declared) throws Exception {
    TreeSet<String> left = new TreeSet<>();
    for (TypeTable.Row row : declared) {
      if (row.type().equals(TypeScenarios.REFUSED)) {
        left.add(row.nativeType());
      }
    }
    String target = trial.route().sink().target("t_types_refused");
    List<String> seen = new ArrayList<>();
    for (DataType type : types(trial).refused()) {
      try {
        new ColumnLoad(trial, Map.of())
            .plan(new Field(TypeScenarios.REFUSED, type, true, ""), target);
      } catch (DponeException e) {
        Mismatch.unless(
            e.category() == ErrorCategory.SCHEMA && e.oneLine().contains(TypeScenarios.REFUSED),
            type.text() + " is refused without category SCHEMA or its column: " + e.oneLine());
        left.remove(type.text());
        seen.add(type.text());
        continue;
      }
      throw new Mismatch(type.text() + " has no mapping and is planned all the same");
    }
    if (!left.isEmpty()) {
      throw Untried.missing("its fixture has no column of " + String.join(", ", left));
    }
    if (seen.isEmpty()) {
      throw Untried.notApplicable("its type table refuses none");
    }
    return "refused by column name: " + String.join(", ", seen);
  }
}
