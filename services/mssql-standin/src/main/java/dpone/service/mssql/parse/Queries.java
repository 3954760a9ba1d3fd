package dpone.service.mssql.parse;

import dpone.service.mssql.parse.Query.From;
import dpone.service.mssql.parse.Query.Item;
import dpone.service.mssql.parse.Query.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads queries. */
final class Queries {
  private static final Set<String> AFTER_TABLE =
      Set.of(
          "WHERE", "ORDER", "GROUP", "HAVING", "JOIN", "LEFT", "INNER", "ON", "WITH", "EXCEPT",
          "UNION", "SET", "CROSS", "OPTION", "FOR");

  private final Cursor in;
  private final Expressions expressions;

  Queries(Cursor in) {
    this.in = in;
    this.expressions = new Expressions(in, this);
  }

  Expressions expressions() {
    return expressions;
  }

  Query read() {
    Query left = select();
    while (true) {
      if (in.took("EXCEPT")) {
        left = new Query.Combined(true, left, select());
      } else if (in.took("UNION", "ALL")) {
        left = new Query.Combined(false, left, select());
      } else {
        return left;
      }
    }
  }

  private Query select() {
    in.want("SELECT");
    long top = -1;
    if (in.took("TOP")) {
      in.wantSign("(");
      top = in.whole();
      in.wantSign(")");
    }
    List<Item> items = new ArrayList<>();
    if (!in.tookSign("*")) {
      do {
        items.add(item());
      } while (in.tookSign(","));
    }
    List<From> from = in.took("FROM") ? from() : List.of();
    Expr where = in.took("WHERE") ? expressions.read() : null;
    List<Expr> group = new ArrayList<>();
    if (in.took("GROUP", "BY")) {
      do {
        group.add(expressions.read());
      } while (in.tookSign(","));
    }
    Expr having = in.took("HAVING") ? expressions.read() : null;
    return new Query.Select(top, items, from, where, group, having, order());
  }

  List<Order> order() {
    List<Order> order = new ArrayList<>();
    if (in.took("ORDER", "BY")) {
      do {
        Expr by = expressions.read();
        boolean descending = in.took("DESC");
        if (!descending) {
          in.took("ASC");
        }
        order.add(new Order(by, descending));
      } while (in.tookSign(","));
    }
    return order;
  }

  private Item item() {
    Expr expr = expressions.read();
    if (in.took("AS")) {
      return new Item(expr, in.name());
    }
    return new Item(expr, expr instanceof Expr.Ref ref ? ref.name() : "");
  }

  List<From> from() {
    List<From> all = new ArrayList<>();
    all.add(table(false, false));
    while (true) {
      boolean left = in.took("LEFT", "JOIN") || in.took("LEFT", "OUTER", "JOIN");
      if (left || in.took("JOIN") || in.took("INNER", "JOIN")) {
        all.add(table(true, left));
      } else if (in.took("CROSS", "JOIN")) {
        all.add(table(false, false));
      } else {
        return all;
      }
    }
  }

  private From table(boolean joined, boolean left) {
    List<String> name = List.of();
    List<Expr> arguments = null;
    Query query = null;
    if (in.tookSign("(")) {
      query = in.took("VALUES") ? values() : read();
      in.wantSign(")");
    } else {
      name = in.names();
      if (name.size() == 1 && name.getFirst().equalsIgnoreCase("CHANGETABLE")) {
        in.wantSign("(");
        in.want("CHANGES");
        name = new ArrayList<>(name);
        name.addAll(in.names());
        in.wantSign(",");
        arguments = List.of(expressions.read());
        in.wantSign(")");
      } else if (in.tookSign("(")) {
        arguments = new ArrayList<>();
        do {
          arguments.add(expressions.read());
        } while (in.tookSign(","));
        in.wantSign(")");
      }
    }
    String alias = alias(name);
    List<String> hints = hints();
    Expr on = null;
    if (joined) {
      in.want("ON");
      on = expressions.read();
    }
    return new From(name, arguments, query, alias, hints, on, left);
  }

  private String alias(List<String> name) {
    boolean given = in.took("AS");
    Token token = in.peek();
    boolean word =
        token.kind() == Token.Kind.NAME
            || (token.kind() == Token.Kind.WORD
                && !AFTER_TABLE.contains(token.text().toUpperCase(Locale.ROOT)));
    if (given || word) {
      return in.name();
    }
    return name.isEmpty() ? "" : name.getLast();
  }

  List<String> hints() {
    List<String> hints = new ArrayList<>();
    if (in.took("WITH")) {
      in.wantSign("(");
      do {
        hints.add(in.name().toUpperCase(Locale.ROOT));
      } while (in.tookSign(","));
      in.wantSign(")");
    }
    return hints;
  }

  Query.Values values() {
    List<List<Expr>> rows = new ArrayList<>();
    do {
      in.wantSign("(");
      List<Expr> row = new ArrayList<>();
      do {
        row.add(expressions.read());
      } while (in.tookSign(","));
      in.wantSign(")");
      rows.add(row);
    } while (in.tookSign(","));
    return new Query.Values(rows);
  }

  @Nullable Expr where() {
    return in.took("WHERE") ? expressions.read() : null;
  }
}
