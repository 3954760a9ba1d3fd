package dpone.connector.postgres.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One way to read a stream, decided under the snapshot that is read. Used by one thread. */
interface Progress {
  /** What is to be read. */
  List<Part> parts();

  /**
   * How far the stream is read once all parts are delivered; asked under the same snapshot.
   *
   * @param delivered rows of all parts
   * @return null if there is no position
   */
  @Nullable StreamPosition reached(long delivered);

  /** Whether nothing is left beyond the parts. */
  default boolean complete() {
    return true;
  }
}
