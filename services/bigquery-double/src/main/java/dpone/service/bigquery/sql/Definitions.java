package dpone.service.bigquery.sql;

import com.google.zetasql.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** CREATE TABLE, ALTER TABLE and DROP TABLE. */
final class Definitions {
  private static final Set<String> OPTIONS =
      Set.of(
          "partition_expiration_days",
          "require_partition_filter",
          "kms_key_name",
          "labels",
          "expiration_timestamp");
  private static final Pattern PARTITION =
      Pattern.compile("(?:(?:DATE|DATETIME|TIMESTAMP)_TRUNC\\()?`?(\\w+)`?(?:, (\\w+)\\))?");

  private Definitions() {}

  static Answer run(Engine engine, Database database, String sql) {
    Words words = new Words(sql);
    if (words.take("CREATE", "TABLE", "IF", "NOT", "EXISTS")) {
      create(engine, database, words);
    } else if (words.take("ALTER", "TABLE")) {
      alter(database, words);
    } else if (words.take("DROP", "TABLE", "IF", "EXISTS")) {
      database.drop(words.name());
    } else {
      throw SqlFailure.unknown(
          "the statement " + (sql.length() > 120 ? sql.substring(0, 120) + "..." : sql));
    }
    if (!words.ended()) {
      throw SqlFailure.unknown("what follows in " + sql);
    }
    return Answer.changed(-1);
  }

  private static void create(Engine engine, Database database, Words words) {
    String name = words.name();
    boolean there = database.find(name).isPresent();
    if (words.take("AS")) {
      String query = words.until(token -> false);
      if (!there) {
        Answer answer = engine.query(database, query, Map.of());
        database.put(name, Table.empty(answer.columns(), false).with(answer.rows()));
      }
      return;
    }
    Table made =
        words.take("LIKE")
            ? database.table(words.name()).with(List.of()).until(null)
            : Table.empty(Types.columns(words.group()), false);
    if (words.take("PARTITION", "BY")) {
      made = made.by(partitioning(words.until("CLUSTER", "OPTIONS")));
    }
    if (words.take("CLUSTER", "BY")) {
      words.until("OPTIONS");
    }
    if (words.take("OPTIONS")) {
      made = with(made, words.group());
    }
    if (!there) {
      database.put(name, made);
    }
  }

  private static Table.Partitioning partitioning(String text) {
    Matcher matcher = PARTITION.matcher(text);
    if (!matcher.matches()) {
      throw SqlFailure.unknown("partitions by " + text);
    }
    return new Table.Partitioning(
        matcher.group(1), matcher.group(2) == null ? "DAY" : matcher.group(2));
  }

  private static Table with(Table table, String options) {
    Table made = table;
    for (String option : Words.parts(options, false)) {
      Words one = new Words(option);
      String key = one.name();
      if (!OPTIONS.contains(key)) {
        throw SqlFailure.unknown("the option " + key);
      }
      one.need("=");
      if (key.equals("require_partition_filter") && one.take("TRUE")) {
        made = new Table(made.columns(), made.rows(), true, made.partitioning(), made.expires());
      } else if (key.equals("expiration_timestamp")) {
        one.need("TIMESTAMP");
        made = made.until(Instant.parse(one.next().literal()));
      }
    }
    return made;
  }

  private static void alter(Database database, Words words) {
    String name = words.name();
    Table table = database.table(name);
    List<Column> columns = new ArrayList<>(table.columns());
    if (words.take("ADD", "COLUMN", "IF", "NOT", "EXISTS")) {
      Column added = Types.column(words.until(token -> false));
      if (!table.has(added.name())) {
        columns.add(added);
        database.put(name, widened(table, columns));
      }
      return;
    }
    words.need("ALTER", "COLUMN");
    int at = table.index(words.name());
    Column old = columns.get(at);
    if (words.take("DROP", "NOT", "NULL")) {
      columns.set(at, new Column(old.name(), old.type(), false));
    } else {
      words.need("SET", "DATA", "TYPE");
      SqlType type = Types.parse(words.until(token -> false));
      columns.set(at, new Column(old.name(), type, old.required()));
    }
    database.put(name, widened(table, columns));
  }

  /** The rows with the cells of new columns null, all cells in the types of now. */
  private static Table widened(Table table, List<Column> columns) {
    List<List<Value>> rows = new ArrayList<>();
    for (List<Value> row : table.rows()) {
      List<Value> wider = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        Column column = columns.get(i);
        Value value = i < row.size() ? row.get(i) : Value.createNullValue(column.type().zeta());
        wider.add(Assignment.to(column, value));
      }
      rows.add(wider);
    }
    return new Table(columns, rows, table.filtered(), table.partitioning(), table.expires());
  }
}
