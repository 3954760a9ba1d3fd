package dpone.connector.kafka.format.avro;

import dpone.spi.batch.CellState;
import dpone.spi.batch.Column;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.StructColumn;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.Refusal;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.PoisonException;
import java.util.ArrayList;
import java.util.List;

/** Writes lists, maps, structs, and nulls. */
final class AvroNestedWriter {
  private AvroNestedWriter() {}

  static AvroWriter of(DataType type, AvroType target, String path) {
    return switch (target.kind) {
      case ARRAY ->
          switch (type) {
            case DataType.Array t ->
                list(notNull(AvroWriter.of(t.element(), target.element(), path), target.element()));
            case DataType.Mapping t ->
                list(AvroWriter.of(AvroNested.entry(t), target.element(), path));
            default -> throw AvroWriter.refused(type, target, path);
          };
      case MAP -> {
        if (type instanceof DataType.Mapping t && t.key() instanceof DataType.Text) {
          AvroWriter key = AvroWriter.of(t.key(), new AvroType(AvroType.Kind.STRING), path);
          AvroWriter value =
              notNull(AvroWriter.of(t.value(), target.element(), path), target.element());
          yield list((c, r, out) -> {
            present(((StructColumn) c).field(0), r);
            key.write(((StructColumn) c).field(0), r, out);
            value.write(((StructColumn) c).field(1), r, out);
          });
        }
        throw AvroWriter.refused(type, target, path);
      }
      case RECORD -> {
        if (type instanceof DataType.Struct t) {
          yield struct(t, target, path);
        }
        throw AvroWriter.refused(type, target, path);
      }
      default -> union(type, target, path);
    };
  }

  /** Guards a type that has no null. */
  static AvroWriter notNull(AvroWriter writer, AvroType target) {
    if (target.isNullable()) {
      return writer;
    }
    return (column, row, out) -> {
      present(column, row);
      writer.write(column, row, out);
    };
  }

  private static void present(Column column, int row) {
    CellState state = column.state(row);
    if (state == CellState.NULL) {
      throw new PoisonException(
          FormatCode.VALUE_MISSING, null, "the value is null, and the schema has no null there");
    }
    if (state == CellState.UNCHANGED) {
      throw Refusal.malformed("the change does not carry the value");
    }
  }

  private static AvroWriter list(AvroWriter element) {
    return (column, row, out) -> {
      ListColumn list = (ListColumn) column;
      int count = list.end(row) - list.start(row);
      if (count > 0) {
        out.zigzag(count);
        for (int i = list.start(row); i < list.end(row); i++) {
          element.write(list.elements(), i, out);
        }
      }
      out.zigzag(0);
    };
  }

  private static AvroWriter struct(DataType.Struct type, AvroType target, String path) {
    AvroFieldWriter[] fields = fields(type.fields(), target, path).toArray(AvroFieldWriter[]::new);
    return (column, row, out) -> {
      StructColumn struct = (StructColumn) column;
      for (AvroFieldWriter field : fields) {
        field.write(field.source() < 0 ? column : struct.field(field.source()), row, out);
      }
    };
  }

  private static AvroWriter union(DataType type, AvroType target, String path) {
    AvroType single = target.single().orElseThrow(() -> AvroWriter.refused(type, target, path));
    AvroWriter writer = AvroWriter.of(type, single, path);
    int value = target.branches.indexOf(single);
    int none = -1;
    for (int i = 0; i < target.branches.size(); i++) {
      none = target.branches.get(i).kind == AvroType.Kind.NULL ? i : none;
    }
    int nothing = none;
    return (column, row, out) -> {
      if (nothing >= 0 && column.isNull(row)) {
        out.zigzag(nothing);
        return;
      }
      present(column, row);
      out.zigzag(value);
      writer.write(column, row, out);
    };
  }

  /** Matches columns with a record's fields by name; both ends must be served. */
  static List<AvroFieldWriter> fields(List<Field> columns, AvroType target, String path) {
    int count = target.members.size();
    List<AvroFieldWriter> fields = new ArrayList<>();
    List<String> names = columns.stream().map(Field::name).toList();
    for (int i = 0; i < count; i++) {
      AvroType.Member member = target.members.get(i);
      String inner = path.isEmpty() ? member.name() : path + "." + member.name();
      int source = names.indexOf(member.name());
      if (source >= 0) {
        AvroWriter writer = AvroWriter.of(columns.get(source).type(), member.type(), inner);
        fields.add(AvroFieldWriter.of(member.name(), source, notNull(writer, member.type())));
      } else if (member.defaultValue() != null) {
        ByteOutput out = new ByteOutput(16);
        AvroValues.write(member.type(), member.defaultValue(), out, 0);
        byte[] constant = out.toByteArray();
        fields.add(AvroFieldWriter.of(member.name(), -1, (column, row, to) -> to.write(constant)));
      } else {
        throw FormatCode.TYPE_UNSUPPORTED
            .error("the schema has a field without default that no column serves: " + inner)
            .remedy("select a column of that name, or give the field a default")
            .build();
      }
    }
    for (String name : names) {
      if (target.member(name).isEmpty()) {
        throw FormatCode.TYPE_UNSUPPORTED
            .error(
                "the schema has no field for column " + (path.isEmpty() ? name : path + "." + name))
            .remedy("add the field to the schema, or leave the column out")
            .build();
      }
    }
    return fields;
  }
}
