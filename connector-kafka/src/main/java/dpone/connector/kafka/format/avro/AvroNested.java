package dpone.connector.kafka.format.avro;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.StructColumn;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.Utf8;
import dpone.toolkit.format.codec.PoisonException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arrays, maps, records and unions. */
final class AvroNested {
  private AvroNested() {}

  static AvroCell of(AvroType writer, DataType type, @Nullable AvroType reader) {
    return switch (writer.kind) {
      case ARRAY ->
          switch (type) {
            case DataType.Array t -> array(writer, t.element(), elementOf(reader));
            case DataType.Mapping t -> array(writer, entry(t), elementOf(reader));
            default -> AvroCells.mismatch(writer, type);
          };
      case MAP ->
          type instanceof DataType.Mapping t && t.key() instanceof DataType.Text
              ? map(writer, t, elementOf(reader))
              : AvroCells.mismatch(writer, type);
      case RECORD ->
          type instanceof DataType.Struct t
              ? record(writer, t, reader)
              : AvroCells.mismatch(writer, type);
      default -> union(writer, type, reader);
    };
  }

  /** What a map whose keys are no text is made of. */
  static DataType.Struct entry(DataType.Mapping map) {
    return new DataType.Struct(
        List.of(new Field("key", map.key(), false, ""), new Field("value", map.value(), true, "")));
  }

  private static @Nullable AvroType elementOf(@Nullable AvroType reader) {
    AvroType plain = reader == null ? null : reader.single().orElse(null);
    return plain != null && (plain.kind == AvroType.Kind.ARRAY || plain.kind == AvroType.Kind.MAP)
        ? plain.element()
        : null;
  }

  private static AvroCell array(AvroType writer, DataType element, @Nullable AvroType reader) {
    AvroCell cell = AvroCells.of(writer.element(), element, reader);
    return (in, column) -> {
      ListColumn list = (ListColumn) column;
      Column elements = list.elements();
      try {
        for (long count = in.block(); count != 0; count = in.block()) {
          for (long i = 0; i < count; i++) {
            cell.read(in, elements);
          }
        }
      } catch (PoisonException e) {
        throw e.in("[]");
      }
      list.endList();
    };
  }

  private static AvroCell map(AvroType writer, DataType.Mapping type, @Nullable AvroType reader) {
    AvroCell value = AvroCells.of(writer.element(), type.value(), reader);
    return (in, column) -> {
      ListColumn list = (ListColumn) column;
      StructColumn entries = (StructColumn) list.elements();
      try {
        for (long count = in.block(); count != 0; count = in.block()) {
          for (long i = 0; i < count; i++) {
            int length = in.length();
            int from = in.skip(length);
            Utf8.check(in.data(), from, from + length);
            ((BytesColumn) entries.field(0)).append(in.data(), from, length);
            value.read(in, entries.field(1));
            entries.endStruct();
          }
        }
      } catch (PoisonException e) {
        throw e.in("[]");
      }
      list.endList();
    };
  }

  private static AvroCell record(AvroType writer, DataType.Struct type, @Nullable AvroType reader) {
    AvroType plain = reader == null ? null : reader.single().orElse(null);
    RecordPlan plan = RecordPlan.of(writer, type.fields(), plain);
    return (in, column) -> {
      StructColumn struct = (StructColumn) column;
      plan.bind(struct);
      plan.read(in);
      struct.endStruct();
    };
  }

  private static AvroCell union(AvroType writer, DataType type, @Nullable AvroType reader) {
    AvroType plain = reader == null ? null : reader.single().orElse(null);
    AvroCell[] branches = new AvroCell[writer.branches.size()];
    boolean several = writer.single().isEmpty();
    for (int i = 0; i < branches.length; i++) {
      AvroType branch = writer.branches.get(i);
      branches[i] =
          several && branch.kind != AvroType.Kind.NULL && type instanceof DataType.Struct struct
              ? branchOf(branch, struct, reader)
              : AvroCells.of(branch, type, plain);
    }
    if (branches.length == 2 && !several) {
      return nullable(writer, branches);
    }
    return (in, column) -> branches[AvroSkip.branch(writer, in)].read(in, column);
  }

  /** Nearly every union there is: one comparison instead of a table. */
  private static AvroCell nullable(AvroType writer, AvroCell[] branches) {
    int valueAt = writer.branches.get(0).kind == AvroType.Kind.NULL ? 1 : 0;
    AvroCell value = branches[valueAt];
    return (in, column) -> {
      if (AvroSkip.branch(writer, in) == valueAt) {
        value.read(in, column);
      } else {
        column.appendNull();
      }
    };
  }

  /** One field of the struct takes the value, the others are null. */
  private static AvroCell branchOf(
      AvroType branch, DataType.Struct struct, @Nullable AvroType reader) {
    int at = struct.fields().stream().map(Field::name).toList().indexOf(branch.branchName());
    if (at < 0) {
      // A record among several types whose struct is the record itself, not the union.
      return AvroCells.of(branch, struct, null);
    }
    AvroType same =
        reader == null
            ? null
            : reader.branches.stream()
                .filter(b -> b.branchName().equals(branch.branchName()))
                .findFirst()
                .orElse(null);
    AvroCell cell = AvroCells.of(branch, struct.fields().get(at).type(), same);
    return (in, column) -> {
      StructColumn target = (StructColumn) column;
      for (int i = 0; i < target.fields(); i++) {
        if (i == at) {
          cell.read(in, target.field(i));
        } else {
          target.field(i).appendNull();
        }
      }
      target.endStruct();
    };
  }
}
