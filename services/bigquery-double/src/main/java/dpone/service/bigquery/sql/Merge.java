package dpone.service.bigquery.sql;

import com.google.zetasql.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * MERGE: a full join tells each pair of rows, or row without a partner, its first fitting clause.
 *
 * @see <a
 *     href="https://cloud.google.com/bigquery/docs/reference/standard-sql/dml-syntax#merge_statement">GoogleSQL:
 *     MERGE</a>
 * @param engine evaluates
 */
record Merge(Engine engine) {
  private static final String SOURCE = "_double_source";

  private enum Action {
    DELETE,
    UPDATE,
    INSERT
  }

  /**
   * A WHEN clause.
   *
   * @param when the condition as an expression
   * @param places columns that it writes
   * @param values what it writes there
   */
  private record Clause(String when, Action action, List<Integer> places, List<String> values) {}

  Answer run(Database database, Words words, Map<String, String> parameters) {
    String name = words.name();
    Table table = database.table(name);
    String target = words.alias("target");
    words.need("USING");
    String query = words.group();
    String source = words.alias("source");
    words.need("ON");
    String on = words.until("WHEN");
    List<Clause> clauses = new ArrayList<>();
    while (!words.ended()) {
      clauses.add(clause(table, words, target, source));
    }
    StringBuilder sql =
        new StringBuilder("SELECT ").append(target).append('.').append(Engine.ROW).append(", CASE");
    for (int i = 0; i < clauses.size(); i++) {
      sql.append(" WHEN ").append(clauses.get(i).when()).append(" THEN ").append(i);
    }
    sql.append(" ELSE -1 END");
    for (Clause clause : clauses) {
      clause.values().forEach(value -> sql.append(", ").append(value));
    }
    sql.append(" FROM `").append(name).append("` AS ").append(target);
    sql.append(" FULL JOIN (SELECT *, TRUE AS " + SOURCE + " FROM (").append(query);
    sql.append(")) AS ").append(source).append(" ON ").append(on);
    return apply(
        database, name, table, clauses, engine.query(database, sql.toString(), parameters));
  }

  private static Clause clause(Table table, Words words, String target, String source) {
    words.need("WHEN");
    String there = target + "." + Engine.ROW + " IS NOT NULL";
    String sent = source + "." + SOURCE + " IS NOT NULL";
    String when;
    if (words.take("MATCHED")) {
      when = there + " AND " + sent;
    } else {
      words.need("NOT", "MATCHED");
      when = words.take("BY", "SOURCE") ? there + " AND NOT (" + sent + ")" : "NOT (" + there + ")";
      words.take("BY", "TARGET");
    }
    if (words.take("AND")) {
      when += " AND (" + words.until("THEN") + ")";
    }
    words.need("THEN");
    if (words.take("DELETE")) {
      return new Clause(when, Action.DELETE, List.of(), List.of());
    }
    if (words.take("UPDATE", "SET")) {
      Changes.Sets sets = Changes.Sets.of(table, words.until("WHEN"));
      return new Clause(when, Action.UPDATE, sets.places(), sets.values());
    }
    words.need("INSERT");
    List<Integer> places = Changes.places(table, words.group());
    words.need("VALUES");
    return new Clause(when, Action.INSERT, places, Words.parts(words.group(), false));
  }

  private static Answer apply(
      Database database, String name, Table table, List<Clause> clauses, Answer joined) {
    Map<Integer, List<Value>> updated = new HashMap<>();
    Set<Integer> gone = new HashSet<>();
    Set<Integer> met = new HashSet<>();
    List<List<Value>> inserted = new ArrayList<>();
    long affected = 0;
    for (List<Value> row : joined.rows()) {
      int number = (int) row.get(1).getInt64Value();
      if (number < 0) {
        continue;
      }
      affected++;
      Clause clause = clauses.get(number);
      int from = 2;
      for (Clause before : clauses.subList(0, number)) {
        from += before.values().size();
      }
      List<Value> values = row.subList(from, from + clause.values().size());
      if (clause.action() == Action.INSERT) {
        inserted.add(table.row(clause.places(), values));
        continue;
      }
      int at = (int) row.getFirst().getInt64Value();
      Changes.once(!met.add(at));
      if (clause.action() == Action.DELETE) {
        gone.add(at);
      } else {
        updated.put(at, table.changed(table.rows().get(at), clause.places(), values));
      }
    }
    List<List<Value>> rows = new ArrayList<>(table.rows());
    updated.forEach(rows::set);
    List<List<Value>> left = Changes.without(table.with(rows), gone);
    left.addAll(inserted);
    database.put(name, table.with(left));
    return Answer.changed(affected);
  }
}
