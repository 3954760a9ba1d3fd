package dpone.toolkit.format.json;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.StructColumn;
import dpone.spi.type.DataType;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.format.cell.Epoch;
import dpone.toolkit.format.cell.NumberForm;
import dpone.toolkit.format.cell.TextCell;
import dpone.toolkit.format.cell.TextCells;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.PoisonException;
import java.util.List;

/** How a JSON value becomes a cell of each type. */
final class JsonCells {
  private final JsonRules rules;

  JsonCells(JsonRules rules) {
    this.rules = rules;
  }

  JsonCell of(DataType type, CellForm form) {
    Epoch epoch = form.epoch();
    return switch (type) {
      case DataType.Bool t -> JsonCells::bool;
      case DataType.Json t -> JsonCells::raw;
      case DataType.Array t -> array(t);
      case DataType.Mapping t -> map(t);
      case DataType.Struct t -> struct(t);
      case DataType.Int t -> number(type, form);
      case DataType.UInt64 t -> number(type, form);
      case DataType.FloatingPoint t -> number(type, form);
      case DataType.Decimal t -> number(type, form);
      case DataType.AnyDecimal t -> number(type, form);
      case DataType.Date t when epoch != null || form.pattern() != null -> number(type, form);
      case DataType.Time t when epoch != null || form.pattern() != null -> number(type, form);
      case DataType.Timestamp t when epoch != null || form.pattern() != null -> number(type, form);
      case DataType.TimestampTz t when epoch != null || form.pattern() != null ->
          number(type, form);
      default -> string(type, form);
    };
  }

  private TextCell text(DataType type, CellForm form) {
    return TextCells.of(type, form, rules.hex())
        .orElseThrow(() ->
            FormatCode.TYPE_UNSUPPORTED.error("JSON has no text form of " + type.text()).build());
  }

  private JsonCell string(DataType type, CellForm form) {
    TextCell cell = text(type, form);
    String name = "string for a column of type " + type.text();
    return (in, column, depth) -> {
      if (in.peek() != '"') {
        throw in.wrongType(name);
      }
      in.string();
      cell.append(in.text, in.from, in.to, column);
    };
  }

  /** A cell of text, some of which means null. */
  static JsonCell orNull(JsonCell cell, List<String> nulls, boolean isNullable) {
    byte[][] texts = nulls.stream().map(ObjectReader::quoted).toArray(byte[][]::new);
    return (in, column, depth) -> {
      for (byte[] text : texts) {
        if (in.peek() == '"' && in.skipName(text)) {
          if (!isNullable) {
            throw new PoisonException(FormatCode.VALUE_MISSING, null, "the value means null");
          }
          column.appendNull();
          return;
        }
      }
      cell.read(in, column, depth);
    };
  }

  private JsonCell number(DataType type, CellForm form) {
    TextCell quoted = text(type, form);
    // A number without quotes can only be one of JSON.
    TextCell cell = text(type, form.with(NumberForm.PLAIN));
    String name = type.text();
    return (in, column, depth) -> {
      int b = in.peek();
      if (b == '"') {
        // Many producers quote what would not survive a floating-point number at their readers.
        in.string();
        quoted.append(in.text, in.from, in.to, column);
        return;
      }
      if (b == '-' || (b >= '0' && b <= '9')) {
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
    JsonCell element = of(type.element(), CellForm.STANDARD);
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
    TextCell key = text(type.key(), CellForm.STANDARD);
    JsonCell value = of(type.value(), CellForm.STANDARD);
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
    ObjectReader fields =
        new ObjectReader(type.fields(), List.of(), name -> CellForm.STANDARD, rules.inner());
    return (in, column, depth) -> {
      StructColumn struct = (StructColumn) column;
      fields.bind(struct);
      fields.read(in, struct.rows(), depth);
      struct.endStruct();
    };
  }
}
