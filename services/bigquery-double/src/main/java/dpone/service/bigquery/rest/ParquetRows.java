package dpone.service.bigquery.rest;

import com.google.protobuf.ByteString;
import com.google.zetasql.Value;
import dpone.service.bigquery.sql.Assignment;
import dpone.service.bigquery.sql.Column;
import dpone.service.bigquery.sql.SqlFailure;
import dpone.service.bigquery.sql.SqlType;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.ParquetRuntimeException;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Rows out of a file of Parquet, read by Parquet's own library: the conversions that BigQuery
 * documents and no other, lists by inference.
 *
 * @see <a
 *     href="https://cloud.google.com/bigquery/docs/loading-data-cloud-storage-parquet#parquet_conversions">BigQuery:
 *     conversions of Parquet</a>
 */
final class ParquetRows {
  private ParquetRows() {}

  static List<List<Value>> read(byte[] file, List<Column> columns) {
    List<List<Value>> rows = new ArrayList<>();
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new ParquetCodecs())
            .build();
    try (ParquetFileReader reader = ParquetFileReader.open(new ParquetBytes(file), options)) {
      MessageType schema = reader.getFileMetaData().getSchema();
      List<String> sent = schema.getFields().stream().map(Type::getName).toList();
      if (!sent.equals(columns.stream().map(Column::name).toList())) {
        throw new SqlFailure("invalid", "Provided Schema does not match the file: " + sent);
      }
      for (PageReadStore group = reader.readNextRowGroup();
          group != null;
          group = reader.readNextRowGroup()) {
        RecordReader<Group> records =
            new ColumnIOFactory()
                .getColumnIO(schema)
                .getRecordReader(group, new GroupRecordConverter(schema));
        for (long i = 0; i < group.getRowCount(); i++) {
          rows.add(row(records.read(), columns));
        }
      }
    } catch (IOException | ParquetRuntimeException broken) {
      throw new SqlFailure("invalid", "Error while reading data, error message: " + broken);
    }
    return rows;
  }

  private static List<Value> row(Group group, List<Column> columns) {
    List<Value> row = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      row.add(Assignment.to(column, cell(group, i, 0, column.type())));
    }
    return List.copyOf(row);
  }

  /** What stands in a field; null where nothing does. */
  private static Value cell(Group group, int field, int index, SqlType type) {
    if (group.getFieldRepetitionCount(field) <= index) {
      return Assignment.none(type);
    }
    Type written = group.getType().getType(field);
    if (!written.isPrimitive()) {
      return nested(group.getGroup(field, index), written.asGroupType(), type);
    }
    LogicalTypeAnnotation logical = written.getLogicalTypeAnnotation();
    String form =
        written.asPrimitiveType().getPrimitiveTypeName()
            + (logical == null
                ? ""
                : " " + (logical instanceof DecimalLogicalTypeAnnotation ? "DECIMAL" : logical));
    return switch (form + " into " + type.kind()) {
      case "BOOLEAN into BOOL" -> Value.createBoolValue(group.getBoolean(field, index));
      case "INT32 into INT64" -> Value.createInt64Value(group.getInteger(field, index));
      case "INT64 into INT64" -> Value.createInt64Value(group.getLong(field, index));
      case "DOUBLE into FLOAT64" -> Value.createDoubleValue(group.getDouble(field, index));
      case "BINARY STRING into STRING" ->
          Value.createStringValue(group.getBinary(field, index).toStringUsingUTF8());
      case "BINARY into BYTES" ->
          Value.createBytesValue(ByteString.copyFrom(group.getBinary(field, index).getBytes()));
      case "INT32 DATE into DATE" -> Value.createDateValue(group.getInteger(field, index));
      case "INT64 TIMESTAMP(MICROS,true) into TIMESTAMP" ->
          Value.createTimestampValueFromUnixMicros(group.getLong(field, index));
      case "INT32 DECIMAL into NUMERIC" ->
          Value.createNumericValue(
              decimal(BigInteger.valueOf(group.getInteger(field, index)), logical));
      case "INT64 DECIMAL into NUMERIC" ->
          Value.createNumericValue(
              decimal(BigInteger.valueOf(group.getLong(field, index)), logical));
      case "INT64 DECIMAL into BIGNUMERIC" ->
          Value.createBigNumericValue(
              decimal(BigInteger.valueOf(group.getLong(field, index)), logical));
      case "INT32 DECIMAL into BIGNUMERIC" ->
          Value.createBigNumericValue(
              decimal(BigInteger.valueOf(group.getInteger(field, index)), logical));
      case "FIXED_LEN_BYTE_ARRAY DECIMAL into NUMERIC" ->
          Value.createNumericValue(
              decimal(new BigInteger(group.getBinary(field, index).getBytes()), logical));
      case "FIXED_LEN_BYTE_ARRAY DECIMAL into BIGNUMERIC" ->
          Value.createBigNumericValue(
              decimal(new BigInteger(group.getBinary(field, index).getBytes()), logical));
      default -> throw new SqlFailure("invalid", "Parquet's " + form + " into " + type.text());
    };
  }

  private static BigDecimal decimal(BigInteger unscaled, LogicalTypeAnnotation logical) {
    return new BigDecimal(unscaled, ((DecimalLogicalTypeAnnotation) logical).getScale());
  }

  private static Value nested(Group group, GroupType written, SqlType type) {
    boolean list = written.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation;
    if (list && type.kind().equals("ARRAY")) {
      List<Value> elements = new ArrayList<>();
      for (int i = 0; i < group.getFieldRepetitionCount(0); i++) {
        Value element = cell(group.getGroup(0, i), 0, 0, type.elements().getFirst());
        if (element.isNull()) {
          throw new SqlFailure("invalid", "Only optional fields can be set to NULL: an element");
        }
        elements.add(element);
      }
      return Value.createArrayValue(Assignment.none(type).getType().asArray(), elements);
    }
    if (!list && type.kind().equals("STRUCT")) {
      return Value.createStructValue(
          Assignment.none(type).getType().asStruct(), row(group, type.fields()));
    }
    throw new SqlFailure("invalid", "Parquet's " + written + " into " + type.text());
  }
}
