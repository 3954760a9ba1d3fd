package dpone.toolkit.http.source;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.error.Place;
import dpone.spi.type.DataType;
import dpone.spi.type.Schema;
import dpone.toolkit.http.page.FeedCode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * The column that tells what is new: its values in order, and as text. Whole numbers, dates,
 * timestamps, and text in the order of its bytes, such as times of ISO 8601 in one zone.
 */
final class Cursor {
  private final int index;
  private final DataType type;

  /** A value of the column; one of the two parts counts, by the column's type. */
  static final class Value implements Comparable<Value> {
    private final long number;
    private final byte[] text;

    Value(long number, byte[] text) {
      this.number = number;
      this.text = text;
    }

    @Override
    public int compareTo(Value other) {
      int order = Long.compare(number, other.number);
      return order != 0 ? order : Arrays.compareUnsigned(text, other.text);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Value value && compareTo(value) == 0;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(number) * 31 + Arrays.hashCode(text);
    }
  }

  private static final byte[] NO_TEXT = {};

  private Cursor(int index, DataType type) {
    this.index = index;
    this.type = type;
  }

  /**
   * The cursor of a stream.
   *
   * @throws dpone.spi.error.DponeException when there is no such column, or its type has no order
   */
  static Cursor of(String stream, Schema schema, String column) {
    int index = schema.names().indexOf(column);
    if (index < 0) {
      throw FeedCode.STREAM_OPTION
          .error("the cursor " + column + " is not among the columns that are read")
          .at(Place.field(stream, column))
          .build();
    }
    DataType type = schema.fields().get(index).type();
    boolean ordered =
        switch (type) {
          case DataType.Int t -> true;
          case DataType.Date t -> true;
          case DataType.Timestamp t -> true;
          case DataType.TimestampTz t -> true;
          case DataType.Text t -> true;
          default -> false;
        };
    if (!ordered) {
      throw FeedCode.STREAM_OPTION
          .error("a column of type " + type.text() + " cannot be a cursor")
          .at(Place.field(stream, column))
          .build();
    }
    return new Cursor(index, type);
  }

  /** The column's type. */
  DataType type() {
    return type;
  }

  /** Whether the cell has no value. */
  boolean isNull(ColumnBatch batch, int row) {
    return batch.column(index).isNull(row);
  }

  /** Compares a cell. */
  int compare(ColumnBatch batch, int row, Value value) {
    return switch (batch.column(index)) {
      case LongColumn c -> Long.compare(c.get(row), value.number);
      case IntColumn c -> Long.compare(c.get(row), value.number);
      default -> {
        var c = batch.bytes(index);
        byte[] other = value.text;
        yield Arrays.compareUnsigned(c.data(), c.start(row), c.end(row), other, 0, other.length);
      }
    };
  }

  /** The value of a cell. */
  Value value(ColumnBatch batch, int row) {
    return switch (batch.column(index)) {
      case LongColumn c -> new Value(c.get(row), NO_TEXT);
      case IntColumn c -> new Value(c.get(row), NO_TEXT);
      default -> {
        var c = batch.bytes(index);
        yield new Value(0, Arrays.copyOfRange(c.data(), c.start(row), c.end(row)));
      }
    };
  }

  /** The value of a text that {@link #text} wrote, or of a moment for a column of time. */
  Value parse(String text) {
    try {
      return switch (type) {
        case DataType.Int t -> new Value(Long.parseLong(text), NO_TEXT);
        case DataType.Date t -> new Value(day(text).toEpochDay(), NO_TEXT);
        case DataType.Timestamp t -> new Value(units(instant(text), t.precision()), NO_TEXT);
        case DataType.TimestampTz t -> new Value(units(instant(text), t.precision()), NO_TEXT);
        default -> new Value(0, text.getBytes(StandardCharsets.UTF_8));
      };
    } catch (DateTimeException | NumberFormatException | ArithmeticException malformed) {
      throw FeedCode.POSITION_UNREADABLE
          .error("a position of a column of type " + type.text() + " cannot be " + text)
          .build();
    }
  }

  /** The value as text, as positions and variables have it. */
  String text(Value value) {
    return switch (type) {
      case DataType.Int t -> Long.toString(value.number);
      case DataType.Date t -> LocalDate.ofEpochDay(value.number).toString();
      case DataType.Timestamp t -> moment(value.number, t.precision()).toString();
      case DataType.TimestampTz t -> moment(value.number, t.precision()).toString();
      default -> new String(value.text, StandardCharsets.UTF_8);
    };
  }

  /** Whether one can look back from it by a span of time. */
  boolean isTime() {
    return type instanceof DataType.Date
        || type instanceof DataType.Timestamp
        || type instanceof DataType.TimestampTz;
  }

  /** Whether its values can be told from those of this machine's clock; a zone of a day at most. */
  boolean isMoment() {
    return type instanceof DataType.Date || type instanceof DataType.TimestampTz;
  }

  /** The value that lies so much earlier, as text. */
  String earlier(String text, Duration span) {
    if (span.isZero()) {
      return text;
    }
    if (type instanceof DataType.Date) {
      long days = Math.ceilDiv(span.toSeconds(), 86_400);
      return day(text).minusDays(days).toString();
    }
    return instant(text).minus(span).toString();
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text.indexOf('T') < 0 ? text : text.substring(0, text.indexOf('T')));
  }

  private static Instant instant(String text) {
    return text.indexOf('T') < 0
        ? LocalDate.parse(text).atStartOfDay(java.time.ZoneOffset.UTC).toInstant()
        : Instant.parse(text);
  }

  private static long units(Instant moment, int precision) {
    long perSecond = perSecond(precision);
    return Math.addExact(
        Math.multiplyExact(moment.getEpochSecond(), perSecond),
        moment.getNano() / (1_000_000_000L / perSecond));
  }

  private static Instant moment(long units, int precision) {
    long perSecond = perSecond(precision);
    return Instant.ofEpochSecond(
        Math.floorDiv(units, perSecond),
        Math.floorMod(units, perSecond) * (1_000_000_000L / perSecond));
  }

  // Rule TYPE-1: microseconds up to precision 6, above that as many digits as it has.
  private static long perSecond(int precision) {
    long perSecond = 1_000_000;
    for (int digits = 6; digits < precision; digits++) {
      perSecond *= 10;
    }
    return perSecond;
  }
}
