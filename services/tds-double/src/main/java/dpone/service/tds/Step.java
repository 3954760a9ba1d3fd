package dpone.service.tds;

import dpone.service.tds.wire.Column;
import dpone.service.tds.wire.SqlType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that the double does while it answers. */
public sealed interface Step {
  /**
   * Sends a result.
   *
   * @param columns its columns
   * @param rows its rows, taken while they are sent
   * @param finished whether the result ends; without that only a fault makes sense next
   */
  record Rows(List<Column> columns, Iterable<@Nullable Object[]> rows, boolean finished)
      implements Step {}

  /**
   * Says how many rows a statement changed; below 0 it says that the statement ended without a
   * count.
   *
   * @param rows how many
   */
  record Count(long rows) implements Step {}

  /**
   * Sends an error, or a message where the severity is below 11.
   *
   * @param number as {@code sys.messages} has it
   * @param severity 0 to 25; the connection ends after 20 and above
   * @param state state
   * @param text text
   */
  record Message(int number, int severity, int state, String text) implements Step {}

  /**
   * Waits, unless the client wants it to stop.
   *
   * @param time how long
   */
  record Wait(Duration time) implements Step {}

  /** Breaks the connection: the client reads a reset. What was to be sent before is sent. */
  record Reset() implements Step {}

  /**
   * Sets a parameter that the caller wants back.
   *
   * @param name name
   * @param type type
   * @param value value
   */
  record Output(String name, SqlType type, @Nullable Object value) implements Step {}

  /**
   * Returns from a procedure.
   *
   * @param status status
   */
  record Return(int status) implements Step {}

  /**
   * Takes the rows of the bulk load that follows.
   *
   * @param sink where they go
   */
  record Bulk(BulkSink sink) implements Step {}

  /**
   * Does something at this moment.
   *
   * @param action what
   */
  record Run(Runnable action) implements Step {}

  /**
   * Goes to another database.
   *
   * @param name name
   */
  record Use(String name) implements Step {}

  /**
   * Sends the client to another server; only after a login.
   *
   * @param host host
   * @param port port
   */
  record Route(String host, int port) implements Step {}

  /**
   * Accepts a login, and says who mirrors its database.
   *
   * @param host name of the partner
   */
  record Mirrored(String host) implements Step {}
}
