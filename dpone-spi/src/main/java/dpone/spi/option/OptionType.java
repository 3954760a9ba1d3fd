package dpone.spi.option;

import dpone.spi.annotation.Api;

/** The shape of an option's value in a manifest. */
@Api(status = Api.Status.STABLE, since = "1.0")
public enum OptionType {
  /** Text. */
  STRING,
  /** A whole number of 64 bits. */
  INTEGER,
  /** {@code true} or {@code false}. */
  BOOLEAN,
  /** A time span such as {@code 250ms}, {@code 30s}, {@code 5m}, {@code 1h}. */
  DURATION,
  /** A size such as {@code 64KB}, {@code 16MB}; 1 KB = 1024 bytes. */
  BYTES,
  /** Text that must not be seen. */
  SECRET,
  /** A list of text. */
  STRING_LIST,
  /** A map from text to text. */
  STRING_MAP,
  /** A group of options of its own. */
  OBJECT,
  /** A list of such groups. */
  OBJECT_LIST
}
