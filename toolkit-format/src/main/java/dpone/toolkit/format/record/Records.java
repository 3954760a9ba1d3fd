package dpone.toolkit.format.record;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Records of one body, one after another, without holding the body. Used by one thread.
 *
 * <p>An {@link IOException} is one of the stream that the body comes from; whatever is wrong with
 * what was read is a {@link dpone.spi.error.DponeException} with a code of {@link
 * dpone.toolkit.format.input.BodyCode}.
 */
public interface Records extends Closeable {
  /**
   * Moves to the next record.
   *
   * @return whether there is one; false only when the body was read to its very end
   */
  boolean next() throws IOException;

  /** Holds the record's bytes, UTF-8, until the next call of {@link #next}. */
  byte[] data();

  /** Index of the record's first byte in {@link #data}. */
  int from();

  /** Index after the record's last byte in {@link #data}. */
  int to();

  /** Records so far, the present one included. */
  long read();

  /**
   * Records so far, counted as the sender counts them: where children of records are read, their
   * parents.
   */
  default long containers() {
    return read();
  }

  /**
   * A value beside the records, such as the token of the next page: a string without its quotes,
   * any other value as it is written. It is known once it was passed, so surely after the last
   * record. Only what was asked for when the records were opened is kept.
   *
   * @param pointer as it was asked for
   * @return empty when it is missing or null
   */
  default Optional<String> envelope(String pointer) {
    return Optional.empty();
  }

  /** Names of the fields in the body's first line, where it has one; read with the first record. */
  default Optional<List<String>> header() throws IOException {
    return Optional.empty();
  }

  /**
   * Whether null stands where the records should be: the sender says that there are none, which is
   * neither an empty list nor a path that is wrong. Known after the last record.
   */
  default boolean isNull() {
    return false;
  }

  /** Ends reading and closes the stream. */
  @Override
  void close() throws IOException;
}
