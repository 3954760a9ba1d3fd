package dpone.connector.kafka.format.raw;

import dpone.connector.kafka.format.codec.EnvelopeFacts;
import dpone.connector.kafka.format.codec.RecordEncoder;
import dpone.connector.kafka.format.codec.Samples;
import dpone.connector.kafka.format.codec.ValueFormat;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.CellState;
import dpone.spi.batch.Column;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.TextForms;
import dpone.toolkit.format.cell.Utf8;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.Poison;
import dpone.toolkit.format.codec.PoisonException;
import dpone.toolkit.format.codec.RecordDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One column: the value as it is, or the value as text. */
public final class RawFormat implements ValueFormat {
  private final boolean isText;
  private final Field field;

  /**
   * The format.
   *
   * @param isText whether the bytes are UTF-8
   * @param column name of the column
   */
  public RawFormat(boolean isText, String column) {
    this.isText = isText;
    this.field = new Field(column, isText ? new DataType.Text() : new DataType.Bytes(), true, "");
  }

  @Override
  public String name() {
    return isText ? "text" : "bytes";
  }

  @Override
  public List<Field> columns(String topic, Samples samples) {
    return List.of(field);
  }

  @Override
  public RecordDecoder decoder(String topic, List<Field> columns, int first) {
    boolean wanted = !columns.isEmpty();
    return (data, offset, length, batch) -> {
      if (isText) {
        try {
          Utf8.check(data, offset, offset + length);
        } catch (PoisonException e) {
          return e.in(field.name()).poison();
        }
      }
      if (wanted) {
        batch.bytes(first).append(data, offset, length);
      }
      return null;
    };
  }

  @Override
  public void check(String topic, List<Field> columns) {
    form(columns);
  }

  private TextForms.Form form(List<Field> columns) {
    if (columns.size() != 1) {
      throw FormatCode.TYPE_UNSUPPORTED
          .error(
              "records of format "
                  + name()
                  + " are one column, and the stream has "
                  + columns.size())
          .remedy("select one column in the source, or choose another value.format")
          .build();
    }
    DataType type = columns.get(0).type();
    if (type instanceof DataType.Bytes || type instanceof DataType.Json) {
      return RawFormat::slice;
    }
    if (!isText && !(type instanceof DataType.Text)) {
      throw FormatCode.TYPE_UNSUPPORTED
          .error("column " + columns.get(0).name() + " of type " + type.text() + " is no bytes")
          .remedy("set value.format to text")
          .build();
    }
    return TextForms.of(type, false)
        .orElseThrow(() ->
            FormatCode.TYPE_UNSUPPORTED.error("there is no text form of " + type.text()).build());
  }

  private static void slice(Column column, int row, ByteOutput out) {
    BytesColumn bytes = (BytesColumn) column;
    out.write(bytes.data(), bytes.start(row), bytes.end(row) - bytes.start(row));
  }

  @Override
  public RecordEncoder encoder(
      String topic, List<Field> columns, int[] cells, EnvelopeFacts facts) {
    TextForms.Form form = form(columns);
    return (batch, row, operation, out) -> encode(form, batch.column(cells[0]), row, out);
  }

  private @Nullable Poison encode(TextForms.Form form, Column column, int row, ByteOutput out) {
    if (column.state(row) != CellState.VALUE) {
      return new Poison(
          FormatCode.VALUE_MISSING,
          field.name(),
          "",
          "the value is null, and a record without value is a tombstone");
    }
    int start = out.length();
    form.write(column, row, out);
    if (isText) {
      try {
        Utf8.check(out.array(), start, out.length());
      } catch (PoisonException e) {
        return e.in(field.name()).poison();
      }
    }
    return null;
  }
}
