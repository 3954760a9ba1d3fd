package dpone.connector.mssql.type;

import dpone.spi.sink.Fidelity;
import dpone.spi.type.DataType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What columns of a source are read as. */
public final class TypeMapper {
  /**
   * How a type is read.
   *
   * @param type logical type, or null where it is refused
   * @param fidelity how faithful that is
   * @param select the select list's expression, with {@code %s} for the column
   * @param note a rule, or the remedy of a refusal; empty if there is nothing to say
   */
  public record Mapping(@Nullable DataType type, Fidelity fidelity, String select, String note) {
    /** The logical type; empty where it is refused. */
    public Optional<DataType> mapped() {
      return Optional.ofNullable(type);
    }
  }

  private TypeMapper() {}

  /** The mapping of a type; every type has one, if only a refusal. */
  public static Mapping map(MsType type) {
    return switch (type.name()) {
      case "bit" -> exact(new DataType.Bool());
      case "tinyint" -> widening(new DataType.Int(16), "unsigned, 0 to 255");
      case "smallint" -> exact(new DataType.Int(16));
      case "int" -> exact(new DataType.Int(32));
      case "bigint" -> exact(new DataType.Int(64));
      case "decimal", "numeric" -> exact(new DataType.Decimal(type.precision(), type.scale()));
      case "money" -> exact(new DataType.Decimal(19, 4));
      case "smallmoney" -> exact(new DataType.Decimal(10, 4));
      case "real" -> exact(new DataType.FloatingPoint(32));
      case "float" -> exact(new DataType.FloatingPoint(64));
      case "char", "nchar" ->
          new Mapping(
              new DataType.Text(),
              Fidelity.EXACT,
              "%s",
              "with the blanks that fill it up, as the server sends it");
      case "varchar", "nvarchar" -> exact(new DataType.Text());
      case "text", "ntext" -> cast(new DataType.Text(), "nvarchar(max)", "a deprecated type");
      case "binary", "varbinary" -> exact(new DataType.Bytes());
      case "image" -> cast(new DataType.Bytes(), "varbinary(max)", "a deprecated type");
      case "date" -> exact(new DataType.Date());
      case "time" -> exact(new DataType.Time(type.scale()));
      case "datetime2" -> exact(new DataType.Timestamp(type.scale()));
      case "datetime" ->
          cast(
              new DataType.Timestamp(7),
              "datetime2(7)",
              "counts in 1/300 s: read with the digits that it stands for, not rounded to 3");
      case "smalldatetime" -> cast(new DataType.Timestamp(0), "datetime2(0)", "whole minutes");
      case "datetimeoffset" ->
          new Mapping(
              new DataType.TimestampTz(type.scale()),
              Fidelity.LOSSY,
              "SWITCHOFFSET(%s, 0)",
              "the moment is kept, the offset it was written in is not: select"
                  + " DATEPART(TZOFFSET, ...) in a query where it is needed");
      case "uniqueidentifier" -> exact(new DataType.Uuid());
      case "xml" ->
          new Mapping(
              new DataType.Text(),
              Fidelity.LOSSY,
              "CAST(%s AS nvarchar(max))",
              "as the server writes it: white space and declaration were lost when it was stored");
      case "json" -> cast(new DataType.Json(), "nvarchar(max)", "as the server writes it");
      case "timestamp", "rowversion" ->
          new Mapping(
              new DataType.Bytes(),
              Fidelity.EXACT,
              "CAST(%s AS binary(8))",
              "a number of the database that grows with every change, no time");
      case "hierarchyid" ->
          new Mapping(
              new DataType.Text(), Fidelity.LOSSY, "%s.ToString()", "as its path, such as /1/2/");
      case "geometry", "geography" ->
          new Mapping(
              new DataType.Bytes(),
              Fidelity.LOSSY,
              "%s.AsBinaryZM()",
              "as well-known binary with Z and M; the SRID is not kept");
      case "sql_variant" ->
          refused("each row may have a type of its own: CAST the column in a query");
      case "vector" -> refused("CAST it AS json or nvarchar(max) in a query");
      default -> refused("CAST the column to a built-in type in a query, or leave it out");
    };
  }

  private static Mapping exact(DataType type) {
    return new Mapping(type, Fidelity.EXACT, "%s", "");
  }

  private static Mapping widening(DataType type, String note) {
    return new Mapping(type, Fidelity.WIDENING, "%s", note);
  }

  private static Mapping cast(DataType type, String to, String note) {
    return new Mapping(type, Fidelity.EXACT, "CAST(%s AS " + to + ")", note);
  }

  private static Mapping refused(String remedy) {
    return new Mapping(null, Fidelity.LOSSY, "%s", remedy);
  }
}
