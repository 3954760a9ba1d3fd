package dpone.connector.mssql.type;

import dpone.spi.sink.Fidelity;
import dpone.spi.type.DataType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What columns of a target can hold which logical types. */
public final class TypeFit {
  private static final int UINT64_DIGITS = 20;
  private static final int MOST_DIGITS = 38;
  private static final int MOST_SECOND_DIGITS = 7;

  /**
   * The type of a new column.
   *
   * @param type of the column
   * @param fidelity how faithful it is
   * @param note why, if there is something to say; else empty
   */
  public record Choice(MsType type, Fidelity fidelity, String note) {}

  private TypeFit() {}

  /** The type of a new column; empty where there is none for it. */
  public static Optional<Choice> natural(DataType type) {
    return Optional.ofNullable(
        switch (type) {
          case DataType.Bool ignored -> exact(MsType.of("bit"));
          case DataType.Int whole ->
              switch (whole.bits()) {
                case 8, 16 -> exact(MsType.of("smallint"));
                case 32 -> exact(MsType.of("int"));
                default -> exact(MsType.of("bigint"));
              };
          case DataType.UInt64 ignored ->
              widening(MsType.decimal(UINT64_DIGITS, 0), "there is no unsigned bigint");
          case DataType.FloatingPoint number ->
              new Choice(
                  MsType.of(number.bits() == 32 ? "real" : "float"),
                  Fidelity.EXACT,
                  "NaN and infinities have no place here: such a row is rejected");
          case DataType.Decimal decimal ->
              decimal.precision() <= MOST_DIGITS
                  ? exact(MsType.decimal(decimal.precision(), decimal.scale()))
                  : widening(
                      MsType.sized("nvarchar", MsType.MAX),
                      "a decimal has at most 38 digits here, so that it is kept as text");
          case DataType.AnyDecimal ignored ->
              widening(
                  MsType.sized("nvarchar", MsType.MAX),
                  "a decimal of any size is kept as text; make the column decimal(p,s) where all"
                      + " values fit");
          case DataType.Text ignored -> exact(MsType.sized("nvarchar", MsType.MAX));
          case DataType.Enumeration ignored ->
              widening(MsType.sized("nvarchar", MsType.MAX), "the list of values is not kept");
          case DataType.Json ignored ->
              widening(MsType.sized("nvarchar", MsType.MAX), "the text itself, unchanged");
          case DataType.Bytes ignored -> exact(MsType.sized("varbinary", MsType.MAX));
          case DataType.Date ignored -> exact(MsType.of("date"));
          case DataType.Time time -> second("time", time.precision());
          case DataType.Timestamp stamp -> second("datetime2", stamp.precision());
          case DataType.TimestampTz stamp -> second("datetimeoffset", stamp.precision());
          case DataType.Uuid ignored -> exact(MsType.of("uniqueidentifier"));
          case DataType.Interval ignored -> null;
          case DataType.Array ignored -> null;
          case DataType.Mapping ignored -> null;
          case DataType.Struct ignored -> null;
        });
  }

  private static Choice exact(MsType type) {
    return new Choice(type, Fidelity.EXACT, "");
  }

  private static Choice widening(MsType type, String note) {
    return new Choice(type, Fidelity.WIDENING, note);
  }

  private static Choice second(String name, int digits) {
    return digits <= MOST_SECOND_DIGITS
        ? exact(MsType.scaled(name, digits))
        : new Choice(
            MsType.scaled(name, MOST_SECOND_DIGITS),
            Fidelity.LOSSY,
            "a second has at most 7 digits here; the others are cut off");
  }

  /** How faithfully an existing column holds a type; empty where it cannot at all. */
  public static Optional<Fidelity> fits(DataType type, MsType column) {
    Optional<Choice> own = natural(type);
    if (own.isEmpty()) {
      return Optional.empty();
    }
    if (own.get().type().equals(column)) {
      return Optional.of(own.get().fidelity());
    }
    return Optional.ofNullable(
        switch (type) {
          case DataType.Bool ignored -> whole(column, 1);
          case DataType.Int number -> whole(column, number.bits());
          case DataType.UInt64 ignored -> digits(column, UINT64_DIGITS, 0);
          case DataType.FloatingPoint number ->
              switch (column.name()) {
                case "float" -> number.bits() == 32 ? Fidelity.WIDENING : Fidelity.EXACT;
                case "real" -> number.bits() == 32 ? Fidelity.EXACT : Fidelity.LOSSY;
                default -> null;
              };
          case DataType.Decimal decimal ->
              decimal.precision() <= MOST_DIGITS
                  ? digits(column, decimal.precision(), decimal.scale())
                  : text(column);
          case DataType.AnyDecimal ignored ->
              column.name().equals("decimal") || column.name().equals("numeric")
                  ? null
                  : text(column);
          case DataType.Text ignored -> text(column);
          case DataType.Enumeration ignored -> text(column);
          case DataType.Json ignored ->
              column.name().equals("json") ? Fidelity.LOSSY : text(column);
          case DataType.Bytes ignored ->
              switch (column.name()) {
                case "varbinary" -> Fidelity.WIDENING;
                case "binary" -> Fidelity.LOSSY;
                default -> null;
              };
          case DataType.Date ignored ->
              switch (column.name()) {
                case "datetime2" -> Fidelity.WIDENING;
                default -> null;
              };
          case DataType.Time time -> seconds(column, "time", time.precision());
          case DataType.Timestamp stamp -> seconds(column, "datetime2", stamp.precision());
          case DataType.TimestampTz stamp -> seconds(column, "datetimeoffset", stamp.precision());
          case DataType.Uuid ignored -> null;
          case DataType.Interval ignored -> null;
          case DataType.Array ignored -> null;
          case DataType.Mapping ignored -> null;
          case DataType.Struct ignored -> null;
        });
  }

  private static @Nullable Fidelity whole(MsType column, int bits) {
    return switch (column.name()) {
      case "smallint" -> bits <= 16 ? Fidelity.WIDENING : null;
      case "int" -> bits <= 32 ? Fidelity.WIDENING : null;
      case "bigint" -> Fidelity.WIDENING;
      case "bit", "tinyint" -> null;
      default -> digits(column, bits == 1 ? 1 : bits <= 16 ? 5 : bits == 32 ? 10 : 19, 0);
    };
  }

  private static @Nullable Fidelity digits(MsType column, int precision, int scale) {
    boolean decimal = column.name().equals("decimal") || column.name().equals("numeric");
    boolean holds =
        decimal
            && column.scale() >= scale
            && column.precision() - column.scale() >= precision - scale;
    return holds ? Fidelity.WIDENING : null;
  }

  /** A text that is too long for the column is an error of the server, never cut. */
  private static @Nullable Fidelity text(MsType column) {
    return switch (column.name()) {
      case "nvarchar" -> Fidelity.WIDENING;
      // What the code page lacks becomes a question mark; a column may have a UTF-8 collation.
      case "varchar" -> Fidelity.LOSSY;
      case "nchar", "char" -> Fidelity.LOSSY;
      default -> null;
    };
  }

  private static @Nullable Fidelity seconds(MsType column, String name, int digits) {
    if (column.name().equals(name)) {
      return column.scale() >= digits ? Fidelity.WIDENING : Fidelity.LOSSY;
    }
    boolean legacy = column.name().equals("datetime") || column.name().equals("smalldatetime");
    return legacy && name.equals("datetime2") ? Fidelity.LOSSY : null;
  }
}
