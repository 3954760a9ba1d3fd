package dpone.service.mssql.parse;

import dpone.service.tds.wire.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression or a condition. */
public sealed interface Expr {
  /** A column, with the alias before it or an empty one. */
  record Ref(String alias, String name) implements Expr {}

  /** A value that stands in the statement. */
  record Literal(SqlType type, @Nullable Object value) implements Expr {}

  /** A parameter by its place from 0. */
  record Param(int index) implements Expr {}

  /** A variable of the server, such as {@code @@TRANCOUNT}. */
  record Variable(String name) implements Expr {}

  /** A function; the first argument of some is a part of a date. */
  record Call(String name, List<Expr> arguments) implements Expr {}

  /** A method of a value of the CLR. */
  record Method(Expr of, String name) implements Expr {}

  /** COUNT and its kin; null counts rows. */
  record Aggregate(String name, @Nullable Expr of) implements Expr {}

  /**
   * A function over the rows of a partition.
   *
   * @param of what is looked at; null for ROW_NUMBER
   */
  record Window(String name, @Nullable Expr of, List<Expr> partition, List<Query.Order> order)
      implements Expr {}

  /** CAST and CONVERT; style 0 where none is given. */
  record Cast(Expr of, SqlType type, int style) implements Expr {}

  /** CASE WHEN. */
  record Case(List<When> whens, @Nullable Expr otherwise) implements Expr {}

  /** A branch of CASE. */
  record When(Expr condition, Expr value) {}

  /** Arithmetic or a comparison. */
  record Binary(String operator, Expr left, Expr right) implements Expr {}

  /** A minus in front. */
  record Minus(Expr of) implements Expr {}

  /** AND or OR. */
  record Both(boolean and, Expr left, Expr right) implements Expr {}

  /** NOT. */
  record Not(Expr of) implements Expr {}

  /** IS NULL. */
  record IsNull(Expr of) implements Expr {}

  /** IN. */
  record In(Expr of, List<Expr> among) implements Expr {}

  /** IN over the one column of a query. */
  record InQuery(Expr of, Query query) implements Expr {}

  /** LIKE with an escape character or none. */
  record Like(Expr of, Expr pattern, @Nullable Expr escape) implements Expr {}

  /** EXISTS. */
  record Exists(Query query) implements Expr {}

  /** A query of one value. */
  record Scalar(Query query) implements Expr {}
}
