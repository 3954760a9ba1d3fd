package dpone.service.bigquery.write;

import com.google.cloud.bigquery.storage.v1.RowError;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.zetasql.CivilTimeEncoder;
import com.google.zetasql.Value;
import com.google.zetasql.ZetaSQLValue.ValueProto;
import dpone.service.bigquery.sql.Assignment;
import dpone.service.bigquery.sql.Column;
import dpone.service.bigquery.sql.SqlFailure;
import dpone.service.bigquery.sql.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows by the library of protocol buffers, and their values by the engine's own.
 *
 * @see <a href="https://docs.cloud.google.com/bigquery/docs/supported-data-types">BigQuery: data
 *     types of the Storage Write API</a>
 */
final class RowReader {
  private static final int FIRST_DAY = -719_162;
  private static final int LAST_DAY = 2_932_896;

  private final Descriptor message;
  private final List<Column> columns;

  private RowReader(Descriptor message, List<Column> columns) {
    this.message = message;
    this.columns = columns;
  }

  /** A reader of such messages into a table of those columns. */
  static RowReader of(DescriptorProto row, List<Column> columns) {
    try {
      FileDescriptor file =
          FileDescriptor.buildFrom(
              FileDescriptorProto.newBuilder().setName("row.proto").addMessageType(row).build(),
              new FileDescriptor[0]);
      Descriptor message = file.getMessageTypes().getFirst();
      fits(message, columns);
      return new RowReader(message, columns);
    } catch (DescriptorValidationException invalid) {
      throw Refused.plain(
          io.grpc.Status.Code.INVALID_ARGUMENT, "Invalid proto schema: " + invalid.getMessage());
    }
  }

  private static void fits(Descriptor message, List<Column> columns) {
    for (FieldDescriptor field : message.getFields()) {
      Column column =
          columns.stream()
              .filter(c -> c.name().toLowerCase(Locale.ROOT).equals(field.getName()))
              .findFirst()
              .orElseThrow(() ->
                  Refused.of(
                      StorageErrorCode.SCHEMA_MISMATCH_EXTRA_FIELDS,
                      field.getFullName(),
                      "The source object has fields unknown to BigQuery: " + field.getName()));
      boolean list = column.type().kind().equals("ARRAY");
      SqlType type = list ? column.type().elements().getFirst() : column.type();
      if (list != field.isRepeated() || !takes(type, field)) {
        throw Refused.unknown(
            field.getType() + " of field " + field.getName() + " into " + column.type().text());
      }
      if (type.kind().equals("STRUCT")) {
        fits(field.getMessageType(), type.fields());
      }
    }
  }

  private static boolean takes(SqlType type, FieldDescriptor field) {
    return field.getType()
        == switch (type.kind()) {
          case "BOOL" -> FieldDescriptor.Type.BOOL;
          case "INT64", "TIMESTAMP", "TIME", "DATETIME" -> FieldDescriptor.Type.INT64;
          case "DATE" -> FieldDescriptor.Type.INT32;
          case "FLOAT64" -> FieldDescriptor.Type.DOUBLE;
          case "STRING" -> FieldDescriptor.Type.STRING;
          case "BYTES", "NUMERIC", "BIGNUMERIC" -> FieldDescriptor.Type.BYTES;
          case "STRUCT" -> FieldDescriptor.Type.MESSAGE;
          default -> FieldDescriptor.Type.GROUP;
        };
  }

  /** All rows, or none where one is refused. */
  List<List<Value>> read(List<ByteString> serialized) {
    List<List<Value>> rows = new ArrayList<>();
    List<RowError> refused = new ArrayList<>();
    for (int i = 0; i < serialized.size(); i++) {
      try {
        rows.add(row(DynamicMessage.parseFrom(message, serialized.get(i)), columns));
      } catch (InvalidProtocolBufferException malformed) {
        throw Refused.plain(
            io.grpc.Status.Code.INVALID_ARGUMENT, "Cannot parse row " + i + " of the request");
      } catch (SqlFailure | IllegalArgumentException invalid) {
        refused.add(
            RowError.newBuilder()
                .setIndex(i)
                .setCode(RowError.RowErrorCode.FIELDS_ERROR)
                .setMessage(String.valueOf(invalid.getMessage()))
                .build());
      }
    }
    if (!refused.isEmpty()) {
      throw Refused.rows(refused);
    }
    return rows;
  }

  private static List<Value> row(Message row, List<Column> columns) {
    if (!row.getUnknownFields().asMap().isEmpty()) {
      throw Refused.unknown("fields " + row.getUnknownFields().asMap().keySet() + " of a row");
    }
    List<Value> values = new ArrayList<>();
    for (Column column : columns) {
      FieldDescriptor field =
          row.getDescriptorForType().findFieldByName(column.name().toLowerCase(Locale.ROOT));
      values.add(Assignment.to(column, value(row, field, column)));
    }
    return List.copyOf(values);
  }

  private static Value value(Message row, @Nullable FieldDescriptor field, Column column) {
    SqlType type = column.type();
    if (field == null) {
      return Assignment.none(type);
    }
    if (field.isRepeated()) {
      List<Value> elements = new ArrayList<>();
      for (Object element : (List<?>) row.getField(field)) {
        elements.add(cell(element, column.name(), type.elements().getFirst()));
      }
      return Value.createArrayValue(Assignment.none(type).getType().asArray(), elements);
    }
    return row.hasField(field)
        ? cell(row.getField(field), column.name(), type)
        : Assignment.none(type);
  }

  private static Value cell(Object cell, String name, SqlType type) {
    return switch (type.kind()) {
      case "BOOL" -> Value.createBoolValue((Boolean) cell);
      case "INT64" -> Value.createInt64Value((Long) cell);
      case "FLOAT64" -> Value.createDoubleValue((Double) cell);
      case "STRING" -> Value.createStringValue((String) cell);
      case "BYTES" -> Value.createBytesValue((ByteString) cell);
      case "DATE" -> day((Integer) cell, name);
      case "TIME" ->
          Value.createTimeValue(CivilTimeEncoder.decodePacked64TimeMicrosAsJavaTime((Long) cell));
      case "DATETIME" ->
          Value.createDatetimeValue(
              CivilTimeEncoder.decodePacked64DatetimeMicrosAsJavaTime((Long) cell));
      case "TIMESTAMP" -> Value.createTimestampValueFromUnixMicros((Long) cell);
      case "NUMERIC" -> number(type, ValueProto.newBuilder().setNumericValue((ByteString) cell));
      case "BIGNUMERIC" ->
          number(type, ValueProto.newBuilder().setBignumericValue((ByteString) cell));
      case "STRUCT" ->
          Value.createStructValue(
              Assignment.none(type).getType().asStruct(), row((Message) cell, type.fields()));
      default -> throw Refused.unknown(type.text());
    };
  }

  private static Value number(SqlType type, ValueProto.Builder value) {
    return Value.deserialize(Assignment.none(type).getType(), value.build());
  }

  private static Value day(int day, String name) {
    if (day < FIRST_DAY || day > LAST_DAY) {
      throw new SqlFailure("invalid", "Invalid date '" + day + "' on field " + name);
    }
    return Value.createDateValue(day);
  }
}
