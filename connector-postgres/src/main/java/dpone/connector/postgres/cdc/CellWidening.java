package dpone.connector.postgres.cdc;

import dpone.connector.postgres.copy.Wire;
import org.jspecify.annotations.Nullable;

/** Turns the binary form of a cell's old type into that of the wider type its column has today. */
interface CellWidening {
  /** The cell in its new form, whose bytes are all used. */
  byte[] widen(byte[] data, int at, int length);

  /** The conversion between two binary forms, or null if there is none. */
  static @Nullable CellWidening between(String from, String to) {
    return switch (from + ">" + to) {
      case "int2>int4" -> (data, at, length) -> int32(Wire.int16(data, at));
      case "int2>int8" -> (data, at, length) -> int64(Wire.int16(data, at));
      case "int4>int8" -> (data, at, length) -> int64(Wire.int32(data, at));
      case "float4>float8" ->
          (data, at, length) ->
              int64(Double.doubleToRawLongBits(Float.intBitsToFloat(Wire.int32(data, at))));
      default -> null;
    };
  }

  private static byte[] int32(int value) {
    byte[] cell = new byte[4];
    Wire.int32(cell, 0, value);
    return cell;
  }

  private static byte[] int64(long value) {
    byte[] cell = new byte[8];
    Wire.int64(cell, 0, value);
    return cell;
  }
}
