package dpone.connector.bigquery.proto;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import dpone.connector.bigquery.type.BqField;
import dpone.connector.bigquery.type.BqType;
import dpone.connector.bigquery.type.Kind;
import java.util.List;

/**
 * The message that a row of a stage is. Columns are numbered in order, from one.
 *
 * @see <a href="https://docs.cloud.google.com/bigquery/docs/supported-data-types">BigQuery: data
 *     types of the Storage Write API</a>
 */
public final class RowDescriptor {
  private RowDescriptor() {}

  /** A message of these columns, each of which may be left out. */
  public static DescriptorProto of(List<BqField> columns) {
    return message("row", columns);
  }

  private static DescriptorProto message(String name, List<BqField> columns) {
    DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
    for (int i = 0; i < columns.size(); i++) {
      BqField column = columns.get(i);
      boolean list = column.type().kind() == Kind.ARRAY;
      BqType type = list ? column.type().element() : column.type();
      FieldDescriptorProto.Builder field =
          FieldDescriptorProto.newBuilder()
              .setName(column.name())
              .setNumber(i + 1)
              .setLabel(list ? Label.LABEL_REPEATED : Label.LABEL_OPTIONAL)
              .setType(type(type));
      if (list && wire(type) != Wire.LENGTH) {
        field.setOptions(FieldOptions.newBuilder().setPacked(true));
      }
      if (type.kind() == Kind.STRUCT) {
        String nested = "of_" + column.name();
        message.addNestedType(message(nested, type.fields()));
        field.setTypeName(nested);
      }
      message.addField(field);
    }
    return message.build();
  }

  private static FieldDescriptorProto.Type type(BqType type) {
    return switch (type.kind()) {
      case BOOL -> FieldDescriptorProto.Type.TYPE_BOOL;
      case INT64, TIMESTAMP, TIME, DATETIME -> FieldDescriptorProto.Type.TYPE_INT64;
      case DATE -> FieldDescriptorProto.Type.TYPE_INT32;
      case FLOAT64 -> FieldDescriptorProto.Type.TYPE_DOUBLE;
      case STRING -> FieldDescriptorProto.Type.TYPE_STRING;
      case BYTES, NUMERIC, BIGNUMERIC -> FieldDescriptorProto.Type.TYPE_BYTES;
      case STRUCT -> FieldDescriptorProto.Type.TYPE_MESSAGE;
      case ARRAY, INTERVAL, JSON, GEOGRAPHY, RANGE ->
          throw new IllegalStateException(type.text() + " is no type of a stage's cell");
    };
  }

  /** How a cell of a type is written. */
  static int wire(BqType type) {
    return switch (type(type)) {
      case TYPE_BOOL, TYPE_INT64, TYPE_INT32 -> Wire.VARINT;
      case TYPE_DOUBLE -> Wire.FIXED;
      default -> Wire.LENGTH;
    };
  }
}
