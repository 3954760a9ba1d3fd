package dpone.toolkit.format.csv;

import dpone.spi.batch.Column;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.format.cell.DeclaredColumns;
import dpone.toolkit.format.cell.RecordColumn;
import dpone.toolkit.format.cell.Refusal;
import dpone.toolkit.format.cell.TextCell;
import dpone.toolkit.format.cell.TextCells;
import dpone.toolkit.format.cell.Utf8;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.Poison;
import dpone.toolkit.format.codec.PoisonException;
import dpone.toolkit.format.codec.RecordDecoder;
import dpone.toolkit.format.input.BodyCode;
import dpone.toolkit.format.json.JsonPointer;
import dpone.toolkit.format.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one line a record. */
public final class CsvDecoder implements RecordDecoder {
  /** What becomes of a field; without a cell it is only checked. */
  private record Target(String name, boolean isNullable, @Nullable TextCell cell, int place) {}

  private final List<RecordColumn> columns;
  private final int[] places;
  private final CsvRules rules;
  private final boolean byHeader;
  private final boolean othersFail;
  private final byte[][] nulls;
  private final CsvFields fields;
  private Target[] targets;
  private List<String> header = List.of();
  private int[] absent = {};

  /**
   * A decoder of fields by their position.
   *
   * @param declared every field of a line, in order
   * @param wanted the columns wanted
   * @param first index of the first of them in the batches; the others follow it
   */
  public CsvDecoder(DeclaredColumns declared, List<Field> wanted, int first, CsvRules rules) {
    this(
        declared.fields().stream()
            .map(f -> new RecordColumn(f, JsonPointer.of(f.name()), declared.form(f.name())))
            .toList(),
        places(declared, wanted, first),
        rules,
        false,
        false);
  }

  private CsvDecoder(
      List<RecordColumn> columns,
      int[] places,
      CsvRules rules,
      boolean byHeader,
      boolean othersFail) {
    this.columns = List.copyOf(columns);
    this.places = places.clone();
    this.rules = rules;
    this.byHeader = byHeader;
    this.othersFail = othersFail;
    this.nulls = rules.nulls();
    this.fields = new CsvFields(rules);
    this.targets = new Target[byHeader ? 0 : places.length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = target(i);
    }
  }

  private static int[] places(DeclaredColumns declared, List<Field> wanted, int first) {
    List<String> names = wanted.stream().map(Field::name).toList();
    return declared.fields().stream()
        .mapToInt(f -> names.indexOf(f.name()))
        .map(place -> place < 0 ? -1 : first + place)
        .toArray();
  }

  /**
   * A decoder of fields by their position.
   *
   * @param columns every field of a line, in order
   * @param places index of each of them in the batches, -1 for one that is not wanted
   */
  public static CsvDecoder byPosition(List<RecordColumn> columns, int[] places, CsvRules rules) {
    return new CsvDecoder(columns, places, rules, false, false);
  }

  /**
   * A decoder of fields by the names in the first line, which {@link #header} has to tell. Their
   * order may change from body to body. A nullable column that the line does not name is null; a
   * line without any of the columns, or without one that is not nullable, is an error.
   *
   * @param columns the columns wanted; the pointer is a slash and the name in the first line
   * @param places index of each of them in the batches
   * @param othersFail whether names without a column are an error, else they are ignored
   */
  public static CsvDecoder byHeader(
      List<RecordColumn> columns, int[] places, boolean othersFail, CsvRules rules) {
    return new CsvDecoder(columns, places, rules, true, othersFail);
  }

