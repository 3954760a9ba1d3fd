package dpone.connector.clickhouse.source;

import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.sql.Sql;
import dpone.spi.error.DponeException;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How many rows a query sent, by the server's own log of queries. Thread-safe. */
final class RowCounts {
  private final Server server;
  private volatile boolean unavailable;

  RowCounts(Server server) {
    this.server = server;
  }

  /**
   * Rows of a query that has ended; empty where the server keeps no log that this user may read.
   */
  OptionalLong of(String queryId) {
    if (unavailable) {
      return OptionalLong.empty();
    }
    try {
      flush();
      List<List<@Nullable String>> rows =
          server.rows(
              "SELECT result_rows FROM system.query_log WHERE event_date >= today() - 1 AND type ="
                  + " 'QueryFinish' AND query_id = "
                  + Sql.text(queryId));
      if (rows.size() == 1) {
        return OptionalLong.of(Long.parseLong(String.valueOf(rows.get(0).get(0))));
      }
    } catch (DponeException refused) {
      if (refused.category().retryable()) {
        throw refused;
      }
    }
    unavailable = true;
    return OptionalLong.empty();
  }

  /** Only this one: others may be large. Servers that cannot choose flush all. */
  private void flush() {
    try {
      server.execute("SYSTEM FLUSH LOGS query_log");
    } catch (DponeException unread) {
      if (!unread.code().equals(ChCode.SYNTAX.code())) {
        throw unread;
      }
      server.execute("SYSTEM FLUSH LOGS");
    }
  }

  /** Whether there is such a log; asks only about rights. */
  boolean available() {
    try {
      flush();
      return !server
          .rows("SELECT 1 FROM system.tables WHERE database = 'system' AND name = 'query_log'")
          .isEmpty();
    } catch (DponeException refused) {
      if (refused.category().retryable()) {
        throw refused;
      }
      return false;
    }
  }
}
