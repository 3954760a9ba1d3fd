package dpone.service.tds;

import dpone.service.tds.wire.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the rows of a bulk load go. */
public interface BulkSink {
  /** The columns that the client sends. */
  void begin(List<Column> columns);

  /** A row, its cells as {@link dpone.service.tds.wire.Kind} says. */
  void row(@Nullable Object[] cells);

  /** All rows came; what to answer. */
  Answer end(long rows);
}