  private Target target(int index) {
    Field field = columns.get(index).field();
    CellForm form = columns.get(index).form();
    TextCell cell =
        TextCells.of(field.type(), form, rules.hex())
            .orElseGet(() -> JsonText.reader(field.type()));
    byte[][] texts =
        form.nullTexts().stream()
            .map(t -> t.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    TextCell orNull =
        (d, f, t, c) -> {
          if (isOneOf(texts, d, f, t)) {
            nothing(field.nullable(), c);
          } else {
            cell.append(d, f, t, c);
          }
        };
    return new Target(
        field.name(),
        field.nullable(),
        places[index] < 0 ? null : texts.length == 0 ? cell : orNull,
        places[index]);
  }

  private static String name(RecordColumn column) {
    List<String> tokens = JsonPointer.tokens(column.pointer());
    if (tokens.size() != 1) {
      throw FormatCode.OPTION
          .error("no field of a line has the pointer " + column.pointer())
          .remedy("write a slash and the name in the first line, such as /Order Id")
          .build();
    }
    return tokens.get(0);
  }

  @Override
  public void header(List<String> names) {
    if (!byHeader || names.equals(header)) {
      return;
    }
    List<Integer> missing = new ArrayList<>();
    Target[] found = new Target[names.size()];
    for (int i = 0; i < columns.size(); i++) {
      String name = name(columns.get(i));
      int at = names.indexOf(name);
      if (at < 0) {
        missing.add(i);
      } else if (at != names.lastIndexOf(name) || found[at] != null) {
        throw BodyCode.HEADER_COLUMN
            .error("the first line names the column " + name + " twice, or two columns take it")
            .build();
      } else {
        found[at] = target(i);
      }
    }
    // Vendors add and drop fields; what no line has is null, as in records of JSON.
    boolean isOther = !columns.isEmpty() && missing.size() == columns.size();
    if (isOther || missing.stream().anyMatch(i -> !columns.get(i).field().nullable())) {
      throw BodyCode.HEADER_COLUMN
          .error(
              "the first line lacks "
                  + missing.stream()
                      .map(i -> name(columns.get(i)))
                      .collect(Collectors.joining(", "))
                  + "; it names "
                  + String.join(", ", names))
          .build();
    }
    absent = missing.stream().mapToInt(i -> places[i]).toArray();
    for (int i = 0; i < found.length; i++) {
      if (found[i] == null && othersFail) {
        throw BodyCode.HEADER_CHANGED
            .error("the first line names a column that is not declared: " + names.get(i))
            .build();
      }
      found[i] = found[i] == null ? new Target(names.get(i), true, null, -1) : found[i];
    }
    targets = found;
    header = List.copyOf(names);
  }

  @Override
  public @Nullable Poison decode(byte[] source, int offset, int length, ColumnBatch batch) {
    if (byHeader && header.isEmpty()) {
      throw new IllegalStateException("records before their header");
    }
    fields.open(source, offset, length);
    try {
      for (int i = 0; i < targets.length; i++) {
        try {
          field(i, targets[i], batch);
        } catch (PoisonException e) {
          throw e.in(targets[i].name);
        }
      }
      if (fields.isMore()) {
        throw Refusal.malformed(
            "the line has more fields than the "
                + targets.length
                + (byHeader ? " named" : " declared"));
      }
      for (int place : absent) {
        batch.column(place).appendNull();
      }
      return null;
    } catch (PoisonException e) {
      return e.poison();
    }
  }

  private void field(int index, Target target, ColumnBatch batch) {
    if (!fields.isMore()) {
      throw Refusal.malformed("the line has only " + index + " of " + targets.length + " fields");
    }
    fields.next();
    TextCell cell = target.cell;
    if (cell == null) {
      return;
    }
    Column column = batch.column(target.place);
    if (!fields.isQuoted && isOneOf(nulls, fields.text, fields.from, fields.to)) {
      nothing(target.isNullable, column);
      return;
    }
    Utf8.check(fields.text, fields.from, fields.to);
    cell.append(fields.text, fields.from, fields.to, column);
  }

  private static boolean isOneOf(byte[][] texts, byte[] data, int from, int to) {
    for (byte[] text : texts) {
      if (Arrays.equals(data, from, to, text, 0, text.length)) {
        return true;
      }
    }
    return false;
  }

  private static void nothing(boolean isNullable, Column column) {
    if (!isNullable) {
      throw new PoisonException(FormatCode.VALUE_MISSING, null, "the value is null");
    }
    column.appendNull();
  }
}
