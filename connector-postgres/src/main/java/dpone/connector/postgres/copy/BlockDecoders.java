package dpone.connector.postgres.copy;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.LongColumn;

/** The cells of a block's column at once, for the types that most tables are made of. */
final class BlockDecoders {
  /** Decodes the cells of a block's column, nulls among them. */
  @FunctionalInterface
  interface Loop {
    /** Does it; errors as of the decoder of one cell. */
    void decode(RowBlock block, int index, Column column);
  }

  /**
   * A decoder of one cell and of many.
   *
   * @param one for rows that are decoded by themselves
   * @param all for blocks of rows
   */
  record Both(CellDecoder one, Loop all) implements CellDecoder {
    @Override
    public void decode(byte[] data, int at, int length, Column column) {
      one.decode(data, at, length, column);
    }

    @Override
    public void decode(RowBlock block, int index, Column column) {
      all.decode(block, index, column);
    }
  }

  private BlockDecoders() {}

  /** Numbers of 16 bits. */
  static void int16(RowBlock block, int index, Column column) {
    byte[] data = block.data();
    IntColumn ints = (IntColumn) column;
    for (int row = 0; row < block.rows(); row++) {
      int length = block.length(index, row);
      if (length < 0) {
        ints.appendNull();
      } else {
        ints.append(Wire.int16(data, Decoders.sized(block.place(index, row), length, 2)));
      }
    }
  }

  /** Numbers of 32 bits. */
  static void int32(RowBlock block, int index, Column column) {
    byte[] data = block.data();
    IntColumn ints = (IntColumn) column;
    for (int row = 0; row < block.rows(); row++) {
      int length = block.length(index, row);
      if (length < 0) {
        ints.appendNull();
      } else {
        ints.append(Wire.int32(data, Decoders.sized(block.place(index, row), length, 4)));
      }
    }
  }

  /** Numbers of 64 bits. */
  static void int64(RowBlock block, int index, Column column) {
    byte[] data = block.data();
    LongColumn longs = (LongColumn) column;
    for (int row = 0; row < block.rows(); row++) {
      int length = block.length(index, row);
      if (length < 0) {
        longs.appendNull();
      } else {
        longs.append(Wire.int64(data, Decoders.sized(block.place(index, row), length, 8)));
      }
    }
  }

  /** Timestamps with and without a zone. */
  static void timestamps(RowBlock block, int index, Column column) {
    byte[] data = block.data();
    LongColumn longs = (LongColumn) column;
    for (int row = 0; row < block.rows(); row++) {
      int length = block.length(index, row);
      if (length < 0) {
        longs.appendNull();
      } else {
        longs.append(Decoders.micros(data, block.place(index, row), length));
      }
    }
  }

  /** Dates. */
  static void dates(RowBlock block, int index, Column column) {
    byte[] data = block.data();
    IntColumn ints = (IntColumn) column;
    for (int row = 0; row < block.rows(); row++) {
      int length = block.length(index, row);
      if (length < 0) {
        ints.appendNull();
      } else {
        ints.append(Decoders.days(data, block.place(index, row), length));
      }
    }
  }

  /** Floating point numbers of 32 bits. */
  static void float32(RowBlock block, int index, Column column) {
    byte[] data = block.data();
    DoubleColumn doubles = (DoubleColumn) column;
    for (int row = 0; row < block.rows(); row++) {
      int length = block.length(index, row);
      if (length < 0) {
        doubles.appendNull();
      } else {
        int at = Decoders.sized(block.place(index, row), length, 4);
        doubles.append(Float.intBitsToFloat(Wire.int32(data, at)));
      }
    }
  }

  /** Floating point numbers of 64 bits. */
  static void float64(RowBlock block, int index, Column column) {
    byte[] data = block.data();
    DoubleColumn doubles = (DoubleColumn) column;
    for (int row = 0; row < block.rows(); row++) {
      int length = block.length(index, row);
      if (length < 0) {
        doubles.appendNull();
      } else {
        int at = Decoders.sized(block.place(index, row), length, 8);
        doubles.append(Double.longBitsToDouble(Wire.int64(data, at)));
      }
    }
  }

  /** UUIDs. */
  static void uuids(RowBlock block, int index, Column column) {
    byte[] data = block.data();
    Int128Column pairs = (Int128Column) column;
    for (int row = 0; row < block.rows(); row++) {
      int length = block.length(index, row);
      if (length < 0) {
        pairs.appendNull();
      } else {
        int at = Decoders.sized(block.place(index, row), length, 16);
        pairs.append(Wire.int64(data, at), Wire.int64(data, at + 8));
      }
    }
  }

  /** Text and bytes, as they are. */
  static void bytes(RowBlock block, int index, Column column) {
    byte[] data = block.data();
    BytesColumn bytes = (BytesColumn) column;
    for (int row = 0; row < block.rows(); row++) {
      int length = block.length(index, row);
      if (length < 0) {
        bytes.appendNull();
      } else {
        bytes.append(data, block.place(index, row), length);
      }
    }
  }

  /** Decimals of a scale that the type tells. */
  static Loop decimals(int scale) {
    return (block, index, column) -> {
      byte[] data = block.data();
      Int128Column pairs = (Int128Column) column;
      for (int row = 0; row < block.rows(); row++) {
        int length = block.length(index, row);
        if (length < 0) {
          pairs.appendNull();
        } else {
          Numerics.toInt128(data, block.place(index, row), length, scale, pairs);
        }
      }
    };
  }
}
