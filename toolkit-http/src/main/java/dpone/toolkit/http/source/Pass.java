package dpone.toolkit.http.source;

import dpone.toolkit.http.page.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An increment that is read in several parts.
 *
 * @param from cursor from which it reads, or null for everything
 * @param until moment at which it began; nothing newer belongs to it
 * @param window first moment of the windows that no part has begun; null where there are no windows
 *     or none is left
 * @param high the highest cursor of what was read, or null
 * @param ties digests of the records that have it
 * @param rest slices that parts have begun and not ended
 */
record Pass(
    @Nullable String from,
    String until,
    @Nullable String window,
    @Nullable String high,
    List<String> ties,
    List<Slice> rest) {
  Pass {
    ties = List.copyOf(ties);
    rest = List.copyOf(rest);
  }
}
