package dpone.connector.kafka.source;

import dpone.connector.kafka.error.KafkaCode;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.util.Arrays;
import java.util.Locale;

/** Facts of the log that can be columns. */
enum Metadata {
  TOPIC(new DataType.Text(), false, "topic"),
  PARTITION(new DataType.Int(32), false, "int32"),
  OFFSET(new DataType.Int(64), false, "int64"),
  /** Milliseconds since 1970; null where the record has none. */
  TIMESTAMP(new DataType.TimestampTz(3), true, "timestamp"),
  TIMESTAMP_TYPE(new DataType.Text(), true, "timestamp type"),
  KEY(new DataType.Bytes(), true, "key"),
  HEADERS(new DataType.Json(), false, "headers"),
  TOMBSTONE(new DataType.Bool(), false, "null value");

  @SuppressWarnings("ImmutableEnumChecker") // records of the SPI
  private final DataType type;

  private final boolean nullable;
  private final String nativeType;

  Metadata(DataType type, boolean nullable, String nativeType) {
    this.type = type;
    this.nullable = nullable;
    this.nativeType = nativeType;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  Field field(String prefix, boolean keyText) {
    DataType actual = this == KEY && keyText ? new DataType.Text() : type;
    return new Field(prefix + text(), actual, nullable, nativeType);
  }

  static Metadata of(String text) {
    return Arrays.stream(values())
        .filter(m -> m.text().equals(text))
        .findFirst()
        .orElseThrow(() ->
            KafkaCode.INVALID_OPTION
                .error("streams[].metadata names \"" + text + "\", which a record does not have")
                .remedy(
                    "use some of "
                        + String.join(", ", Arrays.stream(values()).map(Metadata::text).toList()))
                .build());
  }
}
