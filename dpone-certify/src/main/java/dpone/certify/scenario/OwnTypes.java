package dpone.certify.scenario;

import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.spi.certify.TypeTable;
import dpone.spi.source.StreamInfo;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The declared mappings, tried by streams whose columns nobody can choose. */
final class OwnTypes {
  private static final int PLAIN = 20;

  private OwnTypes() {}

  /**
   * Every column of every stream is described as it is declared, and every declared type occurs in
   * one of them.
   *
   * @throws Untried when a declared type occurs nowhere
   */
  static String decoded(Trial trial, List<TypeTable.Row> declared) throws Exception {
    Set<String> left = new TreeSet<>();
    for (TypeTable.Row row : declared) {
      if (!row.type().equals(TypeScenarios.REFUSED)) {
        left.add(row.nativeType());
      }
    }
    int values = 0;
    for (Trial each : Reads.EACH.of(trial)) {
      values += decoded(each, declared, left);
    }
    if (!left.isEmpty()) {
      throw Untried.missing("no stream of its fixture has a column of " + String.join(", ", left));
    }
    return values + " values of " + trial.streams().size() + " streams decoded exactly";
  }

  private static int decoded(Trial trial, List<TypeTable.Row> declared, Set<String> left)
      throws Exception {
    Material material = trial.material();
    List<TestRow> edges = material.edges();
    List<TestRow> rows = new ArrayList<>(edges);
    rows.addAll(material.plain(0, PLAIN));
    TestTable table = material.table("types");
    String name = trial.route().source().create(table);
    trial.route().source().insert(table, rows);
    ColumnLoad load = ColumnLoad.of(trial, table);
    StreamInfo info = load.describe(name, "");
    described(trial, table, info, declared, left);
    edged(trial.stream(), table, edges);
    List<TestRow> found = inOrder(table, info, load.read(name));
    List<String> wrong = Differences.of(table, rows, found);
    Mismatch.unless(wrong.isEmpty(), trial.stream() + ": " + String.join("; ", wrong));
    return rows.size() * table.columns().size();
  }

  private static void described(
      Trial trial, TestTable table, StreamInfo info, List<TypeTable.Row> declared, Set<String> left)
      throws Mismatch {
    List<String> names = info.schema().names();
    Mismatch.unless(
        names.size() == table.columns().size(),
        trial.stream()
            + " is described with "
            + names
            + ", and its fixture has "
            + table.columns().stream().map(TestTable.Column::name).toList());
    for (TestTable.Column column : table.columns()) {
      String where = trial.stream() + ", column " + column.name();
      Field field =
          info.schema()
              .find(column.name())
              .orElseThrow(() -> new Mismatch(where + " is not described"));
      DataType type = field.type();
      Mismatch.unless(
          type.equals(column.type()),
          where + " is " + column.type().text() + ", and is described as " + type.text());
      Mismatch.unless(
          field.nullable() || !column.nullable(), where + " has nulls and is described without");
      String own = field.nativeType();
      Mismatch.unless(
          declared.stream()
              .anyMatch(row -> row.nativeType().equals(own) && row.type().equals(type.text())),
          where + ": " + own + " as " + type.text() + " is not in the type table");
      left.remove(own);
    }
  }

  /** Edges that leave a column out prove nothing about it. */
  private static void edged(String stream, TestTable table, List<TestRow> edges) throws Untried {
    for (int i = 0; i < table.columns().size(); i++) {
      TestTable.Column column = table.columns().get(i);
      int at = i;
      boolean valued = edges.stream().anyMatch(row -> row.cell(at) != null);
      boolean empty = !column.nullable() || edges.stream().anyMatch(row -> row.cell(at) == null);
      if (!valued || !empty) {
        throw Untried.missing(
            "the edges of "
                + stream
                + " have no "
                + (valued ? "null" : "value")
                + " in column "
                + column.name());
      }
    }
  }

  private static List<TestRow> inOrder(TestTable table, StreamInfo info, List<TestRow> rows) {
    List<String> names = info.schema().names();
    List<Integer> places =
        table.columns().stream().map(column -> names.indexOf(column.name())).toList();
    List<TestRow> ordered = new ArrayList<>();
    for (TestRow row : rows) {
      List<@Nullable String> cells = new ArrayList<>();
      for (int i = 0; i < places.size(); i++) {
        String cell = row.cell(places.get(i));
        // The kit's rows have days as text, where values are counted since 1970.
        cells.add(
            cell != null && table.columns().get(i).type() instanceof DataType.Date
                ? LocalDate.ofEpochDay(Long.parseLong(cell)).toString()
                : cell);
      }
      ordered.add(new TestRow(cells));
    }
    return ordered;
  }

  /** A stream of fixed columns has a column without a mapping only if its type table has it. */
  static Untried refusesNone() {
    return Untried.notApplicable(
        "its columns are fixed, each of a declared type, and its type table refuses none");
  }
}
