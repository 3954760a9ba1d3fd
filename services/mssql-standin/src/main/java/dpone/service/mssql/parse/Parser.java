package dpone.service.mssql.parse;

import dpone.service.mssql.parse.Query.From;
import dpone.service.mssql.parse.Statement.Assignment;
import dpone.service.mssql.parse.Statement.Definition;
import dpone.service.mssql.parse.Statement.Reference;
import dpone.service.tds.wire.SqlType;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads a batch; what it does not know is an error, never a guess. */
public final class Parser {
  private final Cursor in;
  private final Queries queries;
  private final Placing placing;
  private boolean clustered = true;

  private Parser(String sql) {
    in = new Cursor(sql);
    queries = new Queries(in);
    placing = new Placing(in, queries);
  }

  /** The statements of a batch. */
  public static List<Statement> batch(String sql) {
    Parser parser = new Parser(sql);
    List<Statement> all = new ArrayList<>();
    while (!parser.in.ended()) {
      if (!parser.in.tookSign(";")) {
        parser.statement(all);
      }
    }
    return all;
  }

  /** One query. */
  public static Query query(String sql) {
    Parser parser = new Parser(sql);
    Query query = parser.queries.read();
    if (!parser.in.ended()) {
      throw parser.in.wrong();
    }
    return query;
  }

  /** The parts of a name that stands in a text. */
  public static List<String> name(String text) {
    return new Cursor(text).names();
  }

  /** Names with commas between them. */
  public static List<String> list(String text) {
    Cursor in = new Cursor(text);
    List<String> names = new ArrayList<>();
    do {
      names.add(in.name());
    } while (in.tookSign(","));
    if (!in.ended()) {
      throw in.wrong();
    }
    return names;
  }

  private void statement(List<Statement> into) {
    String verb = in.peek().text().toUpperCase(Locale.ROOT);
    switch (verb) {
      case "SELECT" -> into.add(new Statement.Read(queries.read()));
      case "INSERT" -> into.add(insert());
      case "UPDATE" -> into.add(update());
      case "DELETE" -> into.add(delete());
      case "TRUNCATE" -> into.add(placing.truncate());
      case "CREATE" -> into.add(create());
      case "DROP" -> into.add(drop());
      case "ALTER" -> into.add(alter());
      case "EXEC", "EXECUTE" -> into.add(exec());
      case "DECLARE" -> into.add(appLock());
      case "SET" -> set(into);
      case "IF" -> {
        in.want("IF");
        Expr condition = queries.expressions().read();
        List<Statement> then = new ArrayList<>();
        statement(then);
        into.add(new Statement.If(condition, then.getFirst()));
      }
      case "BEGIN", "COMMIT", "ROLLBACK" -> {
        in.next();
        if (!in.took("TRANSACTION")) {
          in.took("TRAN");
        }
        into.add(new Statement.Transaction(verb));
      }
      case "USE" -> {
        in.next();
        into.add(new Statement.Use(in.name()));
      }
      case "WAITFOR" -> {
        in.want("WAITFOR", "DELAY");
        into.add(new Statement.Wait(LocalTime.parse(in.text()).toNanoOfDay() / 1_000_000));
      }
      case "THROW" -> {
        in.next();
        int number = (int) in.whole();
        in.wantSign(",");
        String text = in.text();
        in.wantSign(",");
        into.add(new Statement.Raise(number, (int) in.whole(), text));
      }
      default -> throw in.wrong();
    }
  }

  private Statement insert() {
    in.want("INSERT");
    in.took("INTO");
    List<String> table = in.names();
    List<String> hints = queries.hints();
    List<String> columns = in.peek().sign("(") ? in.list() : List.of();
    List<String> output = output();
    Query rows = in.took("VALUES") ? queries.values() : queries.read();
    return new Statement.Insert(table, hints, columns, output, rows);
  }

  private List<String> output() {
    List<String> columns = new ArrayList<>();
    if (in.took("OUTPUT")) {
      do {
        in.want("inserted");
        in.wantSign(".");
        columns.add(in.name());
      } while (in.tookSign(","));
    }
    return columns;
  }

