package dpone.toolkit.format.json;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.StructColumn;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.Epoch;
import dpone.toolkit.format.cell.Refusal;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.PoisonException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Spreads a JSON object over columns. Names are compared as bytes, first with the one that came
 * next in the record before: producers write their fields in one order. Used by one thread.
 */
public final class ObjectReader {
  private final JsonRules rules;
  private final String[] names;
  private final byte[][] plain;
  private final byte[][] quoted;
  private final boolean[] nullable;
  private final JsonCell[] cells;
  private final Column[] columns;
  private final int[] following;
  private final int[] table;
  private final int rest;
  private final ByteOutput restText = new ByteOutput(64);
  private @Nullable Object boundTo;

  /**
   * A reader.
   *
   * @param fields the columns
   * @param ignored fields that are known and have no column
   * @param epochs unit of a column that is a number, by name; null for none
   */
  public ObjectReader(
      List<Field> fields,
      Collection<String> ignored,
      Function<String, @Nullable Epoch> epochs,
      JsonRules rules) {
    this.rules = rules;
    int count = fields.size();
    int known = count + ignored.size();
    names = new String[count];
    plain = new byte[known][];
    quoted = new byte[count][];
    nullable = new boolean[count];
    cells = new JsonCell[count];
    columns = new Column[count];
    following = new int[count + 1];
    rest = fields.stream().map(Field::name).toList().indexOf(rules.restColumn());
    table = new int[Integer.highestOneBit(Math.max(1, known)) * 4];
    Arrays.fill(table, -1);
    JsonCells types = new JsonCells(rules);
    for (int i = 0; i < count; i++) {
      Field field = fields.get(i);
      names[i] = field.name();
      plain[i] = field.name().getBytes(StandardCharsets.UTF_8);
      quoted[i] = quoted(field.name());
      nullable[i] = field.nullable();
      cells[i] = types.of(field.type(), epochs.apply(field.name()));
      following[i] = i;
      if (i != rest) {
        enter(i);
      }
    }
    int next = count;
    for (String name : ignored) {
      plain[next] = name.getBytes(StandardCharsets.UTF_8);
      enter(next++);
    }
  }

  private void enter(int index) {
    int slot = hash(plain[index], 0, plain[index].length) & table.length - 1;
    while (table[slot] >= 0) {
      slot = slot + 1 & table.length - 1;
    }
    table[slot] = index;
  }

  /** The name as a producer writes it; what cannot be found so is found by its characters. */
  private static byte[] quoted(String name) {
    boolean escaped = name.chars().anyMatch(c -> c < ' ' || c == '"' || c == '\\');
    return (escaped ? "\0" : '"' + name + '"').getBytes(StandardCharsets.UTF_8);
  }

  /** Goes on with the columns of a batch; {@code places} has the index of each. */
  public void bind(ColumnBatch batch, int[] places) {
    if (boundTo != batch) {
      for (int i = 0; i < columns.length; i++) {
        columns[i] = batch.column(places[i]);
      }
      boundTo = batch;
    }
  }

  void bind(StructColumn struct) {
    if (boundTo != struct) {
      for (int i = 0; i < columns.length; i++) {
        columns[i] = struct.field(i);
      }
      boundTo = struct;
    }
  }

  /**
   * Appends one cell to each column.
   *
   * @param row index of the row that is being filled
   * @param depth objects and arrays around this one
   */
  public void read(JsonCursor in, int row, int depth) {
    if (in.peek() != '{') {
      throw in.wrongType("object");
    }
    in.deeper(depth);
    in.advance();
    restText.truncate(0);
    int filled = 0;
    int before = 0;
    if (in.peek() == '}') {
      in.advance();
    } else {
      do {
        in.peek();
        int start = in.position();
        int i = name(in, before);
        in.colon();
        if (i < 0) {
          unknown(in, start, depth);
        } else if (i >= columns.length) {
          in.skipValue(depth + 1);
        } else {
          filled += value(in, i, row, depth);
          before = i + 1;
        }
      } while (in.more('}'));
    }
    if (rest >= 0) {
      rest();
      filled++;
    }
    if (filled < columns.length) {
      missing(row);
    }
  }

  /** Appends a null to each column. */
  public void nulls(int row) {
    missing(row);
  }

  private int name(JsonCursor in, int before) {
    int guess = following[before];
    if (guess < quoted.length && guess != rest && in.skipName(quoted[guess])) {
      return guess;
    }
    in.string();
    int found = find(in.text, in.from, in.to);
    if (found >= 0 && found < columns.length) {
      following[before] = found;
    }
    return found;
  }

  private int find(byte[] text, int from, int to) {
    int slot = hash(text, from, to) & table.length - 1;
    while (table[slot] >= 0) {
      byte[] name = plain[table[slot]];
      if (Arrays.equals(name, 0, name.length, text, from, to)) {
        return table[slot];
      }
      slot = slot + 1 & table.length - 1;
    }
    return -1;
  }

  private static int hash(byte[] text, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + text[i];
    }
    return hash ^ hash >>> 15;
  }

  private int value(JsonCursor in, int i, int row, int depth) {
    Column column = columns[i];
    int added = 1;
    if (column.rows() > row) {
      if (!rules.lastWins()) {
        throw new PoisonException(FormatCode.FIELD_TWICE, null, "the field is there twice")
            .in(names[i]);
      }
      column.truncate(row);
      added = 0;
    }
    try {
      if (in.peek() != 'n') {
        cells[i].read(in, column, depth + 1);
      } else if (nullable[i]) {
        in.nullLiteral();
        column.appendNull();
      } else {
        throw new PoisonException(FormatCode.VALUE_MISSING, null, "the value is null");
      }
    } catch (PoisonException e) {
      throw e.in(names[i]);
    }
    return added;
  }

  private void unknown(JsonCursor in, int start, int depth) {
    if (rules.unknown() == JsonRules.Unknown.FAIL) {
      throw new PoisonException(
          FormatCode.FIELD_UNKNOWN,
          Refusal.text(in.text, in.from, in.to),
          "the record has a field without column");
    }
    in.skipValue(depth + 1);
    if (rest >= 0) {
      restText.write(restText.length() == 0 ? '{' : ',');
      restText.write(in.data(), start, in.position() - start);
    }
  }

  private void rest() {
    if (restText.length() == 0) {
      columns[rest].appendNull();
      return;
    }
    restText.write('}');
    ((BytesColumn) columns[rest]).append(restText.array(), 0, restText.length());
  }

  private void missing(int row) {
    for (int i = 0; i < columns.length; i++) {
      if (columns[i].rows() > row) {
        continue;
      }
      if (!nullable[i]) {
        throw new PoisonException(FormatCode.VALUE_MISSING, null, "the field is missing")
            .in(names[i]);
      }
      columns[i].appendNull();
    }
  }
}
