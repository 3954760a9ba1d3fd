package dpone.toolkit.http.page;

/** Gives the pages of a stream, by whatever protocol. Thread-safe. */
public interface PageFeed extends AutoCloseable {
  /**
   * Asks for a page.
   *
   * @param slice with the state of the page that is wanted
   * @throws dpone.spi.error.DponeException when there is none
   */
  Page open(Slice slice);

  @Override
  default void close() {
    // holds nothing
  }
}
