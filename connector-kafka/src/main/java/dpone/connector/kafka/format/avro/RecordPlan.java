package dpone.connector.kafka.format.avro;

import dpone.spi.batch.Column;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.StructColumn;
import dpone.spi.type.Field;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.PoisonException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a record of one writer's schema is spread over columns: its fields in the order they lie in,
 * each read or stepped over, then what the writer did not write. Used by one thread.
 */
final class RecordPlan {
  private final AvroType writer;
  private final AvroCell[] cells;
  private final int[] targets;
  private final boolean[] refusesNull;
  private final String[] names;
  private final int[] absent;
  private final AvroDefault[] defaults;
  private final Column[] columns;
  private @Nullable Object boundTo;

  private RecordPlan(AvroType writer, List<Field> fields, @Nullable AvroType reader) {
    this.writer = writer;
    int count = writer.members.size();
    cells = new AvroCell[count];
    targets = new int[count];
    refusesNull = new boolean[count];
    names = fields.stream().map(Field::name).toArray(String[]::new);
    columns = new Column[fields.size()];
    boolean[] written = new boolean[fields.size()];
    for (int i = 0; i < count; i++) {
      AvroType.Member member = writer.members.get(i);
      int target = target(member.name(), fields, reader);
      targets[i] = target;
      if (target < 0 || written[target]) {
        targets[i] = -1;
        continue;
      }
      written[target] = true;
      Field field = fields.get(target);
      AvroType newest =
          reader == null
              ? null
              : reader.member(field.name()).map(AvroType.Member::type).orElse(null);
      cells[i] = AvroCells.of(member.type(), field.type(), newest);
      refusesNull[i] = !field.nullable() && member.type().isNullable();
    }
    List<Integer> missing = new ArrayList<>();
    List<AvroDefault> values = new ArrayList<>();
    for (int i = 0; i < written.length; i++) {
      if (!written[i]) {
        missing.add(i);
        values.add(AvroDefault.of(fields.get(i), reader));
      }
    }
    absent = missing.stream().mapToInt(Integer::intValue).toArray();
    defaults = values.toArray(AvroDefault[]::new);
  }

  /**
   * A plan.
   *
   * @param writer the record the value was written by
   * @param fields the columns wanted
   * @param reader the record of the newest schema, for aliases and defaults; null without one
   */
  static RecordPlan of(AvroType writer, List<Field> fields, @Nullable AvroType reader) {
    boolean isRecord = reader != null && reader.kind == AvroType.Kind.RECORD;
    return new RecordPlan(writer, fields, isRecord ? reader : null);
  }

  /** A field has its column by its own name, else by a name that the newest schema remembers. */
  private static int target(String name, List<Field> fields, @Nullable AvroType reader) {
    List<String> names = fields.stream().map(Field::name).toList();
    if (names.contains(name) || reader == null) {
      return names.indexOf(name);
    }
    for (AvroType.Member member : reader.members) {
      if (member.aliases().contains(name)) {
        return names.indexOf(member.name());
      }
    }
    return -1;
  }

  void bind(ColumnBatch batch, int[] places) {
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

  /** Appends one cell to each column. */
  void read(AvroInput in) {
    for (int i = 0; i < cells.length; i++) {
      int target = targets[i];
      if (target < 0) {
        AvroSkip.skip(writer.members.get(i).type(), in, 0);
        continue;
      }
      try {
        cells[i].read(in, columns[target]);
        if (refusesNull[i] && columns[target].isNull(columns[target].rows() - 1)) {
          throw new PoisonException(FormatCode.VALUE_MISSING, null, "the value is null");
        }
      } catch (PoisonException e) {
        throw e.in(writer.members.get(i).name());
      }
    }
    for (int i = 0; i < absent.length; i++) {
      try {
        defaults[i].append(columns[absent[i]]);
      } catch (PoisonException e) {
        throw e.in(names[absent[i]]);
      }
    }
  }

  /** Appends a null to each column. */
  void nulls() {
    for (Column column : columns) {
      column.appendNull();
    }
  }
}
