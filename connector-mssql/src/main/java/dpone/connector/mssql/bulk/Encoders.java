package dpone.connector.mssql.bulk;

import dpone.spi.type.DataType;

/** The encoder of a column. */
final class Encoders {
  private Encoders() {}

  /**
   * The encoder.
   *
   * @param at index of the column's first place in the row
   */
  static CellEncoder of(StageColumn column, int at) {
    return switch (column.form()) {
      case BIT -> new NumberEncoders.Bits(at);
      case INT ->
          column.type() instanceof DataType.Date
              ? new NumberEncoders.Days(at, new Boxes())
              : new NumberEncoders.Ints(at, new Boxes());
      case BIGINT -> number(column.type(), at);
      case REAL -> new NumberEncoders.Floats(at, true);
      case FLOAT -> new NumberEncoders.Floats(at, false);
      case DECIMAL ->
          new NumberEncoders.Decimals(
              at, new Boxes(), false, ((DataType.Decimal) column.type()).scale());
      case GUID -> new NumberEncoders.Guids(at);
      case BYTES ->
          column.type() instanceof DataType.Bytes
              ? new BytesEncoders.Bytes(at)
              : new BytesEncoders.Text(at);
    };
  }

  private static CellEncoder number(DataType type, int at) {
    return switch (type) {
      case DataType.Decimal ignored -> new NumberEncoders.Decimals(at, new Boxes(), true, 0);
      case DataType.Time time -> new NumberEncoders.Ticks(at, new Boxes(), true, time.precision());
      case DataType.Timestamp stamp ->
          new NumberEncoders.Ticks(at, new Boxes(), false, stamp.precision());
      case DataType.TimestampTz stamp ->
          new NumberEncoders.Ticks(at, new Boxes(), false, stamp.precision());
      default -> new NumberEncoders.Longs(at, new Boxes());
    };
  }
}
