package dpone.connector.kafka.format.csv;

import dpone.connector.kafka.format.codec.Operation;
import dpone.connector.kafka.format.codec.RecordEncoder;
import dpone.spi.batch.CellState;
import dpone.spi.batch.Column;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.Refusal;
import dpone.toolkit.format.cell.TextForms;
import dpone.toolkit.format.cell.Utf8;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.Poison;
import dpone.toolkit.format.codec.PoisonException;
import dpone.toolkit.format.csv.CsvRules;
import dpone.toolkit.format.json.JsonText;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one line a record, without line break. */
final class CsvEncoder implements RecordEncoder {
  private final List<Field> fields;
  private final int[] cells;
  private final TextForms.Form[] forms;
  private final CsvRules rules;
  private final byte[] nothing;
  private final ByteOutput text = new ByteOutput(64);

  CsvEncoder(List<Field> fields, int[] cells, CsvRules rules) {
    this.fields = List.copyOf(fields);
    this.cells = cells.clone();
    this.rules = rules;
    this.nothing = rules.nullBytes();
    this.forms =
        fields.stream()
            .map(
                f -> TextForms.of(f.type(), rules.hex()).orElseGet(() -> JsonText.writer(f.type())))
            .toArray(TextForms.Form[]::new);
  }

  @Override
  public @Nullable Poison encode(ColumnBatch batch, int row, Operation operation, ByteOutput out) {
    try {
      for (int i = 0; i < forms.length; i++) {
        if (i > 0) {
          out.write(rules.delimiter());
        }
        try {
          field(i, batch.column(cells[i]), row, out);
        } catch (PoisonException e) {
          throw e.in(fields.get(i).name());
        }
      }
      return null;
    } catch (PoisonException e) {
      return e.poison();
    }
  }

  private void field(int index, Column column, int row, ByteOutput out) {
    CellState state = column.state(row);
    if (state == CellState.NULL) {
      out.write(nothing);
      return;
    }
    if (state == CellState.UNCHANGED) {
      throw Refusal.malformed("the change does not carry the value");
    }
    text.truncate(0);
    forms[index].write(column, row, text);
    Utf8.check(text.array(), 0, text.length());
    if (isBare()) {
      out.write(text.array(), 0, text.length());
      return;
    }
    if (rules.quote() < 0) {
      throw new PoisonException(
          FormatCode.VALUE_OUT_OF_RANGE,
          Refusal.text(text.array(), 0, text.length()),
          "csv without quotes cannot hold the value");
    }
    out.write(rules.quote());
    for (int i = 0; i < text.length(); i++) {
      int b = text.array()[i];
      if (b == rules.quote()) {
        out.write(b);
      }
      out.write(b);
    }
    out.write(rules.quote());
  }

  private boolean isBare() {
    byte[] bytes = text.array();
    for (int i = 0; i < text.length(); i++) {
      int b = bytes[i];
      if (b == rules.delimiter() || b == rules.quote() || b == '\n' || b == '\r') {
        return false;
      }
    }
    return !Arrays.equals(bytes, 0, text.length(), nothing, 0, nothing.length);
  }
}
