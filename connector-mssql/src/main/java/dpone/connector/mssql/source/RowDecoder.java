package dpone.connector.mssql.source;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Puts a row of raw values into a batch. */
final class RowDecoder {
  private final List<Field> fields;

  private final long maxCellBytes;

  RowDecoder(Schema schema, long maxCellBytes) {
    this.fields = schema.fields();
    this.maxCellBytes = maxCellBytes;
  }

  void decode(ResultSet row, ColumnBatch batch) throws SQLException, UnfitCell {
    for (int i = 0; i < fields.size(); i++) {
      cell(row, i, fields.get(i).type(), batch);
    }
    batch.endRow();
  }

  private void cell(ResultSet row, int i, DataType type, ColumnBatch batch)
      throws SQLException, UnfitCell {
    switch (type.layout()) {
      case INT -> {
        int value =
            type instanceof DataType.Bool ? (row.getBoolean(i + 1) ? 1 : 0) : row.getInt(i + 1);
        if (row.wasNull()) {
          batch.column(i).appendNull();
        } else {
          batch.ints(i).append(value);
        }
      }
      case LONG -> {
        long value = row.getLong(i + 1);
        if (row.wasNull()) {
          batch.column(i).appendNull();
        } else {
          batch.longs(i).append(value);
        }
      }
      case DOUBLE -> {
        double value = row.getDouble(i + 1);
        if (row.wasNull()) {
          batch.column(i).appendNull();
        } else {
          batch.doubles(i).append(value);
        }
      }
      case INT128 -> wide(row, i, type, batch);
      case BYTES -> bytes(row, i, type, batch);
      case INTERVAL, LIST, STRUCT -> throw new IllegalStateException(type.text());
    }
  }

  private void bytes(ResultSet row, int i, DataType type, ColumnBatch batch)
      throws SQLException, UnfitCell {
    if (type instanceof DataType.Bytes) {
      byte[] value = row.getBytes(i + 1);
      if (value == null) {
        batch.column(i).appendNull();
      } else {
        check(i, value.length);
        batch.bytes(i).append(value, 0, value.length);
      }
      return;
    }
    String value = row.getString(i + 1);
    if (value == null) {
      batch.column(i).appendNull();
    } else {
      byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
      check(i, utf8.length);
      batch.bytes(i).append(utf8, 0, utf8.length);
    }
  }

  private void check(int column, long bytes) throws UnfitCell {
    if (bytes > maxCellBytes) {
      throw new UnfitCell(fields.get(column).name(), bytes, maxCellBytes);
    }
  }

  private static void wide(ResultSet row, int i, DataType type, ColumnBatch batch)
      throws SQLException {
    if (type instanceof DataType.Decimal decimal) {
      BigDecimal value = row.getBigDecimal(i + 1);
      if (value == null) {
        batch.column(i).appendNull();
      } else {
        BigInteger unscaled = value.setScale(decimal.scale()).unscaledValue();
        batch.int128s(i).append(unscaled.shiftRight(64).longValue(), unscaled.longValue());
      }
      return;
    }
    byte[] guid = row.getBytes(i + 1);
    if (guid == null) {
      batch.column(i).appendNull();
      return;
    }
    ByteBuffer buffer = ByteBuffer.wrap(guid);
    // The first three parts come with their little end first.
    long high =
        (Integer.toUnsignedLong(Integer.reverseBytes(buffer.getInt(0))) << 32)
            | (Short.toUnsignedLong(Short.reverseBytes(buffer.getShort(4))) << 16)
            | Short.toUnsignedLong(Short.reverseBytes(buffer.getShort(6)));
    batch.int128s(i).append(high, buffer.getLong(8));
  }
}
