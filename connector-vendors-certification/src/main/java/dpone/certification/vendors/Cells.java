package dpone.certification.vendors;

import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import dpone.spi.type.DataType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The kit's cells and what vendors write them as. */
final class Cells {
  /** Text that codecs trip over, also one of windows-1251. */
  static final String TEXT = "Ёж & <b>\"ключ\"</b> 'x' \\ конец, a=b; 100%";

  private Cells() {}

  /** A day so many days after another. */
  static String day(LocalDate first, int days) {
    return first.plusDays(days).toString();
  }

  /** A measure as the kit writes it. */
  static String measure(double value) {
    return String.format(Locale.ROOT, "%016x", Double.doubleToRawLongBits(value));
  }

  /** A decimal as the kit writes it. */
  static String decimal(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** A second as the kit writes it. */
  static String second(Instant moment) {
    return Long.toString(moment.getEpochSecond() * 1_000_000);
  }

  /** The moment that a cell is. */
  static Instant moment(String micros) {
    long number = Long.parseLong(micros);
    return Instant.ofEpochSecond(
        Math.floorDiv(number, 1_000_000), Math.floorMod(number, 1_000_000) * 1_000L);
  }

  /** A cell as JSON. */
  static String json(DataType type, @Nullable String cell) {
    if (cell == null) {
      return "null";
    }
    return switch (type) {
      case DataType.Int t -> cell;
      case DataType.Decimal t -> cell;
      case DataType.Json t -> cell;
      case DataType.Bool t -> cell.equals("t") ? "true" : "false";
      case DataType.FloatingPoint t ->
          Double.toString(Double.longBitsToDouble(Long.parseUnsignedLong(cell, 16)));
      default -> quote(cell);
    };
  }

  /** A text in JSON. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\');
      }
      if (c < ' ') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  /** A moment by a pattern. */
  static String time(String micros, String pattern, ZoneId zone) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(moment(micros).atZone(zone));
  }

  /**
   * A row as an object of JSON.
   *
   * @param time how a time is written
   */
  static String object(
      TestTable table, TestRow row, java.util.function.UnaryOperator<String> time) {
    StringJoiner object = new StringJoiner(",", "{", "}");
    for (int i = 0; i < table.columns().size(); i++) {
      TestTable.Column column = table.columns().get(i);
      String cell = row.cell(i);
      String value =
          cell != null && column.type() instanceof DataType.TimestampTz
              ? quote(time.apply(cell))
              : json(column.type(), cell);
      object.add(quote(column.name()) + ":" + value);
    }
    return object.toString();
  }
}
