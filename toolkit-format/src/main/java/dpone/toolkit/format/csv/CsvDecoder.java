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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
  private final byte[] nothing;
  private final CsvFields fields;
  private Target[] targets;
  private List<String> header = List.of();

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
    this.nothing = rules.nullBytes();
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
   * order may change from body to body.
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
    TextCell orEmpty =
        form.emptyIsNull()
            ? (d, f, t, c) -> {
              if (f == t) {
                nothing(field.nullable(), c);
              } else {
                cell.append(d, f, t, c);
              }
            }
            : cell;
    return new Target(
        field.name(), field.nullable(), places[index] < 0 ? null : orEmpty, places[index]);
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
    List<String> missing = new ArrayList<>();
    Target[] found = new Target[names.size()];
    for (int i = 0; i < columns.size(); i++) {
      String name = name(columns.get(i));
      int at = names.indexOf(name);
      if (at < 0) {
        missing.add(name);
      } else if (at != names.lastIndexOf(name) || found[at] != null) {
        throw BodyCode.HEADER_COLUMN
            .error("the first line names the column " + name + " twice, or two columns take it")
            .build();
      } else {
        found[at] = target(i);
      }
    }
    if (!missing.isEmpty()) {
      throw BodyCode.HEADER_COLUMN
          .error(
              "the first line lacks "
                  + String.join(", ", missing)
                  + "; it names "
                  + String.join(", ", names))
          .build();
    }
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
    if (!fields.isQuoted
        && Arrays.equals(fields.text, fields.from, fields.to, nothing, 0, nothing.length)) {
      nothing(target.isNullable, column);
      return;
    }
    Utf8.check(fields.text, fields.from, fields.to);
    cell.append(fields.text, fields.from, fields.to, column);
  }

  private static void nothing(boolean isNullable, Column column) {
    if (!isNullable) {
      throw new PoisonException(FormatCode.VALUE_MISSING, null, "the value is null");
    }
    column.appendNull();
  }
}
