package dpone.service.mssql.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that an expression looks at.
 *
 * @param rows one of each source
 * @param parent of the query around
 * @param group all rows of a group, or null
 */
@SuppressWarnings("ArrayRecordComponent") // filled in place while rows are joined
record Frame(
    @Nullable Object[][] rows, @Nullable Frame parent, @Nullable List<@Nullable Object[][]> group) {
  Frame(int slots, @Nullable Frame parent) {
    this(new @Nullable Object[slots][], parent, null);
  }

  /** The frame of a query some levels around. */
  Frame up(int levels) {
    Frame at = this;
    for (int i = 0; i < levels; i++) {
      Frame next = at.parent;
      if (next == null) {
        throw new IllegalStateException("no query around");
      }
      at = next;
    }
    return at;
  }
}
