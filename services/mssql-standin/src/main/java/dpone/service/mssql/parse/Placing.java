package dpone.service.mssql.parse;

import dpone.service.tds.wire.SqlType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what places tables and indexes, and moves partitions between tables. */
final class Placing {
  private final Cursor in;
  private final Queries queries;

  Placing(Cursor in, Queries queries) {
    this.in = in;
    this.queries = queries;
  }

  /** What comes after CREATE PARTITION. */
  Statement create() {
    if (in.took("FUNCTION")) {
      String name = in.name();
      in.wantSign("(");
      SqlType type = Types.read(in);
      in.wantSign(")");
      in.want("AS", "RANGE");
      boolean right = in.took("RIGHT");
      if (!right) {
        in.took("LEFT");
      }
      in.want("FOR", "VALUES");
      in.wantSign("(");
      List<Expr> bounds = new ArrayList<>();
      while (!in.tookSign(")")) {
        bounds.add(queries.expressions().read());
        in.tookSign(",");
      }
      return new Statement.CreateFunction(name, type, right, bounds);
    }
    in.want("SCHEME");
    String name = in.name();
    in.want("AS", "PARTITION");
    String function = in.name();
    in.want("ALL", "TO");
    return new Statement.CreateScheme(name, function, in.list());
  }

  /** What comes after ALTER PARTITION. */
  Statement alter() {
    in.want("FUNCTION");
    String name = in.name();
    in.wantSign("(");
    in.wantSign(")");
    boolean split = in.took("SPLIT");
    if (!split) {
      in.want("MERGE");
    }
    in.want("RANGE");
    in.wantSign("(");
    Expr bound = queries.expressions().read();
    in.wantSign(")");
    return new Statement.AlterFunction(name, split, bound);
  }

  /** What comes after CREATE and perhaps UNIQUE; null where it is no index. */
  @Nullable Statement index(boolean unique) {
    boolean clustered = in.took("CLUSTERED");
    if (!clustered) {
      in.took("NONCLUSTERED");
    }
    boolean columns = clustered && in.took("COLUMNSTORE");
    if (!in.took("INDEX")) {
      return null;
    }
    String name = in.name();
    in.want("ON");
    List<String> table = in.names();
    List<Statement.Key> keys = columns ? List.of() : keys();
    List<String> included = in.took("INCLUDE") ? in.list() : List.of();
    Expr where = queries.where();
    Map<Integer, String> compression = options();
    return new Statement.CreateIndex(
        name,
        table,
        keys,
        included,
        unique,
        columns ? 5 : clustered ? 1 : 2,
        where,
        space(),
        compression);
  }

  private List<Statement.Key> keys() {
    List<Statement.Key> keys = new ArrayList<>();
    in.wantSign("(");
    do {
      String name = in.name();
      boolean descending = in.took("DESC");
      if (!descending) {
        in.took("ASC");
      }
      keys.add(new Statement.Key(name, descending));
    } while (in.tookSign(","));
    in.wantSign(")");
    return keys;
  }

  /** ON, or null. */
  Statement.@Nullable Space space() {
    if (!in.took("ON")) {
      return null;
    }
    String name = in.name();
    return new Statement.Space(name, in.peek().sign("(") ? in.list().getFirst() : "");
  }

  /** WITH of a table or an index: how partitions are compressed, 0 for what is not divided. */
  Map<Integer, String> options() {
    Map<Integer, String> compression = new LinkedHashMap<>();
    if (!in.took("WITH")) {
      return compression;
    }
    in.wantSign("(");
    do {
      in.want("DATA_COMPRESSION");
      in.wantSign("=");
      String how = in.name();
      if (in.took("ON", "PARTITIONS")) {
        numbers().forEach(number -> compression.put(number, how));
      } else if (!how.equalsIgnoreCase("NONE")) {
        compression.put(0, how);
      }
    } while (in.tookSign(","));
    in.wantSign(")");
    return compression;
  }

  private List<Integer> numbers() {
    List<Integer> numbers = new ArrayList<>();
    in.wantSign("(");
    do {
      numbers.add((int) in.whole());
    } while (in.tookSign(","));
    in.wantSign(")");
    return numbers;
  }

  /** TRUNCATE TABLE. */
  Statement truncate() {
    in.want("TRUNCATE", "TABLE");
    List<String> table = in.names();
    List<Integer> partitions = List.of();
    if (in.took("WITH")) {
      in.wantSign("(");
      in.want("PARTITIONS");
      partitions = numbers();
      in.wantSign(")");
    }
    return new Statement.Truncate(table, partitions);
  }

  /** A constraint after ADD. */
  Statement constraint(List<String> table, boolean trusted) {
    in.want("CONSTRAINT");
    String name = in.name();
    if (in.peek().word("CHECK")) {
      return new Statement.AddCheck(table, check(name, trusted));
    }
    boolean primary = in.took("PRIMARY", "KEY");
    if (!primary) {
      in.want("UNIQUE");
    }
    boolean clustered = in.took("CLUSTERED") || (!in.took("NONCLUSTERED") && primary);
    List<Statement.Key> keys = keys();
    Map<Integer, String> compression = options();
    return new Statement.AddKey(table, name, primary, clustered, keys, space(), compression);
  }

  Statement.Check check(String name, boolean trusted) {
    in.want("CHECK");
    in.wantSign("(");
    Expr holds = queries.expressions().read();
    in.wantSign(")");
    return new Statement.Check(name, holds, trusted);
  }

  /** What comes after ALTER TABLE, its name and SWITCH. */
  Statement change(List<String> table) {
    int from = in.took("PARTITION") ? (int) in.whole() : 0;
    in.want("TO");
    List<String> target = in.names();
    int to = in.took("PARTITION") ? (int) in.whole() : 0;
    return new Statement.Switch(table, from, target, to);
  }
}
