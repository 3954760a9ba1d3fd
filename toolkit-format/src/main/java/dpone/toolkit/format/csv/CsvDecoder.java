package dpone.toolkit.format.csv;

import dpone.spi.batch.Column;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.DeclaredColumns;
import dpone.toolkit.format.cell.Refusal;
import dpone.toolkit.format.cell.TextCell;
import dpone.toolkit.format.cell.TextCells;
import dpone.toolkit.format.cell.Utf8;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.Poison;
import dpone.toolkit.format.codec.PoisonException;
import dpone.toolkit.format.codec.RecordDecoder;
import dpone.toolkit.format.json.JsonText;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one line a record. */
public final class CsvDecoder implements RecordDecoder {
  private final List<Field> fields;
  private final CsvRules rules;
  private final byte[] nothing;
  private final int[] targets;
  private final TextCell[] cells;
  private final ByteOutput unquoted = new ByteOutput(64);
  private byte[] data = {};
  private int at;
  private int end;

  /**
   * A decoder.
   *
   * @param declared every field of a line, in order
   * @param wanted the columns wanted
   * @param first index of the first of them in the batches; the others follow it
   */
  public CsvDecoder(DeclaredColumns declared, List<Field> wanted, int first, CsvRules rules) {
    this.fields = declared.fields();
    this.rules = rules;
    this.nothing = rules.nullBytes();
    this.targets = new int[fields.size()];
    this.cells = new TextCell[fields.size()];
    List<String> names = wanted.stream().map(Field::name).toList();
    for (int i = 0; i < targets.length; i++) {
      Field field = fields.get(i);
      int place = names.indexOf(field.name());
      targets[i] = place < 0 ? -1 : first + place;
      cells[i] =
          TextCells.of(field.type(), declared.form(field.name()), rules.hex())
              .orElseGet(() -> JsonText.reader(field.type()));
    }
  }

  @Override
  public @Nullable Poison decode(byte[] source, int offset, int length, ColumnBatch batch) {
    data = source;
    at = offset;
    end = offset + length;
    // A producer may end the line, as in a file.
    if (end > at && data[end - 1] == '\n') {
      end--;
    }
    if (end > at && data[end - 1] == '\r') {
      end--;
    }
    try {
      for (int i = 0; i < targets.length; i++) {
        try {
          field(i, batch);
        } catch (PoisonException e) {
          throw e.in(fields.get(i).name());
        }
      }
      if (at <= end) {
        throw Refusal.malformed("the line has more fields than the " + fields.size() + " declared");
      }
      return null;
    } catch (PoisonException e) {
      return e.poison();
    }
  }

  /** After the last field the place is behind the end. */
  private void field(int index, ColumnBatch batch) {
    if (at > end) {
      throw Refusal.malformed("the line has only " + index + " of " + fields.size() + " fields");
    }
    if (at < end && data[at] == rules.quote()) {
      quoted();
      next();
      append(index, unquoted.array(), 0, unquoted.length(), batch);
      return;
    }
    int from = at;
    while (at < end && data[at] != rules.delimiter()) {
      if (data[at] == '\n' || data[at] == '\r' || data[at] == rules.quote()) {
        throw Refusal.malformed("a quote or line break stands in a field without quotes");
      }
      at++;
    }
    int to = at;
    next();
    if (Arrays.equals(data, from, to, nothing, 0, nothing.length)) {
      if (targets[index] >= 0) {
        nothing(index, batch.column(targets[index]));
      }
      return;
    }
    append(index, data, from, to, batch);
  }

  private void nothing(int index, Column column) {
    if (!fields.get(index).nullable()) {
      throw new PoisonException(FormatCode.VALUE_MISSING, null, "the value is null");
    }
    column.appendNull();
  }

  private void quoted() {
    unquoted.truncate(0);
    at++;
    while (true) {
      int from = at;
      while (at < end && data[at] != rules.quote()) {
        at++;
      }
      if (at == end) {
        throw Refusal.malformed("a quoted field has no end");
      }
      unquoted.write(data, from, at - from);
      at++;
      if (at == end || data[at] != rules.quote()) {
        return;
      }
      unquoted.write(rules.quote());
      at++;
    }
  }

  private void next() {
    if (at < end && data[at] != rules.delimiter()) {
      throw Refusal.malformed("text stands behind the quotes of a field");
    }
    at++;
  }

  private void append(int index, byte[] text, int from, int to, ColumnBatch batch) {
    if (targets[index] < 0) {
      return;
    }
    Utf8.check(text, from, to);
    cells[index].append(text, from, to, batch.column(targets[index]));
  }
}
