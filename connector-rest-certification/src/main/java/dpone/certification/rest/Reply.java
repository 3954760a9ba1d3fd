package dpone.certification.rest;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer, and how it is given.
 *
 * @param status of the answer
 * @param headers beside its length
 * @param body bytes
 * @param manner how much of it is sent
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; bytes go to the socket as they are
record Reply(int status, Map<String, String> headers, byte[] body, Manner manner) {
  /** How an answer is given. */
  enum Manner {
    /** As it should be. */
    WHOLE,
    /** Half of the body, then the connection ends. */
    TRUNCATED,
    /** The connection is reset instead. */
    RESET,
    /** The head, and then nothing any more. */
    STALLED,
    /** Piece by piece, with pauses in between. */
    SLOW,
    /** A whole body of a JSON document that is cut in its middle. */
    CUT
  }

  /** JSON. */
  static Reply json(String text) {
    return of(200, "application/json", text);
  }

  static Reply of(int status, String type, String text) {
    return new Reply(
        status, Map.of("Content-Type", type), text.getBytes(StandardCharsets.UTF_8), Manner.WHOLE);
  }

  Reply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, body, manner);
  }

  Reply given(Manner how) {
    return new Reply(status, headers, body, how);
  }
}
