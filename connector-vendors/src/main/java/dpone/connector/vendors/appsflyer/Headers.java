package dpone.connector.vendors.appsflyer;

import dpone.spi.type.DataType;
import dpone.toolkit.http.api.ColumnDefinition;
import java.util.Locale;
import java.util.stream.Stream;

/** Columns that are told by the names in a report's first line. */
final class Headers {
  static final DataType TEXT = new DataType.Text();
  static final DataType COUNT = new DataType.Int(64);
  static final DataType DAY = new DataType.Date();

  /** Amounts and ratios. No page of the vendor's says how many digits they have. */
  static final DataType NUMBER = new DataType.Decimal(38, 12);

  /** Local time of the report's time zone; some reports have milliseconds. */
  static final DataType TIME = new DataType.Timestamp(3);

  private Headers() {}

  /** Columns of one type, in order. */
  static Stream<ColumnDefinition> columns(DataType type, String... headers) {
    return Stream.of(headers).map(header -> column(header, type));
  }

  static ColumnDefinition column(String header, DataType type) {
    return ColumnDefinition.of(name(header), type, pointer(header));
  }

  /** The name in lower case, with an underscore for whatever is neither a letter nor a digit. */
  static String name(String header) {
    String name = header.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    return name.replaceAll("^_|_$", "");
  }

  private static String pointer(String header) {
    return "/" + header.replace("~", "~0").replace("/", "~1");
  }
}
