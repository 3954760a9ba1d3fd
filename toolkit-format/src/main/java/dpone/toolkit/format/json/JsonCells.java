package dpone.toolkit.format.json;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.StructColumn;
import dpone.spi.type.DataType;
import dpone.toolkit.format.cell.Epoch;
import dpone.toolkit.format.cell.TextCell;
import dpone.toolkit.format.cell.TextCells;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.PoisonException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a JSON value becomes a cell of each type. */
final class JsonCells {
  private final JsonRules rules;

  JsonCells(JsonRules rules) {
    this.rules = rules;
  }

  JsonCell of(DataType type, @Nullable Epoch epoch) {
    return switch (type) {
      case DataType.Bool t -> JsonCells::bool;
      case DataType.Json t -> JsonCells::raw;
      case DataType.Array t -> array(t);
      case DataType.Mapping t -> map(t);
      case DataType.Struct t -> struct(t);
      case DataType.Int t -> number(type, null);
      case DataType.UInt64 t -> number(type, null);
      case DataType.FloatingPoint t -> number(type, null);
      case DataType.Decimal t -> number(type, null);
      case DataType.AnyDecimal t -> number(type, null);
      case DataType.Date t when epoch != null -> number(type, epoch);
      case DataType.Time t when epoch != null -> number(type, epoch);
      case DataType.Timestamp t when epoch != null -> number(type, epoch);
      case DataType.TimestampTz t when epoch != null -> number(type, epoch);
      default -> string(type);
    };
  }

  private TextCell text(DataType type, @Nullable Epoch epoch) {
    return TextCells.of(type, epoch, rules.hex())
        .orElseThrow(() ->
            FormatCode.TYPE_UNSUPPORTED.error("JSON has no text form of " + type.text()).build());
  }

  private JsonCell string(DataType type) {
    TextCell cell = text(type, null);
    String name = "string for a column of type " + type.text();
    return (in, column, depth) -> {
      if (in.peek() != '"') {
        throw in.wrongType(name);
      }
      in.string();
      cell.append(in.text, in.from, in.to, column);
    };
  }

  private JsonCell number(DataType type, @Nullable Epoch epoch) {
    TextCell cell = text(type, epoch);
    String name = type.text();
    return (in, column, depth) -> {
      int b = in.peek();
      if (b == '"') {
        // Many producers quote what would not survive a floating-point number at their readers.
        in.string();
      } else if (b == '-' || (b >= '0' && b <= '9')) {
        in.number();
      } else {
        throw in.wrongType(name);
      }
      cell.append(in.text, in.from, in.to, column);
    };
  }

  private static void bool(JsonCursor in, Column column, int depth) {
    int b = in.peek();
    if (b != 't' && b != 'f') {
      throw in.wrongType("bool");
    }
    ((IntColumn) column).append(in.bool() ? 1 : 0);
  }

  private static void raw(JsonCursor in, Column column, int depth) {
    in.peek();
    int start = in.position();
    in.skipValue(depth);
    ((BytesColumn) column).append(in.data(), start, in.position() - start);
  }

  private JsonCell array(DataType.Array type) {
    JsonCell element = of(type.element(), null);
    return (in, column, depth) -> {
      if (in.peek() != '[') {
        throw in.wrongType("array");
      }
      in.deeper(depth);
      in.advance();
      ListColumn list = (ListColumn) column;
      if (in.peek() == ']') {
        in.advance();
        list.endList();
        return;
      }
      try {
        do {
          if (in.peek() == 'n') {
            in.nullLiteral();
            list.elements().appendNull();
          } else {
            element.read(in, list.elements(), depth + 1);
          }
        } while (in.more(']'));
      } catch (PoisonException e) {
        throw e.in("[]");
      }
      list.endList();
    };
  }

  private JsonCell map(DataType.Mapping type) {
    TextCell key = text(type.key(), null);
    JsonCell value = of(type.value(), null);
    return (in, column, depth) -> {
      if (in.peek() != '{') {
        throw in.wrongType("object");
      }
      in.deeper(depth);
      in.advance();
      ListColumn list = (ListColumn) column;
      if (in.peek() == '}') {
        in.advance();
        list.endList();
        return;
      }
      StructColumn entries = (StructColumn) list.elements();
      try {
        do {
          in.string();
          key.append(in.text, in.from, in.to, entries.field(0));
          in.colon();
          if (in.peek() == 'n') {
            in.nullLiteral();
            entries.field(1).appendNull();
          } else {
            value.read(in, entries.field(1), depth + 1);
          }
          entries.endStruct();
        } while (in.more('}'));
      } catch (PoisonException e) {
        throw e.in("[]");
      }
      list.endList();
    };
  }

  private JsonCell struct(DataType.Struct type) {
    ObjectReader fields = new ObjectReader(type.fields(), List.of(), name -> null, rules.inner());
    return (in, column, depth) -> {
      StructColumn struct = (StructColumn) column;
      fields.bind(struct);
      fields.read(in, struct.rows(), depth);
      struct.endStruct();
    };
  }
}
