package dpone.spi.error;

import dpone.spi.annotation.Api;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where something happened. Every part may be absent.
 *
 * @param file manifest or data file, as the user wrote it
 * @param line 1-based line in the file, 0 if unknown
 * @param column 1-based column in the file, 0 if unknown
 * @param stream stream or table
 * @param field column of the stream
 * @param rowKey key of the row as text, never a secret
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record Place(
    @Nullable String file,
    int line,
    int column,
    @Nullable String stream,
    @Nullable String field,
    @Nullable String rowKey)
    implements Serializable {

  /** Nowhere in particular. */
  public static final Place UNKNOWN = new Place(null, 0, 0, null, null, null);

  /** A place in a file. */
  public static Place file(String file, int line, int column) {
    return new Place(file, line, column, null, null, null);
  }

  /** A stream or table. */
  public static Place stream(String stream) {
    return new Place(null, 0, 0, stream, null, null);
  }

  /** A column of a stream. */
  public static Place field(String stream, String field) {
    return new Place(null, 0, 0, stream, field, null);
  }

  /** The same place, narrowed to a row. */
  public Place row(String key) {
    return new Place(file, line, column, stream, field, key);
  }

  /** This place, with the other's parts where it has none. */
  public Place or(Place other) {
    return new Place(
        file == null ? other.file : file,
        file == null ? other.line : line,
        file == null ? other.column : column,
        stream == null ? other.stream : stream,
        field == null ? other.field : field,
        rowKey == null ? other.rowKey : rowKey);
  }

  /** The parts that are known, for one line of text; empty when nothing is known. */
  public String describe() {
    List<String> parts = new ArrayList<>();
    if (file != null) {
      parts.add(line > 0 ? file + ":" + line + ":" + column : file);
    }
    if (stream != null) {
      parts.add("stream " + stream);
    }
    if (field != null) {
      parts.add("column " + field);
    }
    if (rowKey != null) {
      parts.add("row " + rowKey);
    }
    return String.join(", ", parts);
  }
}
