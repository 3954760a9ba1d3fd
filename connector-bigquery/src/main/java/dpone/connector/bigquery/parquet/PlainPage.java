package dpone.connector.bigquery.parquet;

import dpone.connector.bigquery.encode.Out;
import dpone.connector.bigquery.encode.Values;
import dpone.spi.batch.Column;
import dpone.spi.type.DataType;
import dpone.spi.type.Layout;

/**
 * The values of a page that is open, in the encoding {@code PLAIN}.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/data-pages/encodings/#PLAIN">Parquet:
 *     plain</a>
 */
abstract class PlainPage {
  final Out out;

  PlainPage(Out out) {
    this.out = out;
  }

  /** The values of a leaf. */
  static PlainPage of(Shape.Leaf leaf, Out out) {
    Physical physical = leaf.physical();
    int length = physical.length();
    return switch (leaf.type()) {
      case DataType.Bool ignored -> Bytes.bits(out);
      case DataType.Int whole -> whole.bits() == 64 ? Numbers.longs(out) : Numbers.ints(out);
      case DataType.UInt64 ignored -> Bytes.unsigned(out, length);
      case DataType.FloatingPoint ignored -> Numbers.doubles(out);
      case DataType.Decimal decimal -> decimals(decimal, physical, out);
      case DataType.AnyDecimal ignored ->
          length > 0 ? Bytes.decimalTexts(out, length, physical.scale()) : Bytes.plain(out);
      case DataType.Date ignored -> Numbers.ints(out);
      case DataType.Time time -> micros(time.precision(), out);
      case DataType.Timestamp stamp -> micros(stamp.precision(), out);
      case DataType.TimestampTz stamp -> micros(stamp.precision(), out);
      case DataType.Uuid ignored -> Bytes.uuids(out);
      case DataType.Interval ignored -> Bytes.intervals(out);
      case DataType.Text ignored -> Bytes.plain(out);
      case DataType.Bytes ignored -> Bytes.plain(out);
      case DataType.Json ignored -> Bytes.plain(out);
      case DataType.Enumeration ignored -> Bytes.plain(out);
      case DataType.Array ignored -> throw new IllegalArgumentException("no leaf");
      case DataType.Mapping ignored -> throw new IllegalArgumentException("no leaf");
      case DataType.Struct ignored -> throw new IllegalArgumentException("no leaf");
    };
  }

  private static PlainPage decimals(DataType.Decimal decimal, Physical physical, Out out) {
    return switch (physical.type()) {
      case Physical.INT32 -> Numbers.smallDecimals(out);
      case Physical.INT64 -> Numbers.decimals(out);
      case Physical.BYTE_ARRAY -> Bytes.plain(out);
      default ->
          decimal.layout() == Layout.INT128
              ? Bytes.pairs(out, physical.length())
              : Bytes.decimalTexts(out, physical.length(), physical.scale());
    };
  }

  private static PlainPage micros(int precision, Out out) {
    long divisor = Values.divisor(precision);
    return divisor == 1 ? Numbers.longs(out) : Numbers.micros(out, divisor);
  }

  /** Appends cells, each of which has a value. */
  abstract void add(Column column, int from, int to);

  /** Begins the next page. */
  void clear() {
    out.truncate(0);
  }
}
