package dpone.connector.vendors.plain;

import dpone.spi.certify.TypeTable;
import dpone.spi.sink.Fidelity;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.format.cell.NumberForm;
import dpone.toolkit.http.api.ColumnDefinition;
import dpone.toolkit.http.api.StreamDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Names of what vendors write values as, which neither JSON nor XML have for all of them. */
public final class NativeTypes {
  private NativeTypes() {}

  /** The same stream, its columns named by what their values are written as. */
  public static StreamDefinition named(StreamDefinition stream) {
    return stream.withColumns(
        stream.columns().stream().map(column -> named(column, name(column))).toList());
  }

  /**
   * The same for columns that a manifest declares: a pattern is the manifest's own, so that it is
   * no name of a type.
   */
  public static StreamDefinition declared(StreamDefinition stream) {
    return stream.withColumns(
        stream.columns().stream().map(column -> named(column, declared(column))).toList());
  }

  private static ColumnDefinition named(ColumnDefinition column, String name) {
    Field field = column.field();
    return new ColumnDefinition(
        new Field(field.name(), field.type(), field.nullable(), name),
        column.source(),
        column.form());
  }

  private static String declared(ColumnDefinition column) {
    String pattern = column.form().pattern();
    String name = name(column);
    return pattern == null
        ? name
        : name.substring(0, name.length() - pattern.length()) + "by a pattern";
  }

  /** Every way in which the streams' values are written, once. */
  public static TypeTable table(List<StreamDefinition> streams) {
    return rows(streams, NativeTypes::name);
  }

  /** Every way in which values of declared columns are written, once. */
  public static TypeTable declaredTable(StreamDefinition stream) {
    return rows(List.of(stream), NativeTypes::declared);
  }

  private static TypeTable rows(
      List<StreamDefinition> streams, Function<ColumnDefinition, String> names) {
    Map<List<String>, TypeTable.Row> rows = new LinkedHashMap<>();
    for (StreamDefinition stream : streams) {
      for (ColumnDefinition column : stream.columns()) {
        String type = column.field().type().text();
        String name = names.apply(column);
        rows.putIfAbsent(
            List.of(name, type),
            new TypeTable.Row(name, type, Fidelity.EXACT, note(column.field().type())));
      }
    }
    List<TypeTable.Row> all = List.copyOf(rows.values());
    return () -> all;
  }

  private static String name(ColumnDefinition column) {
    CellForm form = column.form();
    if (column.source() instanceof ColumnDefinition.Source.OfRequest) {
      return "part of the request: " + of(column.field().type());
    }
    String name = of(column.field().type());
    if (form.numbers() == NumberForm.COMMA) {
      name += " with a decimal comma";
    }
    if (form.numbers() == NumberForm.POINT) {
      name += " with a decimal point and separated thousands";
    }
    if (form.epoch() != null) {
      name += " in " + form.epoch().name().toLowerCase(Locale.ROOT) + " since 1970";
    }
    if (form.pattern() != null) {
      name += " " + form.pattern();
    }
    return name;
  }

  private static String of(DataType type) {
    return switch (type) {
      case DataType.Text t -> "text";
      case DataType.Int t -> "whole number";
      case DataType.Decimal t -> "number";
      case DataType.FloatingPoint t -> "measure";
      case DataType.Bool t -> "true or false";
      case DataType.Date t -> "day";
      case DataType.Timestamp t -> "time";
      case DataType.TimestampTz t -> "time";
      case DataType.Json t -> "object or list";
      default -> type.text();
    };
  }

  private static String note(DataType type) {
    return switch (type) {
      case DataType.Decimal t -> "a value with more digits cannot be moved, and is never rounded";
      case DataType.FloatingPoint t -> "an estimate or an average, which the vendor computes so";
      case DataType.Json t -> "as the vendor writes it";
      default -> "";
    };
  }
}
