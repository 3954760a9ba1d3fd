package dpone.toolkit.format.codec;

import dpone.spi.error.DponeException;

/** A rule that a record can break: one of {@link FormatCode}, or a connector's own. */
public interface PoisonCode {
  /** The stable code, such as {@code FORMAT_MALFORMED}. */
  String code();

  /** Starts an error of this code, with its category and remedy. */
  DponeException.Builder error(String message);
}
