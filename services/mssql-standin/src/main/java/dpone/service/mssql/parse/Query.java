package dpone.service.mssql.parse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What gives rows. */
public sealed interface Query {
  /**
   * SELECT.
   *
   * @param top rows at most; -1 for all
   * @param items the list; a single {@code *} is empty
   * @param from what is read
   * @param where condition or null
   * @param group GROUP BY
   * @param having condition or null
   * @param order ORDER BY
   */
  record Select(
      long top,
      List<Item> items,
      List<From> from,
      @Nullable Expr where,
      List<Expr> group,
      @Nullable Expr having,
      List<Order> order)
      implements Query {}

  /** Rows of the one that the other has not, or all rows of both. */
  record Combined(boolean except, Query left, Query right) implements Query {}

  /** Rows that stand in the statement. */
  record Values(List<List<Expr>> rows) implements Query {}

  /** A column of the list; the name is empty where there is none. */
  record Item(Expr expr, String name) {}

  /** A column of the order. */
  record Order(Expr expr, boolean descending) {}

  /**
   * A table, function or query that is read.
   *
   * @param name parts of the name; empty for a query
   * @param arguments of a function of tables, else null
   * @param query or null
   * @param alias or the last part of the name
   * @param hints WITH
   * @param on condition, or null for the first
   * @param left whether rows without a partner stay
   */
  record From(
      List<String> name,
      @Nullable List<Expr> arguments,
      @Nullable Query query,
      String alias,
      List<String> hints,
      @Nullable Expr on,
      boolean left) {}
}
