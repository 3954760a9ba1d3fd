package dpone.toolkit.http.page;

import dpone.toolkit.format.record.Records;
import dpone.toolkit.http.api.Variables;
import java.util.Optional;

/** One page of a slice while it is read. Used by one thread. */
public interface Page extends AutoCloseable {
  /** Its records; the same at every call. */
  Records records();

  /**
   * A value beside the records.
   *
   * @param pointer as {@link dpone.toolkit.http.api.Found.InBody}
   * @return empty when there is none, or it stands behind the records and they were not read yet
   */
  Optional<String> envelope(String pointer);

  /**
   * What the next page is asked with, by what this one says.
   *
   * @param read records of this page, as {@link #counted} counts them
   * @param last value of the keyset's column in the last record, empty without keyset or record
   * @return empty at the end of the slice; only after the records were read
   */
  Optional<Variables> next(long read, Optional<String> last);

  /** How many records the slice has, by what this page says; -1 if it does not. */
  long total();

  /**
   * How many records the slice has, where that is known before they are read; else -1. Asked of the
   * first page of a slice.
   */
  default long ahead() {
    return -1;
  }

  /** Its records once more from the first one, where {@link #ahead} knew their number. */
  default Records again() {
    throw new UnsupportedOperationException("the page is not kept");
  }

  /**
   * Records so far as the API counts them: where children of records are the rows, the records
   * around them.
   */
  default long counted() {
    return records().read();
  }

  /** Whether it may have no records and still be followed by another page. */
  default boolean mayBeEmpty() {
    return false;
  }

  /** Gives the connection back; without the records read to their end, the page is abandoned. */
  @Override
  void close();
}