  private Statement update() {
    in.want("UPDATE");
    List<String> target = in.names();
    List<String> hints = queries.hints();
    in.want("SET");
    List<Assignment> set = new ArrayList<>();
    do {
      List<String> column = in.names();
      in.wantSign("=");
      set.add(new Assignment(column.getLast(), queries.expressions().read()));
    } while (in.tookSign(","));
    List<String> output = output();
    List<From> from = in.took("FROM") ? queries.from() : only(target, hints);
    return new Statement.Update(target, set, output, from, queries.where());
  }

  private static List<From> only(List<String> target, List<String> hints) {
    return List.of(new From(target, null, null, target.getLast(), hints, null, false));
  }

  private Statement delete() {
    in.want("DELETE");
    if (in.took("FROM")) {
      List<String> target = in.names();
      List<String> hints = queries.hints();
      return new Statement.Delete(target, only(target, hints), queries.where());
    }
    List<String> target = in.names();
    in.want("FROM");
    List<From> from = queries.from();
    return new Statement.Delete(target, from, queries.where());
  }

  private Statement create() {
    in.want("CREATE");
    if (in.took("SCHEMA")) {
      return new Statement.CreateSchema(in.name());
    }
    if (in.took("VIEW")) {
      List<String> view = in.names();
      in.want("AS");
      return new Statement.CreateView(view, queries.read());
    }
    if (in.took("PARTITION")) {
      return placing.create();
    }
    Statement index = placing.index(in.took("UNIQUE"));
    if (index != null) {
      return index;
    }
    in.want("TABLE");
    return table();
  }

  private Statement table() {
    List<String> name = in.names();
    List<Definition> columns = new ArrayList<>();
    List<String> key = new ArrayList<>();
    List<Reference> references = new ArrayList<>();
    List<Statement.Check> checks = new ArrayList<>();
    clustered = true;
    in.wantSign("(");
    do {
      if (in.took("CONSTRAINT")) {
        checks.add(placing.check(in.name(), true));
      } else if (in.peek().word("PRIMARY")) {
        primaryKey();
        key.addAll(in.list());
      } else if (in.took("FOREIGN", "KEY")) {
        List<String> own = in.list();
        in.want("REFERENCES");
        List<String> other = in.names();
        in.list();
        references.add(new Reference(own, other));
      } else {
        columns.add(definition(key));
      }
    } while (in.tookSign(","));
    in.wantSign(")");
    Statement.Space space = placing.space();
    if (in.took("TEXTIMAGE_ON")) {
      in.name();
    }
    return new Statement.CreateTable(
        name, columns, key, clustered, references, checks, space, placing.options());
  }

  private void primaryKey() {
    in.want("PRIMARY", "KEY");
    clustered = in.took("CLUSTERED") || !in.took("NONCLUSTERED");
  }

  private Definition definition(List<String> key) {
    String name = in.name();
    if (in.took("AS")) {
      in.wantSign("(");
      Expr computed = queries.expressions().read();
      in.wantSign(")");
      return new Definition(
          name, SqlType.of(dpone.service.tds.wire.Kind.INT), "", true, false, null, null, computed);
    }
    SqlType type = Types.read(in);
    String collation = "";
    boolean nullable = true;
    boolean identity = false;
    Expr fallback = null;
    Expr check = null;
    while (true) {
      if (in.took("COLLATE")) {
        collation = in.name();
      } else if (in.took("NOT", "NULL")) {
        nullable = false;
      } else if (in.took("NULL") || in.took("SPARSE")) {
        nullable = true;
      } else if (in.took("IDENTITY")) {
        identity = true;
        nullable = false;
        if (in.tookSign("(")) {
          in.whole();
          in.wantSign(",");
          in.whole();
          in.wantSign(")");
        }
      } else if (in.took("DEFAULT")) {
        fallback = queries.expressions().read();
      } else if (in.took("CHECK")) {
        in.wantSign("(");
        check = queries.expressions().read();
        in.wantSign(")");
      } else if (in.peek().word("PRIMARY")) {
        primaryKey();
        key.add(name);
        nullable = false;
      } else {
        return new Definition(name, type, collation, nullable, identity, fallback, check, null);
      }
    }
  }

