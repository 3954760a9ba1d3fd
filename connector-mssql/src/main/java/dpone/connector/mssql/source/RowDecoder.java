package dpone.connector.mssql.source;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.IntervalColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.batch.StructColumn;
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

/** Puts a row of raw values into a batch, or one of them into a column. */
public final class RowDecoder {
  private final List<Field> fields;

  private final long maxCellBytes;

  /**
   * A decoder.
   *
   * @param schema columns, in the order of the select list
   * @param maxCellBytes bytes of the largest cell
   */
  public RowDecoder(Schema schema, long maxCellBytes) {
    this.fields = schema.fields();
    this.maxCellBytes = maxCellBytes;
  }

  void decode(ResultSet row, ColumnBatch batch) throws SQLException, UnfitCell {
    for (int i = 0; i < fields.size(); i++) {
      cell(row, i + 1, fields.get(i), batch.column(i));
    }
    batch.endRow();
  }

  /**
   * Appends one cell of a raw select list.
   *
   * @param at place in the select list, from 1
   * @param field what it is
   * @param into column of that type
   */
  public void cell(ResultSet row, int at, Field field, Column into) throws SQLException, UnfitCell {
    switch (into) {
      case IntColumn ints -> {
        int value =
            field.type() instanceof DataType.Bool ? (row.getBoolean(at) ? 1 : 0) : row.getInt(at);
        if (row.wasNull()) {
          ints.appendNull();
        } else {
          ints.append(value);
        }
      }
      case LongColumn longs -> {
        long value = row.getLong(at);
        if (row.wasNull()) {
          longs.appendNull();
        } else {
          longs.append(value);
        }
      }
      case DoubleColumn doubles -> {
        double value = row.getDouble(at);
        if (row.wasNull()) {
          doubles.appendNull();
        } else {
          doubles.append(value);
        }
      }
      case Int128Column wide -> wide(row, at, field.type(), wide);
      case BytesColumn bytes -> bytes(row, at, field, bytes);
      case IntervalColumn ignored -> throw new IllegalStateException(field.type().text());
      case ListColumn ignored -> throw new IllegalStateException(field.type().text());
      case StructColumn ignored -> throw new IllegalStateException(field.type().text());
    }
  }

  private void bytes(ResultSet row, int at, Field field, BytesColumn into)
      throws SQLException, UnfitCell {
    if (field.type() instanceof DataType.Bytes) {
      byte[] value = row.getBytes(at);
      if (value == null) {
        into.appendNull();
      } else {
        check(field, value.length);
        into.append(value, 0, value.length);
      }
      return;
    }
    String value = row.getString(at);
    if (value == null) {
      into.appendNull();
    } else {
      byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
      check(field, utf8.length);
      into.append(utf8, 0, utf8.length);
    }
  }

  private void check(Field field, long bytes) throws UnfitCell {
    if (bytes > maxCellBytes) {
      throw new UnfitCell(field.name(), bytes, maxCellBytes);
    }
  }

  private static void wide(ResultSet row, int at, DataType type, Int128Column into)
      throws SQLException {
    if (type instanceof DataType.Decimal decimal) {
      BigDecimal value = row.getBigDecimal(at);
      if (value == null) {
        into.appendNull();
      } else {
        BigInteger unscaled = value.setScale(decimal.scale()).unscaledValue();
        into.append(unscaled.shiftRight(64).longValue(), unscaled.longValue());
      }
      return;
    }
    byte[] guid = row.getBytes(at);
    if (guid == null) {
      into.appendNull();
      return;
    }
    ByteBuffer buffer = ByteBuffer.wrap(guid);
    // The first three parts come with their little end first.
    long high =
        (Integer.toUnsignedLong(Integer.reverseBytes(buffer.getInt(0))) << 32)
            | (Short.toUnsignedLong(Short.reverseBytes(buffer.getShort(4))) << 16)
            | Short.toUnsignedLong(Short.reverseBytes(buffer.getShort(6)));
    into.append(high, buffer.getLong(8));
  }
}
