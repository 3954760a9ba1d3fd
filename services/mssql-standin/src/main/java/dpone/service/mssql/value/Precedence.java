package dpone.service.mssql.value;

import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.util.List;
import java.util.Set;

/** Which type two values of different ones have in common. */
public final class Precedence {
  private static final int MOST_DIGITS = 38;
  private static final List<Kind> FROM_LOW =
      List.of(
          Kind.BINARY,
          Kind.VARBINARY,
          Kind.CHAR,
          Kind.VARCHAR,
          Kind.NCHAR,
          Kind.NVARCHAR,
          Kind.UNIQUEIDENTIFIER,
          Kind.ROWVERSION,
          Kind.IMAGE,
          Kind.TEXT,
          Kind.NTEXT,
          Kind.BIT,
          Kind.TINYINT,
          Kind.SMALLINT,
          Kind.INT,
          Kind.BIGINT,
          Kind.SMALLMONEY,
          Kind.MONEY,
          Kind.NUMERIC,
          Kind.DECIMAL,
          Kind.REAL,
          Kind.FLOAT,
          Kind.TIME,
          Kind.DATE,
          Kind.SMALLDATETIME,
          Kind.DATETIME,
          Kind.DATETIME2,
          Kind.DATETIMEOFFSET,
          Kind.JSON,
          Kind.XML,
          Kind.UDT,
          Kind.SQL_VARIANT);
  private static final Set<Kind> WHOLE =
      Set.of(Kind.BIT, Kind.TINYINT, Kind.SMALLINT, Kind.INT, Kind.BIGINT);

  private Precedence() {}

  /** The type of a value that is the one or the other. */
  public static SqlType common(SqlType left, SqlType right) {
    if (exact(left) && exact(right)) {
      SqlType a = decimal(left);
      SqlType b = decimal(right);
      int scale = Math.max(a.scale(), b.scale());
      int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
      return SqlType.decimal(Math.min(MOST_DIGITS, whole + scale), scale);
    }
    boolean leftWins = FROM_LOW.indexOf(left.kind()) >= FROM_LOW.indexOf(right.kind());
    SqlType winner = leftWins ? left : right;
    SqlType other = leftWins ? right : left;
    boolean longer =
        winner.kind() == other.kind()
            && (other.length() > winner.length() || other.scale() > winner.scale());
    return longer ? other : winner;
  }

  private static boolean exact(SqlType type) {
    return (type.kind() == Kind.DECIMAL
            || type.kind() == Kind.NUMERIC
            || WHOLE.contains(type.kind()))
        && type.kind() != Kind.BIT;
  }

  /** The type of a sum, difference, product, quotient or remainder. */
  public static SqlType result(String operator, SqlType left, SqlType right) {
    if (isWhole(left) && isWhole(right)) {
      return FROM_LOW.indexOf(left.kind()) >= FROM_LOW.indexOf(right.kind()) ? left : right;
    }
    if (!exact(left) || !exact(right)) {
      return common(left, right);
    }
    SqlType a = decimal(left);
    SqlType b = decimal(right);
    return switch (operator) {
      case "*" -> bounded(a.precision() + b.precision() + 1, a.scale() + b.scale());
      case "/" -> {
        int scale = Math.max(6, a.scale() + b.precision() + 1);
        yield bounded(a.precision() - a.scale() + b.scale() + scale, scale);
      }
      default -> {
        int scale = Math.max(a.scale(), b.scale());
        int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        yield bounded(whole + scale + 1, scale);
      }
    };
  }

  private static SqlType bounded(int precision, int scale) {
    if (precision <= MOST_DIGITS) {
      return SqlType.decimal(precision, scale);
    }
    int whole = precision - scale;
    int kept = Math.max(Math.min(scale, 6), MOST_DIGITS - whole);
    return SqlType.decimal(MOST_DIGITS, Math.min(scale, kept));
  }

  /** Whether it is a whole number. */
  public static boolean isWhole(SqlType type) {
    return WHOLE.contains(type.kind());
  }

  /** The decimal that holds every value of a number. */
  private static SqlType decimal(SqlType type) {
    return switch (type.kind()) {
      case TINYINT -> SqlType.decimal(3, 0);
      case SMALLINT -> SqlType.decimal(5, 0);
      case INT -> SqlType.decimal(10, 0);
      case BIGINT -> SqlType.decimal(19, 0);
      default -> type;
    };
  }
}
