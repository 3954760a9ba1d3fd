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

/** Names of what vendors write values as, which neither JSON nor XML have for all of them. */
public final class NativeTypes {
  private NativeTypes() {}

  /** The same stream, its columns named by what their values are written as. */
  public static StreamDefinition named(StreamDefinition stream) {
    return stream.withColumns(stream.columns().stream().map(NativeTypes::named).toList());
  }

  private static ColumnDefinition named(ColumnDefinition column) {
    Field field = column.field();
    return new ColumnDefinition(
        new Field(field.name(), field.type(), field.nullable(), name(column)),
        column.source(),
        column.form());
  }

  /** Every way in which the streams' values are written, once. */
  public static TypeTable table(List<StreamDefinition> streams) {
    Map<List<String>, TypeTable.Row> rows = new LinkedHashMap<>();
    for (StreamDefinition stream : streams) {
      for (ColumnDefinition column : stream.columns()) {
        String type = column.field().type().text();
        rows.putIfAbsent(
            List.of(name(column), type),
            new TypeTable.Row(name(column), type, Fidelity.EXACT, note(column.field().type())));
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
