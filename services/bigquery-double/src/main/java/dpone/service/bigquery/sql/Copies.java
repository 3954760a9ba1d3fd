package dpone.service.bigquery.sql;

import com.google.zetasql.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Copy jobs that overwrite a table, or one partition of it.
 *
 * @param engine tells which rows are in a partition
 * @see <a
 *     href="https://cloud.google.com/bigquery/docs/managing-partitioned-tables#copy_individual_partitions">BigQuery:
 *     copying partitions</a>
 */
record Copies(Engine engine) {
  private static final Map<String, String> FORMATS =
      Map.of("HOUR", "%Y%m%d%H", "DAY", "%Y%m%d", "MONTH", "%Y%m", "YEAR", "%Y");

  /**
   * Overwrites by what all of these hold.
   *
   * @param from full names, each with the decorator of a partition or without
   * @param to such a name
   */
  void overwrite(Database database, List<String> from, String to) {
    Table target = database.table(table(to));
    List<List<Value>> rows = new ArrayList<>(outside(database, target, to));
    for (String source : from) {
      Table one = database.table(table(source));
      if (!one.columns().equals(target.columns())) {
        throw new SqlFailure("invalid", "Source and destination have incompatible schemas");
      }
      boolean whole = partition(source).isEmpty();
      if (whole != partition(to).isEmpty()) {
        throw SqlFailure.unknown("a copy of " + source + " to " + to);
      }
      if (!whole && !target.equals(target.by(one.partitioning()))) {
        throw new SqlFailure("invalid", "Source and destination are partitioned otherwise");
      }
      Set<Integer> taken = whole ? Set.of() : places(database, one, source);
      for (int i = 0; i < one.rows().size(); i++) {
        if (whole || taken.contains(i)) {
          rows.add(one.rows().get(i));
        }
      }
    }
    database.put(table(to), target.with(rows));
  }

  private List<List<Value>> outside(Database database, Table target, String to) {
    return partition(to).isEmpty()
        ? List.of()
        : Changes.without(target, places(database, target, to));
  }

  private static String table(String name) {
    int sign = name.indexOf('$');
    return sign < 0 ? name : name.substring(0, sign);
  }

  private static String partition(String name) {
    int sign = name.indexOf('$');
    return sign < 0 ? "" : name.substring(sign + 1);
  }

  private Set<Integer> places(Database database, Table table, String name) {
    Table.Partitioning by = table.partitioning();
    String partition = partition(name);
    if (by == null || !partition.matches("\\d{4,10}")) {
      throw new SqlFailure("invalid", "No partition " + partition + " in " + table(name));
    }
    String kind = table.columns().get(table.index(by.column())).type().kind();
    Set<Integer> places = new HashSet<>();
    engine
        .query(
            database,
            "SELECT "
                + Engine.ROW
                + " FROM `"
                + table(name)
                + "` WHERE FORMAT_"
                + kind
                + "('"
                + FORMATS.get(by.unit())
                + "', `"
                + by.column()
                + "`) = '"
                + partition
                + "'",
            Map.of())
        .rows()
        .forEach(row -> places.add((int) row.getFirst().getInt64Value()));
    return places;
  }
}
