package dpone.service.bigquery.sql;

import com.google.zetasql.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * INSERT, UPDATE and DELETE.
 *
 * @param engine evaluates
 */
record Changes(Engine engine) {
  Answer insert(Database database, Words words, Map<String, String> parameters) {
    String name = words.name();
    Table table = database.table(name);
    List<Integer> places = places(table, words.group());
    String query = words.take("VALUES") ? "SELECT " + words.group() : words.until(token -> false);
    List<List<Value>> arriving = engine.query(database, query, parameters).rows();
    List<List<Value>> rows = new ArrayList<>(table.rows());
    for (List<Value> row : arriving) {
      rows.add(table.row(places, row));
    }
    database.put(name, table.with(rows));
    return Answer.changed(arriving.size());
  }

  static List<Integer> places(Table table, String names) {
    List<Integer> places = new ArrayList<>();
    for (String part : Words.parts(names, false)) {
      places.add(table.index(new Words(part).name()));
    }
    return places;
  }

  Answer delete(Database database, Words words, Map<String, String> parameters) {
    String name = words.name();
    Table table = database.table(name);
    words.need("WHERE");
    String condition = words.until(token -> false);
    Set<Integer> gone = new HashSet<>();
    engine
        .query(
            database,
            "SELECT " + Engine.ROW + " FROM `" + name + "` WHERE " + condition,
            parameters)
        .rows()
        .forEach(row -> gone.add((int) row.getFirst().getInt64Value()));
    database.put(name, table.with(without(table, gone)));
    return Answer.changed(gone.size());
  }

  static List<List<Value>> without(Table table, Set<Integer> gone) {
    List<List<Value>> rows = new ArrayList<>();
    for (int i = 0; i < table.rows().size(); i++) {
      if (!gone.contains(i)) {
        rows.add(table.rows().get(i));
      }
    }
    return rows;
  }

  Answer update(Database database, Words words, Map<String, String> parameters) {
    String name = words.name();
    Table table = database.table(name);
    String alias = words.alias("target");
    words.need("SET");
    Sets sets = Sets.of(table, words.until("FROM", "WHERE"));
    String joined = words.take("FROM") ? " CROSS JOIN " + words.until("WHERE") : "";
    words.need("WHERE");
    String condition = words.until(token -> false);
    String query =
        "SELECT "
            + alias
            + "."
            + Engine.ROW
            + ", "
            + String.join(", ", sets.values())
            + " FROM `"
            + name
            + "` AS "
            + alias
            + joined
            + " WHERE "
            + condition;
    Map<Integer, List<Value>> changed = new HashMap<>();
    for (List<Value> row : engine.query(database, query, parameters).rows()) {
      int at = (int) row.getFirst().getInt64Value();
      once(changed.containsKey(at));
      changed.put(
          at, table.changed(table.rows().get(at), sets.places(), row.subList(1, row.size())));
    }
    List<List<Value>> rows = new ArrayList<>(table.rows());
    changed.forEach(rows::set);
    database.put(name, table.with(rows));
    return Answer.changed(changed.size());
  }

  static void once(boolean again) {
    if (again) {
      throw new SqlFailure(
          "invalidQuery", "UPDATE/MERGE must match at most one source row for each target row");
    }
  }

  /**
   * What SET says.
   *
   * @param places of the columns
   * @param values expressions
   */
  record Sets(List<Integer> places, List<String> values) {
    static Sets of(Table table, String list) {
      List<Integer> places = new ArrayList<>();
      List<String> values = new ArrayList<>();
      for (String part : Words.parts(list, false)) {
        Words words = new Words(part);
        places.add(table.index(words.name()));
        words.need("=");
        values.add(words.until(token -> false));
      }
      return new Sets(places, values);
    }
  }
}