  private Statement drop() {
    in.want("DROP");
    String what = in.name().toUpperCase(Locale.ROOT);
    if (!java.util.Set.of("TABLE", "VIEW", "SCHEMA").contains(what)) {
      throw in.wrong();
    }
    boolean ifExists = in.took("IF", "EXISTS");
    return new Statement.Drop(what, ifExists, in.names());
  }

  private Statement alter() {
    in.want("ALTER");
    if (in.took("DATABASE")) {
      return Recording.database(in);
    }
    if (in.took("PARTITION")) {
      return placing.alter();
    }
    if (in.took("SCHEMA")) {
      String schema = in.name();
      in.want("TRANSFER");
      return new Statement.Transfer(schema, in.names());
    }
    in.want("TABLE");
    List<String> table = in.names();
    if (in.peek().word("ENABLE") || in.peek().word("DISABLE")) {
      boolean on = in.took("ENABLE") || !in.took("DISABLE");
      in.want("CHANGE_TRACKING");
      return new Statement.TrackTable(table, on);
    }
    if (in.took("ALTER", "COLUMN")) {
      String column = in.name();
      SqlType type = Types.read(in);
      boolean nullable = !in.took("NOT", "NULL");
      in.took("NULL");
      return new Statement.AlterColumn(table, column, type, nullable);
    }
    if (in.took("DROP", "COLUMN")) {
      return new Statement.DropColumn(table, in.name());
    }
    if (in.took("SWITCH")) {
      return placing.change(table);
    }
    boolean trusted = !in.took("WITH", "NOCHECK");
    in.want("ADD");
    if (in.peek().word("CONSTRAINT")) {
      return placing.constraint(table, trusted);
    }
    return new Statement.AddColumn(table, definition(new ArrayList<>()));
  }

  private Statement exec() {
    in.next();
    List<String> procedure = in.names();
    if (Recording.knows(procedure)) {
      return Recording.procedure(in, procedure.getLast());
    }
    if (!procedure.getLast().equalsIgnoreCase("sp_rename")) {
      throw new SqlError(
          2812, 16, "Could not find stored procedure '" + procedure.getLast() + "'.");
    }
    in.want("@objname");
    in.wantSign("=");
    String name = in.text();
    in.wantSign(",");
    in.want("@newname");
    in.wantSign("=");
    String to = in.text();
    in.wantSign(",");
    in.want("@objtype");
    in.wantSign("=");
    return new Statement.Rename(name, to, in.text());
  }

  /** The one batch by which the lock is asked for and its answer given. */
  private Statement appLock() {
    in.want("DECLARE", "@got", "int");
    in.wantSign(";");
    in.want("EXEC", "@got");
    in.wantSign("=");
    in.want("sys");
    in.wantSign(".");
    in.want("sp_getapplock", "@Resource");
    in.wantSign("=");
    Expr resource = queries.expressions().read();
    in.wantSign(",");
    in.want("@LockMode");
    in.wantSign("=");
    in.text();
    in.wantSign(",");
    in.want("@LockOwner");
    in.wantSign("=");
    in.text();
    in.wantSign(",");
    in.want("@LockTimeout");
    in.wantSign("=");
    Expr timeout = queries.expressions().read();
    in.wantSign(";");
    in.want("SELECT", "@got");
    return new Statement.AppLock(resource, timeout);
  }

  /** An option is a word or several, and its value the last one. */
  private void set(List<Statement> into) {
    in.want("SET");
    if (in.took("TRANSACTION", "ISOLATION", "LEVEL")) {
      StringBuilder level = new StringBuilder(in.name());
      while (in.peek().kind() == Token.Kind.WORD && !in.peek().word("SET")) {
        level.append(' ').append(in.name());
      }
      into.add(new Statement.SetOption("ISOLATION", level.toString().toUpperCase(Locale.ROOT)));
      return;
    }
    StringBuilder name = new StringBuilder(in.name());
    while (in.tookSign(",")) {
      name.append(',').append(in.name());
    }
    if (in.peek().kind() == Token.Kind.NAME || in.peek(1).sign(".")) {
      name.append(' ').append(String.join(".", in.names()));
    }
    boolean minus = in.tookSign("-");
    Token value = in.next();
    into.add(
        new Statement.SetOption(
            name.toString().toUpperCase(Locale.ROOT), (minus ? "-" : "") + value.text()));
  }
}
