package dpone.connector.kafka.format;

import dpone.connector.kafka.format.codec.FormatCode;
import dpone.connector.kafka.format.codec.ValueFormat;
import dpone.connector.kafka.registry.SchemaRegistry;
import dpone.spi.option.Options;

/** Makes formats out of options. */
public final class Formats {
  private Formats() {}

  /**
   * A format.
   *
   * @param options values of one of the groups of {@link FormatOptions}
   * @param isKey whether it is for keys, which have subjects of their own
   * @param registry asked only by formats that need one
   */
  public static ValueFormat open(Options options, boolean isKey, SchemaRegistry registry) {
    throw FormatCode.FORMAT_OPTION.error("no such format: " + options.string("format")).build();
  }
}
