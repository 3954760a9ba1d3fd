package dpone.connector.clickhouse.publish;

import dpone.connector.clickhouse.sql.Sql;
import dpone.connector.clickhouse.target.PlannedColumn;
import dpone.spi.cdc.ChangeKind;
import dpone.spi.cdc.ChangeSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Expressions and queries about a stage of changes. Pure. */
final class ChangeSql {
  static final String KIND = Sql.name(ChangeSchema.KIND);
  static final String SEQUENCE = Sql.name(ChangeSchema.SEQUENCE);
  static final String CARRIED = Sql.name(ChangeSchema.CARRIED_OVER);

  private ChangeSql() {}

  /** The stream's own columns, in the order of the bits that tell which are left out. */
  static List<PlannedColumn> stream(PlannedStream plan) {
    return plan.columns().stream().filter(c -> !ChangeSchema.isReserved(c.name())).toList();
  }

  /** Whether a change moves its row to another key. */
  static String moved(PlannedStream plan) {
    return "("
        + KIND
        + " = "
        + ChangeKind.UPDATE.code()
        + " AND "
        + plan.key().stream()
            .map(k -> Sql.name(ChangeSchema.OLD + k) + " IS NOT NULL")
            .collect(Collectors.joining(" AND "))
        + " AND tuple("
        + Sql.names(plan.key().stream().map(k -> ChangeSchema.OLD + k).toList())
        + ") != tuple("
        + Sql.names(plan.key())
        + "))";
  }

  /** The key after a change, or the one before it, as {@code k_0} and so on. */
  static String keys(PlannedStream plan, boolean old) {
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < plan.key().size(); i++) {
      String name = plan.key().get(i);
      keys.add("assumeNotNull(" + Sql.name(old ? ChangeSchema.OLD + name : name) + ") AS k_" + i);
    }
    return String.join(", ", keys);
  }

  /** {@code k_0} and so on. */
  static String keyNames(PlannedStream plan, String prefix) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < plan.key().size(); i++) {
      names.add(prefix + "k_" + i);
    }
    return String.join(", ", names);
  }

  /** A stretch of the changes. */
  static String range(long from, long to) {
    return SEQUENCE + " > " + from + (to == Long.MAX_VALUE ? "" : " AND " + SEQUENCE + " <= " + to);
  }

  /** Every change of every key: what is there after it, or that nothing is. */
  static String events(CopySql sql, PlannedStream plan, long from, long to) {
    String source = " FROM " + sql.stage() + " WHERE " + range(from, to) + " AND ";
    return "SELECT "
        + keys(plan, false)
        + ", "
        + SEQUENCE
        + " AS q, "
        + KIND
        + " != "
        + ChangeKind.DELETE.code()
        + " AS up, 0 AS gone, * "
        + source
        + KIND
        + " != "
        + ChangeKind.TRUNCATE.code()
        + " UNION ALL SELECT "
        + keys(plan, true)
        + ", "
        + SEQUENCE
        + " AS q, 0 AS up, 1 AS gone, * "
        + source
        + moved(plan);
  }

  /** Whether a change leaves a cell of the row as it is. */
  static String carried(int column) {
    return "bitTest(reinterpretAsUInt8(substring(ifNull("
        + CARRIED
        + ", ''), "
        + (column / 8 + 1)
        + ", 1)), "
        + column % 8
        + ")";
  }

  /** The value of a staged cell. */
  static String value(String prefix, PlannedColumn column) {
    String name = prefix + Sql.name(column.name());
    return ChangeColumns.maybe(column) ? "tupleElement(" + name + ", 2)" : name;
  }

  static String on(PlannedStream plan, String left, String right) {
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i < plan.key().size(); i++) {
      pairs.add(left + "k_" + i + " = " + right + Sql.name(plan.key().get(i)));
    }
    return String.join(" AND ", pairs);
  }

  /** A change together with the row under its old key. */
  static String onOld(PlannedStream plan, String change, String row) {
    return plan.key().stream()
        .map(k ->
            "assumeNotNull(" + change + Sql.name(ChangeSchema.OLD + k) + ") = " + row + Sql.name(k))
        .collect(Collectors.joining(" AND "));
  }
}
