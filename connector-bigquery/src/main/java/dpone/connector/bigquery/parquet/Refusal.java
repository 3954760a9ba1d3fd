package dpone.connector.bigquery.parquet;

import dpone.connector.bigquery.encode.Values;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.CellState;
import dpone.spi.batch.Column;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.IntervalColumn;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.batch.StructColumn;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says of a value that is there why it has no place in BigQuery. Asked before a row is written,
 * since a row in columns cannot be taken back.
 */
@FunctionalInterface
interface Refusal {
  /**
   * Asks.
   *
   * @return a phrase; null if it has a place
   */
  @Nullable String why(Column column, int cell);

  /** Of a type; null if all of its values have a place. */
  static @Nullable Refusal of(DataType type, boolean asText) {
    return switch (type) {
      case DataType.Date ignored -> (column, cell) -> Values.day(((IntColumn) column).get(cell));
      case DataType.Time time -> {
        long divisor = Values.divisor(time.precision());
        yield (column, cell) ->
            Values.time(Math.floorDiv(((LongColumn) column).get(cell), divisor));
      }
      case DataType.Timestamp stamp -> moment(stamp.precision());
      case DataType.TimestampTz stamp -> moment(stamp.precision());
      case DataType.Interval ignored ->
          (column, cell) -> {
            IntervalColumn intervals = (IntervalColumn) column;
            return Values.interval(
                intervals.months(cell), intervals.days(cell), intervals.micros(cell));
          };
      case DataType.Decimal decimal -> decimal(Physical.of(decimal, asText));
      case DataType.AnyDecimal ignored -> decimal(Physical.of(type, asText));
      case DataType.Array array -> list(of(array.element(), asText));
      case DataType.Mapping map -> list(fields(List.of(map.key(), map.value()), asText));
      case DataType.Struct struct ->
          fields(struct.fields().stream().map(Field::type).toList(), asText);
      default -> null;
    };
  }

  private static Refusal moment(int precision) {
    long divisor = Values.divisor(precision);
    return (column, cell) -> {
      long units = ((LongColumn) column).get(cell);
      return Values.moment(units, divisor == 1 ? units : Math.floorDiv(units, divisor));
    };
  }

  private static @Nullable Refusal decimal(Physical physical) {
    return physical.length() <= 16
        ? null
        : (column, cell) -> {
          BytesColumn texts = (BytesColumn) column;
          if (fits(texts, cell, physical.scale())) {
            return null;
          }
          String text = texts.text(cell);
          return Values.unscaled(text, physical.scale()) == null
              ? Values.tooWide(text, physical.scale())
              : null;
        };
  }

  /** Whether that is so at first sight: digits and a point, and few enough on either side. */
  private static boolean fits(BytesColumn texts, int cell, int scale) {
    byte[] data = texts.data();
    int at = texts.start(cell);
    int end = texts.end(cell);
    if (at < end && data[at] == '-') {
      at++;
    }
    int whole = 0;
    while (at < end && data[at] >= '0' && data[at] <= '9') {
      at++;
      whole++;
    }
    int fraction = 0;
    if (at < end && data[at] == '.') {
      at++;
      while (at < end && data[at] >= '0' && data[at] <= '9') {
        at++;
        fraction++;
      }
    }
    return at == end && whole > 0 && whole <= Values.WIDEST_SCALE && fraction <= scale;
  }

  private static Refusal list(@Nullable Refusal element) {
    return (column, cell) -> {
      ListColumn list = (ListColumn) column;
      Column elements = list.elements();
      int end = list.end(cell);
      for (int i = list.start(cell); i < end; i++) {
        if (elements.state(i) != CellState.VALUE) {
          return Values.NULL_ELEMENT;
        }
        String why = element == null ? null : element.why(elements, i);
        if (why != null) {
          return why;
        }
      }
      return null;
    };
  }

  private static @Nullable Refusal fields(List<DataType> types, boolean asText) {
    @Nullable Refusal[] refusals = new @Nullable Refusal[types.size()];
    boolean any = false;
    for (int i = 0; i < refusals.length; i++) {
      refusals[i] = of(types.get(i), asText);
      any |= refusals[i] != null;
    }
    if (!any) {
      return null;
    }
    return (column, cell) -> {
      StructColumn struct = (StructColumn) column;
      for (int i = 0; i < refusals.length; i++) {
        Refusal refusal = refusals[i];
        if (refusal != null && struct.field(i).state(cell) == CellState.VALUE) {
          String why = refusal.why(struct.field(i), cell);
          if (why != null) {
            return why;
          }
        }
      }
      return null;
    };
  }
}
