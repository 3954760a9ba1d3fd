package dpone.service.tds;

import dpone.service.tds.wire.Column;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the rows of a bulk load go. */
public interface BulkSink {
  /**
   * Takes the message as it comes, to its end, so that nobody looks at its rows; says whether it
   * did. Otherwise the rows are read.
   */
  default boolean takes(InputStream message) throws IOException {
    return false;
  }

  /** The columns that the client sends. */
  void begin(List<Column> columns);

  /** A row, its cells as {@link dpone.service.tds.wire.Kind} says. */
  void row(@Nullable Object[] cells);

  /** All rows came; what to answer. */
  Answer end(long rows);
}
