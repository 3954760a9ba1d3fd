package dpone.service.bigquery.rest;

import com.google.protobuf.ByteString;
import com.google.zetasql.Value;
import dpone.service.bigquery.sql.Assignment;
import dpone.service.bigquery.sql.Column;
import dpone.service.bigquery.sql.SqlFailure;
import dpone.service.bigquery.sql.SqlType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Rows out of a file of Avro, read by Avro's own library.
 *
 * @see <a
 *     href="https://cloud.google.com/bigquery/docs/loading-data-cloud-storage-avro#avro_conversions">BigQuery:
 *     conversions of Avro</a>
 */
final class AvroRows {
  private static final long SECOND = 1_000_000;

  private AvroRows() {}

  static List<List<Value>> read(byte[] file, List<Column> columns) {
    List<List<Value>> rows = new ArrayList<>();
    try (DataFileStream<GenericRecord> records =
        new DataFileStream<>(new ByteArrayInputStream(file), new GenericDatumReader<>())) {
      Schema schema = records.getSchema();
      List<String> sent = schema.getFields().stream().map(Schema.Field::name).toList();
      if (!sent.equals(columns.stream().map(Column::name).toList())) {
        throw new SqlFailure("invalid", "Provided Schema does not match the file: " + sent);
      }
      for (GenericRecord record : records) {
        rows.add(row(record, schema, columns));
      }
    } catch (IOException | AvroRuntimeException broken) {
      throw new SqlFailure("invalid", "Error while reading data, error message: " + broken);
    }
    return rows;
  }

  private static List<Value> row(GenericRecord record, Schema schema, List<Column> columns) {
    List<Value> row = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      row.add(
          Assignment.to(
              column, value(record.get(i), schema.getFields().get(i).schema(), column.type())));
    }
    return List.copyOf(row);
  }

  private static Value value(@Nullable Object cell, Schema written, SqlType type) {
    if (cell == null) {
      return none(type);
    }
    if (written.getType() == Schema.Type.UNION) {
      return value(cell, written.getTypes().get(1), type);
    }
    String logical = written.getLogicalType() == null ? "" : written.getLogicalType().getName();
    String form = written.getType().name() + (logical.isEmpty() ? "" : " " + logical);
    return switch (form + " into " + type.kind()) {
      case "BOOLEAN into BOOL" -> Value.createBoolValue((Boolean) cell);
      case "LONG into INT64" -> Value.createInt64Value((Long) cell);
      case "DOUBLE into FLOAT64" -> Value.createDoubleValue((Double) cell);
      case "STRING into STRING" -> Value.createStringValue(cell.toString());
      case "BYTES into BYTES" -> Value.createBytesValue(ByteString.copyFrom(bytes(cell)));
      case "INT date into DATE" -> Value.createDateValue((Integer) cell);
      case "LONG time-micros into TIME" ->
          Value.createTimeValue(LocalTime.ofNanoOfDay(Math.multiplyExact((Long) cell, 1000L)));
      case "LONG local-timestamp-micros into DATETIME" ->
          Value.createDatetimeValue(local((Long) cell));
      case "LONG timestamp-micros into TIMESTAMP" ->
          Value.createTimestampValueFromUnixMicros((Long) cell);
      case "BYTES decimal into NUMERIC" -> Value.createNumericValue(decimal(cell, written));
      case "BYTES decimal into BIGNUMERIC" -> Value.createBigNumericValue(decimal(cell, written));
      case "ARRAY into ARRAY" -> list((List<?>) cell, written, type);
      case "RECORD into STRUCT" ->
          Value.createStructValue(
              none(type).getType().asStruct(), row((GenericRecord) cell, written, type.fields()));
      default -> throw new SqlFailure("invalid", "Avro's " + form + " into " + type.text());
    };
  }

  /** A null of that type. */
  private static Value none(SqlType type) {
    return Assignment.none(type);
  }

  private static Value list(List<?> cells, Schema written, SqlType type) {
    List<Value> elements = new ArrayList<>();
    for (Object cell : cells) {
      elements.add(value(cell, written.getElementType(), type.elements().getFirst()));
    }
    return Value.createArrayValue(none(type).getType().asArray(), elements);
  }

  private static LocalDateTime local(long micros) {
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, SECOND), (int) Math.floorMod(micros, SECOND) * 1000, ZoneOffset.UTC);
  }

  private static byte[] bytes(Object cell) {
    ByteBuffer buffer = ((ByteBuffer) cell).duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private static BigDecimal decimal(Object cell, Schema written) {
    LogicalTypes.Decimal decimal = (LogicalTypes.Decimal) written.getLogicalType();
    return new BigDecimal(new BigInteger(bytes(cell)), decimal.getScale());
  }
}
