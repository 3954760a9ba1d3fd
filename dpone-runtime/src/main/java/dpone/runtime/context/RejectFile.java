package dpone.runtime.context;

import dpone.runtime.json.Json;
import dpone.spi.context.Rejects;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rejected rows as JSON lines in a file, up to a limit; without a file the first one fails. */
public final class RejectFile implements Rejects, AutoCloseable {
  private final @Nullable Path file;
  private final long maxRows;
  private long rows;
  private @Nullable BufferedWriter writer;

  /**
   * Rejects of one run.
   *
   * @param file where rows go; null means that none is allowed
   * @param maxRows rows allowed
   */
  public RejectFile(@Nullable Path file, long maxRows) {
    this.file = file;
    this.maxRows = file == null ? 0 : maxRows;
  }

  @Override
  public synchronized void reject(
      String stream, String field, String rowKey, String reason, String detail, String row) {
    Place place =
        new Place(
            null, 0, 0, stream, field.isEmpty() ? null : field, rowKey.isEmpty() ? null : rowKey);
    if (rows >= maxRows || file == null) {
      throw DponeException.of(ErrorCategory.DATA, reason, detail)
          .at(place)
          .remedy(
              maxRows == 0
                  ? "mend the row, or set rejects.to and rejects.max_rows to set such rows aside"
                  : "more than rejects.max_rows = " + maxRows + " rows were rejected")
          .build();
    }
    rows++;
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("stream", stream);
    line.put("column", field);
    line.put("key", rowKey);
    line.put("reason", reason);
    line.put("detail", detail);
    line.put("row", row);
    try {
      BufferedWriter out = writer;
      if (out == null) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        out =
            Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        writer = out;
      }
      out.write(Json.write(line));
      out.write('\n');
      // A reject counts as kept only once it is out of this process.
      out.flush();
    } catch (IOException e) {
      throw DponeException.of(
              ErrorCategory.RESOURCE, "REJECTS_NOT_WRITABLE", "cannot write rejects to " + file)
          .at(place)
          .remedy("choose another path in rejects.to")
          .cause(e)
          .build();
    }
  }

  @Override
  public synchronized void close() {
    BufferedWriter out = writer;
    if (out != null) {
      try {
        out.close();
      } catch (IOException e) {
        throw DponeException.of(
                ErrorCategory.RESOURCE, "REJECTS_NOT_WRITABLE", "cannot write rejects to " + file)
            .cause(e)
            .build();
      }
    }
  }
}
