package dpone.service.tds.wire;

import java.io.IOException;

/**
 * Bytes of a client that are not what MS-TDS asks for, or a part of it that the double does not
 * speak.
 */
public final class TdsException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong. */
  public TdsException(String message) {
    super(message);
  }
}
