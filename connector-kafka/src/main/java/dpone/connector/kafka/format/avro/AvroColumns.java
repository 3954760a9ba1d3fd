package dpone.connector.kafka.format.avro;

import dpone.spi.error.DponeException;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.TypeText;
import dpone.toolkit.format.codec.FormatCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The columns that an Avro schema stands for. */
final class AvroColumns {
  private final boolean unionsAsStructs;
  private final Set<String> open = new HashSet<>();

  AvroColumns(boolean unionsAsStructs) {
    this.unionsAsStructs = unionsAsStructs;
  }

  /** A column for each field of a record. */
  List<Field> of(AvroType record) {
    if (record.kind != AvroType.Kind.RECORD) {
      throw FormatCode.TYPE_UNSUPPORTED
          .error("the Avro schema is no record but " + record.branchName())
          .build();
    }
    open.add(record.name);
    List<Field> fields = new ArrayList<>();
    for (AvroType.Member member : record.members) {
      fields.add(field(member));
    }
    open.remove(record.name);
    return fields;
  }

  private Field field(AvroType.Member member) {
    return new Field(
        member.name(), type(member.type(), member.name()), member.type().isNullable(), "");
  }

  DataType type(AvroType type, String path) {
    if (!type.dponeType.isEmpty()) {
      return TypeText.parse(type.dponeType);
    }
    return switch (type.kind) {
      case NULL -> throw refused(path, "null alone");
      case BOOLEAN -> new DataType.Bool();
      case INT ->
          switch (type.logical) {
            case "date" -> new DataType.Date();
            case "time-millis" -> new DataType.Time(3);
            default -> new DataType.Int(32);
          };
      case LONG ->
          switch (type.logical) {
            case "time-micros" -> new DataType.Time(6);
            case "timestamp-millis" -> new DataType.TimestampTz(3);
            case "timestamp-micros" -> new DataType.TimestampTz(6);
            case "timestamp-nanos" -> new DataType.TimestampTz(9);
            case "local-timestamp-millis" -> new DataType.Timestamp(3);
            case "local-timestamp-micros" -> new DataType.Timestamp(6);
            case "local-timestamp-nanos" -> new DataType.Timestamp(9);
            default -> new DataType.Int(64);
          };
      case FLOAT -> new DataType.FloatingPoint(32);
      case DOUBLE -> new DataType.FloatingPoint(64);
      case STRING -> type.logical.equals("uuid") ? new DataType.Uuid() : new DataType.Text();
      case BYTES, FIXED ->
          switch (type.logical) {
            case "decimal" -> new DataType.Decimal(type.precision, type.scale);
            case "big-decimal" -> new DataType.AnyDecimal();
            case "duration" -> new DataType.Interval();
            case "uuid" -> new DataType.Uuid();
            default -> new DataType.Bytes();
          };
      case ENUM -> new DataType.Enumeration(type.symbols);
      case ARRAY -> new DataType.Array(type(type.element(), path + "[]"));
      case MAP -> new DataType.Mapping(new DataType.Text(), type(type.element(), path + "[]"));
      case RECORD -> {
        if (!open.add(type.name)) {
          throw refused(path, "a record that contains itself, " + type.name);
        }
        List<Field> fields = new ArrayList<>();
        for (AvroType.Member member : type.members) {
          DataType inner = type(member.type(), path + "." + member.name());
          fields.add(new Field(member.name(), inner, member.type().isNullable(), ""));
        }
        open.remove(type.name);
        yield new DataType.Struct(fields);
      }
      case UNION -> union(type, path);
    };
  }

  private DataType union(AvroType union, String path) {
    if (union.single().isPresent()) {
      return type(union.single().get(), path);
    }
    if (!unionsAsStructs) {
      throw FormatCode.TYPE_UNSUPPORTED
          .error("field " + path + " is a union of several types")
          .remedy("set value.unions to struct, or leave the column out")
          .build();
    }
    List<Field> fields = new ArrayList<>();
    for (AvroType branch : union.branches) {
      if (branch.kind != AvroType.Kind.NULL) {
        fields.add(new Field(branch.branchName(), type(branch, path), true, ""));
      }
    }
    return new DataType.Struct(fields);
  }

  private static DponeException refused(String path, String what) {
    return FormatCode.TYPE_UNSUPPORTED.error("field " + path + " is " + what).build();
  }
}
