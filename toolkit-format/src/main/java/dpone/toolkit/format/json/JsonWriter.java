package dpone.toolkit.format.json;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.StructColumn;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.Refusal;
import dpone.toolkit.format.cell.TextForms;
import dpone.toolkit.format.cell.Utf8;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.PoisonException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a cell as JSON. Used by one thread. */
@FunctionalInterface
public interface JsonWriter {
  /** Appends the cell, which is not null. */
  void write(Column column, int row, ByteOutput out);

  /**
   * How a type is written.
   *
   * @param hex whether bytes are hexadecimal instead of base64
   */
  static JsonWriter of(DataType type, boolean hex) {
    return switch (type) {
      case DataType.Json t -> json();
      case DataType.Array t -> array(of(t.element(), hex));
      case DataType.Mapping t -> map(form(t.key(), hex), of(t.value(), hex));
      case DataType.Struct t -> struct(t.fields(), hex);
      case DataType.Text t -> JsonWriter::string;
      case DataType.Enumeration t -> JsonWriter::string;
      case DataType.FloatingPoint t -> floating(form(type, hex));
      case DataType.AnyDecimal t -> anyDecimal();
      case DataType.Bool t -> form(type, hex)::write;
      case DataType.Int t -> form(type, hex)::write;
      case DataType.UInt64 t -> form(type, hex)::write;
      case DataType.Decimal t -> form(type, hex)::write;
      default -> quoted(form(type, hex));
    };
  }

  private static TextForms.Form form(DataType type, boolean hex) {
    return TextForms.of(type, hex)
        .orElseThrow(() ->
            FormatCode.TYPE_UNSUPPORTED
                .error("JSON cannot have a name of type " + type.text())
                .build());
  }

  private static JsonWriter quoted(TextForms.Form form) {
    return (column, row, out) -> {
      out.write('"');
      form.write(column, row, out);
      out.write('"');
    };
  }

  private static JsonWriter floating(TextForms.Form form) {
    return (column, row, out) -> {
      boolean finite = Double.isFinite(((DoubleColumn) column).get(row));
      if (!finite) {
        out.write('"');
      }
      form.write(column, row, out);
      if (!finite) {
        out.write('"');
      }
    };
  }

  private static JsonWriter anyDecimal() {
    return (column, row, out) -> {
      BytesColumn bytes = (BytesColumn) column;
      int start = bytes.start(row);
      int first = bytes.data()[start];
      int second = bytes.end(row) - start > 1 ? bytes.data()[start + 1] : first;
      boolean finite = first != 'N' && first != 'I' && second != 'I';
      if (!finite) {
        out.write('"');
      }
      out.write(bytes.data(), start, bytes.end(row) - start);
      if (!finite) {
        out.write('"');
      }
    };
  }

  private static JsonWriter json() {
    JsonCursor cursor = new JsonCursor();
    return (column, row, out) -> {
      BytesColumn bytes = (BytesColumn) column;
      int start = bytes.start(row);
      // A text that is no JSON would break the whole record, not only its field.
      cursor.open(bytes.data(), start, bytes.end(row) - start);
      cursor.skipValue(0);
      cursor.end();
      out.write(bytes.data(), start, bytes.end(row) - start);
    };
  }

  private static void string(Column column, int row, ByteOutput out) {
    BytesColumn bytes = (BytesColumn) column;
    string(bytes.data(), bytes.start(row), bytes.end(row), out);
  }

  /** Appends UTF-8 as a JSON string, quotes included. */
  static void string(byte[] data, int from, int to, ByteOutput out) {
    out.write('"');
    int start = from;
    int at = from;
    while (at < to) {
      int b = data[at];
      if (b < 0) {
        at = Utf8.next(data, at, to);
      } else if (b < 0x20 || b == '"' || b == '\\') {
        out.write(data, start, at - start);
        escape(b, out);
        start = ++at;
      } else {
        at++;
      }
    }
    out.write(data, start, to - start);
    out.write('"');
  }

  private static void escape(int b, ByteOutput out) {
    switch (b) {
      case '\n' -> out.write("\\n");
      case '\r' -> out.write("\\r");
      case '\t' -> out.write("\\t");
      case '"' -> out.write("\\\"");
      case '\\' -> out.write("\\\\");
      default -> out.write(String.format("\\u%04x", b));
    }
  }

  private static JsonWriter array(JsonWriter element) {
    return (column, row, out) -> {
      ListColumn list = (ListColumn) column;
      Column elements = list.elements();
      out.write('[');
      for (int i = list.start(row); i < list.end(row); i++) {
        if (i > list.start(row)) {
          out.write(',');
        }
        value(element, elements, i, out);
      }
      out.write(']');
    };
  }

  private static JsonWriter map(TextForms.Form key, JsonWriter value) {
    ByteOutput name = new ByteOutput(32);
    return (column, row, out) -> {
      ListColumn list = (ListColumn) column;
      StructColumn entries = (StructColumn) list.elements();
      out.write('{');
      for (int i = list.start(row); i < list.end(row); i++) {
        if (i > list.start(row)) {
          out.write(',');
        }
        if (entries.field(0).isNull(i)) {
          throw new PoisonException(
              FormatCode.VALUE_MISSING,
              null,
              "the key of a map is null, and JSON has no such name");
        }
        name.truncate(0);
        key.write(entries.field(0), i, name);
        string(name.array(), 0, name.length(), out);
        out.write(':');
        value(value, entries.field(1), i, out);
      }
      out.write('}');
    };
  }

  private static JsonWriter struct(List<Field> fields, boolean hex) {
    JsonWriter[] writers = fields.stream().map(f -> of(f.type(), hex)).toArray(JsonWriter[]::new);
    byte[][] names = names(fields);
    return (column, row, out) -> {
      StructColumn struct = (StructColumn) column;
      out.write('{');
      for (int i = 0; i < writers.length; i++) {
        out.write(names[i]);
        try {
          value(writers[i], struct.field(i), row, out);
        } catch (PoisonException e) {
          throw e.in(fields.get(i).name());
        }
      }
      out.write('}');
    };
  }

  /** Each field's name as it stands in an object, with the comma before and the colon after it. */
  static byte[][] names(List<Field> fields) {
    byte[][] names = new byte[fields.size()][];
    for (int i = 0; i < names.length; i++) {
      ByteOutput out = new ByteOutput(32);
      if (i > 0) {
        out.write(',');
      }
      byte[] name = fields.get(i).name().getBytes(StandardCharsets.UTF_8);
      string(name, 0, name.length, out);
      out.write(':');
      names[i] = out.toByteArray();
    }
    return names;
  }

  /** Appends a cell that may be null. */
  static void value(JsonWriter writer, Column column, int row, ByteOutput out) {
    switch (column.state(row)) {
      case NULL -> out.write("null");
      case VALUE -> writer.write(column, row, out);
      case UNCHANGED -> throw Refusal.malformed("the change does not carry the value");
    }
  }
}
