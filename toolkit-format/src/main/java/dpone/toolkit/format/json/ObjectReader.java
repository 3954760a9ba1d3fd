package dpone.toolkit.format.json;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.StructColumn;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.format.cell.RecordColumn;
import dpone.toolkit.format.cell.Refusal;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.PoisonException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Spreads a JSON object over columns. Names are compared as bytes, first with the one that came
 * next in the record before: producers write their fields in one order. Used by one thread.
 */
public final class ObjectReader {
  private final JsonRules rules;
  private final String[] names;
  private final byte[][] quoted;
  private final boolean[] nullable;
  private final JsonCell[] cells;
  private final Column[] columns;
  private final int[] following;
  private final NameTable table;
  private final int rest;
  private final int[] own;
  private final @Nullable ObjectReader @Nullable [] groups;
  private final int groupCount;
  private final ByteOutput restText = new ByteOutput(64);
  private @Nullable Object boundTo;

  /**
   * A reader.
   *
   * @param fields the columns
   * @param ignored fields that are known and have no column
   * @param forms how the values of a column are written, by its name
   */
  public ObjectReader(
      List<Field> fields,
      Collection<String> ignored,
      Function<String, CellForm> forms,
      JsonRules rules) {
    this(Level.flat(fields, forms), ignored, rules);
  }

  /**
   * A reader of columns that may lie inside of nested objects and arrays.
   *
   * @param columns none of them the whole record
   * @param ignored fields that are known and have no column
   * @throws dpone.spi.error.DponeException FORMAT_OPTION when two columns have one place
   */
  public static ObjectReader of(
      List<RecordColumn> columns, Collection<String> ignored, JsonRules rules) {
    return new ObjectReader(Level.of(columns), ignored, rules);
  }

  ObjectReader(Level level, Collection<String> ignored, JsonRules rules) {
    this.rules = rules;
    List<Field> fields = level.fields();
    int count = fields.size();
    List<String> others = level.others(ignored);
    int known = count + others.size();
    own = level.places();
    names = new String[count];
    quoted = new byte[known][];
    nullable = new boolean[count];
    cells = new JsonCell[count];
    columns = new Column[count];
    following = new int[known + 1];
    rest = fields.stream().map(Field::name).toList().indexOf(rules.restColumn());
    table = new NameTable(known);
    JsonCells types = new JsonCells(rules);
    for (int i = 0; i < count; i++) {
      Field field = fields.get(i);
      names[i] = field.name();
      quoted[i] = quoted(level.member(i));
      nullable[i] = field.nullable();
      JsonCell cell = types.of(field.type(), level.form(i));
      List<String> nulls = level.form(i).nullTexts();
      cells[i] = nulls.isEmpty() ? cell : JsonCells.orNull(cell, nulls, field.nullable());
      following[i] = i;
      if (i != rest) {
        table.add(i, level.member(i));
      }
    }
    int next = count;
    for (String name : others) {
      quoted[next] = quoted(name);
      following[next] = next;
      table.add(next++, name);
    }
    following[known] = known;
    groups = level.isFlat() ? null : groups(level, others);
    groupCount = level.groups();
  }

  private @Nullable ObjectReader[] groups(Level level, List<String> others) {
    @Nullable ObjectReader[] below = new ObjectReader[names.length + others.size()];
    for (int i = 0; i < below.length; i++) {
      Level inner =
          level.below(i < columns.length ? level.member(i) : others.get(i - names.length));
      below[i] = inner == null ? null : new ObjectReader(inner, List.of(), rules.inner());
    }
    return below;
  }

  /** The name as a producer writes it; what cannot be found so is found by its characters. */
  static byte[] quoted(String name) {
    boolean escaped = name.chars().anyMatch(c -> c < ' ' || c == '"' || c == '\\');
    return (escaped ? "\0" : '"' + name + '"').getBytes(StandardCharsets.UTF_8);
  }

  /** Goes on with the columns of a batch; {@code places} has the index of each. */
  public void bind(ColumnBatch batch, int[] places) {
    if (boundTo != batch) {
      for (int i = 0; i < columns.length; i++) {
        columns[i] = batch.column(places[own[i]]);
      }
      if (groups != null) {
        for (ObjectReader group : groups) {
          if (group != null) {
            group.bind(batch, places);
          }
        }
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
    int entered = 0;
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
        } else {
          before = i + 1;
          if (groups != null && groups[i] != null) {
            filled += both(in, i, row, depth);
            entered++;
          } else if (i >= columns.length) {
            in.skipValue(depth + 1);
          } else {
            filled += value(in, i, row, depth);
          }
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
    if (entered != groupCount || rules.lastWins()) {
      groupsMissing(row);
    }
  }

  /** Appends a null to each column that has no cell yet. */
  public void nulls(int row) {
    missing(row);
    groupsMissing(row);
  }

  private void groupsMissing(int row) {
    if (groups != null) {
      for (ObjectReader group : groups) {
        if (group != null) {
          group.nulls(row);
        }
      }
    }
  }

  /** A value inside of which there are columns, and which may be one itself. */
  private int both(JsonCursor in, int i, int row, int depth) {
    int added = 0;
    if (i < columns.length) {
      in.peek();
      int start = in.position();
      added = value(in, i, row, depth);
      in.back(start);
    }
    Objects.requireNonNull(Objects.requireNonNull(groups)[i]).inside(in, row, depth + 1);
    return added;
  }

  private void inside(JsonCursor in, int row, int depth) {
    if (hasCells(row)) {
      if (!rules.lastWins()) {
        throw new PoisonException(FormatCode.FIELD_TWICE, null, "the field is there twice")
            .in(anyName());
      }
      truncate(row);
    }
    switch (in.peek()) {
      case '{' -> read(in, row, depth);
      case '[' -> {
        elements(in, row, depth);
        nulls(row);
      }
      case 'n' -> {
        in.nullLiteral();
        nulls(row);
      }
      default -> throw in.wrongType("object").in(anyName());
    }
  }

  private void elements(JsonCursor in, int row, int depth) {
    in.deeper(depth);
    in.advance();
    if (in.peek() == ']') {
      in.advance();
      return;
    }
    int index = 0;
    do {
      byte[] name = Integer.toString(index++).getBytes(StandardCharsets.US_ASCII);
      int i = table.find(name, 0, name.length);
      if (i < 0) {
        in.skipValue(depth + 1);
      } else if (groups != null && groups[i] != null) {
        both(in, i, row, depth);
      } else {
        value(in, i, row, depth);
      }
    } while (in.more(']'));
  }

  private boolean hasCells(int row) {
    // They are filled together.
    if (columns.length > 0) {
      return columns[0].rows() > row;
    }
    for (ObjectReader group : Objects.requireNonNull(groups)) {
      if (group != null) {
        return group.hasCells(row);
      }
    }
    return false;
  }

  private void truncate(int row) {
    for (Column column : columns) {
      column.truncate(row);
    }
    if (groups != null) {
      for (ObjectReader group : groups) {
        if (group != null) {
          group.truncate(row);
        }
      }
    }
  }

  private String anyName() {
    if (names.length > 0) {
      return names[0];
    }
    for (ObjectReader group : Objects.requireNonNull(groups)) {
      if (group != null) {
        return group.anyName();
      }
    }
    return "";
  }

  private int name(JsonCursor in, int before) {
    int guess = following[before];
    if (guess < quoted.length && guess != rest && in.skipName(quoted[guess])) {
      return guess;
    }
    in.string();
    int found = table.find(in.text, in.from, in.to);
    if (found >= 0) {
      following[before] = found;
    }
    return found;
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
