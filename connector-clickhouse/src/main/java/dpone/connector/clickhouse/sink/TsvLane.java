package dpone.connector.clickhouse.sink;

import dpone.connector.clickhouse.sql.Sql;
import dpone.connector.clickhouse.target.PlannedColumn;
import dpone.spi.batch.WireFormat;
import dpone.spi.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Lines of PostgreSQL's COPY text, read by the server as TabSeparated: which types pass without a
 * value becoming another. Pure.
 */
final class TsvLane {
  /** The format of a source that offers it; its layout is the names of the columns' types. */
  static final String FORMAT = "postgres-copy-text";

  private static final Set<String> TEXTS =
      Set.of("text", "varchar", "bpchar", "name", "json", "jsonb");

  private TsvLane() {}

  /** What keeps rows of that format from passing undecoded; empty if nothing does. */
  static List<String> objections(WireFormat format, List<PlannedColumn> columns) {
    if (!format.name().equals(FORMAT)) {
      return List.of("the format " + format.name() + " is not read by the server");
    }
    String[] types = format.layout().split(",", -1);
    if (types.length != columns.size()) {
      return List.of("the layout has " + types.length + " columns, " + columns.size() + " arrive");
    }
    List<String> objections = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      PlannedColumn column = columns.get(i);
      boolean takesNull = column.type().startsWith("Nullable(");
      if (!column.staged()) {
        objections.add(column.name() + " is left out");
      } else if (column.source().nullable() && !takesNull) {
        objections.add(column.name() + " takes no null");
      } else if (!passes(types[i], bare(column.type()), column.source().type())) {
        objections.add(column.name() + " is " + types[i] + " and " + column.type());
      }
    }
    return objections;
  }

  private static String bare(String type) {
    return type.startsWith("Nullable(") ? type.substring(9, type.length() - 1) : type;
  }

  private static boolean passes(String from, String to, DataType type) {
    if (TEXTS.contains(from)) {
      return to.equals("String");
    }
    return switch (from) {
      case "int2" -> Set.of("Int16", "Int32", "Int64").contains(to);
      case "int4" -> Set.of("Int32", "Int64").contains(to);
      case "int8" -> to.equals("Int64");
      case "bool" -> to.equals("Bool");
      case "float4" -> to.equals("Float32");
      case "float8" -> to.equals("Float64");
      case "uuid" -> to.equals("UUID");
      case "numeric" ->
          type instanceof DataType.Decimal decimal
              && to.equals("Decimal(" + decimal.precision() + ", " + decimal.scale() + ")");
      case "date" -> to.equals("Date32");
      case "timestamp", "timestamptz" -> to.equals("DateTime64(6, 'UTC')");
      default -> false;
    };
  }

  /**
   * A condition on rows that may have been changed: the server moves a date that it cannot hold to
   * the nearest one, so that a row with one of those two is not to be trusted. Empty if no column
   * needs it.
   */
  static String doubtful(List<String> names, List<String> types) {
    List<String> doubts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = Sql.name(names.get(i));
      String type = bare(types.get(i));
      if (type.equals("Date32")) {
        doubts.add(name + " IN (toDate32('1900-01-01'), toDate32('2299-12-31'))");
      } else if (type.startsWith("DateTime64")) {
        doubts.add("toUnixTimestamp64Second(" + name + ") NOT BETWEEN -2208988799 AND 10413791998");
      }
    }
    return String.join(" OR ", doubts);
  }
}
