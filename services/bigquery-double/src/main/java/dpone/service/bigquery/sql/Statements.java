package dpone.service.bigquery.sql;

import com.google.zetasql.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Carries statements out: a closed set of forms, each of them made into a query that the engine
 * evaluates, whose answer is then applied. A form that is not among them is an error.
 */
public final class Statements {
  private static final List<String> BEGIN = List.of("BEGIN", "BEGIN TRANSACTION");
  private static final List<String> END =
      List.of(
          "COMMIT TRANSACTION",
          "EXCEPTION WHEN ERROR THEN\nROLLBACK TRANSACTION",
          "RAISE USING MESSAGE = @@error.message",
          "END");

  private final Engine engine = new Engine();
  private final Changes changes = new Changes(engine);
  private final Merge merge = new Merge(engine);
  private final Copies copies = new Copies(engine);

  /**
   * Runs a statement or a script; the database changes only if all of it succeeds.
   *
   * @param database what it sees and changes
   * @param parameters texts by name
   */
  public Answer run(Database database, String sql, Map<String, String> parameters) {
    if (new Words(sql).take("BEGIN")) {
      for (String statement : script(sql)) {
        one(database, statement, parameters);
      }
      return Answer.changed(-1);
    }
    return one(database, sql, parameters);
  }

  /**
   * Overwrites a table, or one partition of it, by others.
   *
   * @param from full names, each with the decorator of a partition or without
   * @param to such a name
   */
  public void copy(Database database, List<String> from, String to) {
    copies.overwrite(database, from, to);
  }

  /** The statements of the one form of script there is: a transaction that is all or nothing. */
  private static List<String> script(String sql) {
    List<String> parts = new ArrayList<>();
    Words words = new Words(sql);
    // BEGIN opens a block, which no semicolon ends.
    words.need("BEGIN");
    parts.add("BEGIN");
    while (!words.ended()) {
      parts.add(words.until(";"));
      words.need(";");
    }
    int first = BEGIN.size();
    int last = parts.size() - END.size();
    if (last < first
        || !parts.subList(0, first).equals(BEGIN)
        || !parts.subList(last, parts.size()).equals(END)) {
      throw SqlFailure.unknown("a script other than one transaction");
    }
    return parts.subList(first, last);
  }

  private Answer one(Database database, String sql, Map<String, String> parameters) {
    Words words = new Words(sql);
    if (words.take("SELECT")) {
      return engine.query(database, sql, parameters);
    }
    if (words.take("ASSERT")) {
      return holds(database, words, parameters);
    }
    if (words.take("INSERT", "INTO")) {
      return changes.insert(database, words, parameters);
    }
    if (words.take("UPDATE")) {
      return changes.update(database, words, parameters);
    }
    if (words.take("DELETE", "FROM")) {
      return changes.delete(database, words, parameters);
    }
    if (words.take("TRUNCATE", "TABLE")) {
      String name = words.name();
      Table table = database.table(name);
      database.put(name, table.with(List.of()));
      return Answer.changed(table.rows().size());
    }
    if (words.take("MERGE", "INTO")) {
      return merge.run(database, words, parameters);
    }
    return Definitions.run(engine, database, sql);
  }

  private Answer holds(Database database, Words words, Map<String, String> parameters) {
    String condition = words.until("AS");
    words.need("AS");
    String said = words.next().literal();
    List<List<Value>> answer =
        engine.query(database, "SELECT (" + condition + "\n)", parameters).rows();
    Value found = answer.getFirst().getFirst();
    if (found.isNull() || !found.getBoolValue()) {
      throw new SqlFailure("invalidQuery", "Assertion failed: " + said);
    }
    return Answer.changed(-1);
  }
}
