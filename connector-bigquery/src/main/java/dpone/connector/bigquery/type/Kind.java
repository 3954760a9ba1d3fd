package dpone.connector.bigquery.type;

import dpone.connector.bigquery.error.BqCode;
import java.util.Locale;
import java.util.Map;

/** The types of GoogleSQL. */
public enum Kind {
  /** Truth values. */
  BOOL,
  /** Whole numbers of 64 bits. */
  INT64,
  /** IEEE numbers of 64 bits. */
  FLOAT64,
  /** Decimals of 29 digits before and 9 after the point. */
  NUMERIC,
  /** Decimals of 38 digits on either side of the point. */
  BIGNUMERIC,
  /** Text. */
  STRING,
  /** Bytes. */
  BYTES,
  /** Calendar dates. */
  DATE,
  /** Times of day. */
  TIME,
  /** Dates and times without zone. */
  DATETIME,
  /** Instants. */
  TIMESTAMP,
  /** Months, days and microseconds. */
  INTERVAL,
  /** JSON values. */
  JSON,
  /** Points, lines and areas on the earth. */
  GEOGRAPHY,
  /** From one moment to another. */
  RANGE,
  /** Lists; a list holds no null and no list. */
  ARRAY,
  /** Named fields. */
  STRUCT;

  private static final Map<String, Kind> OF_REST =
      Map.of("INTEGER", INT64, "FLOAT", FLOAT64, "BOOLEAN", BOOL, "RECORD", STRUCT);

  /** The kind of a name of the REST interface or of GoogleSQL. */
  static Kind ofRest(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    Kind known = OF_REST.get(upper);
    if (known != null) {
      return known;
    }
    for (Kind kind : values()) {
      if (kind.name().equals(upper)) {
        return kind;
      }
    }
    throw BqCode.UNSUPPORTED_FEATURE
        .error("a column of the target has the type " + name + ", which this release does not know")
        .build();
  }

  /** Whether values can be told apart by {@code =} and grouped. */
  public boolean comparable() {
    return this != JSON && this != GEOGRAPHY && this != ARRAY && this != STRUCT;
  }

  /** Whether a table can be clustered by it. */
  public boolean clusters() {
    return switch (this) {
      case BOOL, INT64, NUMERIC, BIGNUMERIC, STRING, DATE, DATETIME, TIMESTAMP, RANGE -> true;
      case FLOAT64, BYTES, TIME, INTERVAL, JSON, GEOGRAPHY, ARRAY, STRUCT -> false;
    };
  }
}
