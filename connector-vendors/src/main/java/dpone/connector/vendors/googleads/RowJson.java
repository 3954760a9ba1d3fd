package dpone.connector.vendors.googleads;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Writes rows as JSON objects with a field a column: whole numbers with every digit, enums by name,
 * nothing where the API says nothing. Used by one thread.
 */
final class RowJson {
  private final byte[][] names;
  private final List<List<FieldDescriptor>> paths;
  private final ByteOutput out = new ByteOutput(512);

  RowJson(RowFields fields) {
    this.paths = fields.paths();
    this.names = new byte[paths.size()][];
    for (int i = 0; i < names.length; i++) {
      String name = RowFields.column(fields.fields().get(i));
      names[i] = ('"' + name + "\":").getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** The row's object, until the next one is written. */
  ByteOutput write(Message row) {
    out.truncate(0);
    out.write('{');
    boolean first = true;
    for (int i = 0; i < names.length; i++) {
      int before = out.length();
      if (!first) {
        out.write(',');
      }
      out.write(names[i]);
      if (found(row, paths.get(i))) {
        first = false;
      } else {
        out.truncate(before);
      }
    }
    out.write('}');
    return out;
  }

  private boolean found(Message row, List<FieldDescriptor> path) {
    Message at = row;
    int last = path.size() - 1;
    for (int i = 0; i < last; i++) {
      FieldDescriptor step = path.get(i);
      if (!at.hasField(step)) {
        return false;
      }
      at = (Message) at.getField(step);
    }
    FieldDescriptor field = path.get(last);
    if (field.hasPresence() && !at.hasField(field)) {
      return false;
    }
    value(field, at.getField(field));
    return true;
  }

  private void value(FieldDescriptor field, Object value) {
    if (field.isRepeated()) {
      out.write('[');
      boolean first = true;
      for (Object one : (List<?>) value) {
        if (!first) {
          out.write(',');
        }
        first = false;
        one(one);
      }
      out.write(']');
    } else {
      one(value);
    }
  }

  private void one(Object value) {
    switch (value) {
      case String text -> text(text);
      case EnumValueDescriptor word -> text(word.getName());
      case ByteString bytes -> text(Base64.getEncoder().encodeToString(bytes.toByteArray()));
      case Double number when !Double.isFinite(number) -> text(number.toString());
      case Float number when !Float.isFinite(number) -> text(number.toString());
      case Message message -> message(message);
      default -> out.write(value.toString());
    }
  }

  /** A message inside of a row, by the names of its definition; nothing for what is not set. */
  private void message(Message message) {
    out.write('{');
    boolean first = true;
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      if (!first) {
        out.write(',');
      }
      first = false;
      text(entry.getKey().getName());
      out.write(':');
      value(entry.getKey(), entry.getValue());
    }
    out.write('}');
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    JsonText.string(bytes, 0, bytes.length, out);
  }
}
