package dpone.toolkit.format.cell;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.DoubleColumn;
import dpone.spi.batch.Int128Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.IntervalColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.type.DataType;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.PoisonException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The text form of each scalar type. */
public final class TextCells {
  private TextCells() {}

  /**
   * A reader of the type's text.
   *
   * @param form how the text is written
   * @param hex whether bytes are hexadecimal instead of base64
   * @return empty for lists, structs and maps
   */
  public static Optional<TextCell> of(DataType type, CellForm form, boolean hex) {
    if (form.pattern() != null || form.zone() != null) {
      Optional<TextCell> time = TimeCells.of(type, form);
      if (time.isPresent()) {
        return time;
      }
    }
    Optional<TextCell> cell = of(type, form.epoch(), hex);
    boolean isNumber =
        switch (type) {
          case DataType.Int t -> true;
          case DataType.UInt64 t -> true;
          case DataType.FloatingPoint t -> true;
          case DataType.Decimal t -> true;
          case DataType.AnyDecimal t -> true;
          default -> false;
        };
    return isNumber && form.numbers() != NumberForm.PLAIN
        ? cell.map(number -> new GroupedNumber(number, form.numbers(), type.text()))
        : cell;
  }

  private static Optional<TextCell> of(DataType type, @Nullable Epoch epoch, boolean hex) {
    TextCell cell =
        switch (type) {
          case DataType.Bool t -> TextCells::bool;
          case DataType.Int t when t.bits() == 64 ->
              (d, f, e, c) -> ((LongColumn) c).append(Numbers.int64(d, f, e));
          case DataType.Int t ->
              (d, f, e, c) -> ((IntColumn) c).append(Numbers.int32(d, f, e, t.bits()));
          case DataType.UInt64 t ->
              (d, f, e, c) -> ((LongColumn) c).append(Numbers.uint64(d, f, e));
          case DataType.FloatingPoint t ->
              (d, f, e, c) -> ((DoubleColumn) c).append(Numbers.floating(d, f, e, t.bits()));
          case DataType.Decimal t when t.precision() <= 38 ->
              (d, f, e, c) -> Decimals.append(d, f, e, t, (Int128Column) c);
          case DataType.Decimal t ->
              (d, f, e, c) -> Decimals.appendWide(Decimals.parse(d, f, e), t, (BytesColumn) c);
          case DataType.AnyDecimal t -> TextCells::anyDecimal;
          case DataType.Text t -> (d, f, e, c) -> ((BytesColumn) c).append(d, f, e - f);
          case DataType.Bytes t when hex ->
              (d, f, e, c) -> Binary.fromHex(d, f, e, (BytesColumn) c);
          case DataType.Bytes t -> (d, f, e, c) -> Binary.fromBase64(d, f, e, (BytesColumn) c);
          case DataType.Uuid t -> (d, f, e, c) -> Binary.uuid(d, f, e, (Int128Column) c);
          case DataType.Interval t -> (d, f, e, c) -> Durations.read(d, f, e, (IntervalColumn) c);
          case DataType.Enumeration t -> enumeration(t);
          case DataType.Date t -> epoch == null ? isoDate() : epochDate(epoch);
          case DataType.Time t -> time(t.precision(), epoch);
          case DataType.Timestamp t -> timestamp(t.precision(), t.text(), epoch, false);
          case DataType.TimestampTz t -> timestamp(t.precision(), t.text(), epoch, true);
          case DataType.Json t -> null;
          case DataType.Array t -> null;
          case DataType.Mapping t -> null;
          case DataType.Struct t -> null;
        };
    return Optional.ofNullable(cell);
  }

  private static void bool(byte[] data, int from, int to, dpone.spi.batch.Column column) {
    String text = to - from <= 5 ? Refusal.text(data, from, to) : "";
    switch (text) {
      case "true", "t", "1" -> ((IntColumn) column).append(1);
      case "false", "f", "0" -> ((IntColumn) column).append(0);
      default -> throw Refusal.notA("bool", data, from, to);
    }
  }

  private static void anyDecimal(byte[] data, int from, int to, dpone.spi.batch.Column column) {
    switch (to - from <= 9 ? Refusal.text(data, from, to) : "") {
      case "NaN", "Infinity", "-Infinity" -> ((BytesColumn) column).append(data, from, to - from);
      default -> Decimals.appendAny(Decimals.parse(data, from, to), (BytesColumn) column);
    }
  }

  private static TextCell enumeration(DataType.Enumeration type) {
    List<byte[]> words =
        type.values().stream().map(v -> v.getBytes(StandardCharsets.UTF_8)).toList();
    return (data, from, to, column) -> {
      for (byte[] word : words) {
        if (Arrays.equals(word, 0, word.length, data, from, to)) {
          ((BytesColumn) column).append(data, from, to - from);
          return;
        }
      }
      throw new PoisonException(
          FormatCode.VALUE_WRONG_TYPE,
          Refusal.text(data, from, to),
          "the value is none of the enum");
    };
  }

  private static TextCell isoDate() {
    IsoText iso = new IsoText("date");
    return (d, f, e, c) -> ((IntColumn) c).append(iso.date(d, f, e));
  }

  private static TextCell epochDate(Epoch epoch) {
    return (d, f, e, c) -> ((IntColumn) c).append(date(Numbers.int64(d, f, e), epoch));
  }

  /** Days of a count; refuses a count that is not at midnight. */
  public static int date(long count, Epoch epoch) {
    long day = epoch == Epoch.DAYS ? 1 : 86_400 * Int128.power(epoch.digits());
    long days = count / day;
    if (days * day != count || days <= Integer.MIN_VALUE || days >= Integer.MAX_VALUE) {
      throw Refusal.tooLarge("date", Long.toString(count));
    }
    return (int) days;
  }

  private static TextCell time(int precision, @Nullable Epoch epoch) {
    String type = "time(" + precision + ")";
    if (epoch == null) {
      IsoText iso = new IsoText(type);
      return (d, f, e, c) -> ((LongColumn) c).append(iso.time(d, f, e, precision));
    }
    int digits = Math.max(0, epoch.digits());
    return (d, f, e, c) ->
        ((LongColumn) c).append(timeOfDay(Numbers.int64(d, f, e), digits, precision, type));
  }

  /** Moves a count since midnight; refuses one that is not within a day. */
  public static long timeOfDay(long count, int digits, int precision, String type) {
    if (count < 0 || count > 86_400 * Int128.power(digits)) {
      throw Refusal.tooLarge(type, Long.toString(count));
    }
    return Units.move(count, digits, precision, type);
  }

  private static TextCell timestamp(
      int precision, String type, @Nullable Epoch epoch, boolean zoned) {
    if (epoch == null) {
      IsoText iso = new IsoText(type);
      return zoned
          ? (d, f, e, c) -> ((LongColumn) c).append(iso.timestampTz(d, f, e, precision))
          : (d, f, e, c) -> ((LongColumn) c).append(iso.timestamp(d, f, e, precision));
    }
    if (epoch == Epoch.DAYS) {
      return (d, f, e, c) ->
          ((LongColumn) c)
              .append(
                  Units.move(
                      Math.multiplyExact((long) date(Numbers.int64(d, f, e), epoch), 86_400L),
                      0,
                      precision,
                      type));
    }
    int digits = epoch.digits();
    return (d, f, e, c) ->
        ((LongColumn) c).append(Units.move(Numbers.int64(d, f, e), digits, precision, type));
  }
}
