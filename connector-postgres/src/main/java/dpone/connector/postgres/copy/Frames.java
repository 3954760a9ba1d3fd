package dpone.connector.postgres.copy;

/**
 * The pieces that a server cuts a COPY into: each is one row, as the <a
 * href="https://www.postgresql.org/docs/current/protocol-message-formats.html">protocol</a>
 * promises for CopyData that a server sends. Used by one thread.
 */
public interface Frames {
  /** Moves to the next piece: its length in bytes, or -1 at the end of the stream. */
  int next();

  /** Copies the piece that {@link #next} moved to, all of it and once. */
  void take(byte[] target, int offset);
}
