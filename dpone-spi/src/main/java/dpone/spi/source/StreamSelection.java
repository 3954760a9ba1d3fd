package dpone.spi.source;

import dpone.spi.annotation.Api;
import dpone.spi.option.Options;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a stream is wanted.
 *
 * @param name the stream's name, for a query the name the manifest gives it
 * @param query the system's own query in place of a stream, or null
 * @param columns columns wanted; empty means all
 * @param where a condition in the system's own language, or null
 * @param cursor column that grows with every change, or null
 * @param options values of the connector's own stream options
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record StreamSelection(
    String name,
    @Nullable String query,
    List<String> columns,
    @Nullable String where,
    @Nullable String cursor,
    Options options) {
  /** Copies the list. */
  public StreamSelection {
    columns = List.copyOf(columns);
  }

  /** A whole stream. */
  public static StreamSelection all(String name) {
    return new StreamSelection(name, null, List.of(), null, null, Options.NONE);
  }

  /** The cursor column. */
  public Optional<String> cursorColumn() {
    return Optional.ofNullable(cursor);
  }
}
