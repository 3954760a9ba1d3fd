package dpone.connector.postgres.offline;

import dpone.connector.postgres.error.PgCode;
import dpone.spi.certify.RetriedCalls;
import java.util.List;
import java.util.stream.Stream;

/** The calls of this connector that are tried again. The server names no wait with any failure. */
public final class PostgresRetries implements RetriedCalls {
  private static final List<PgCode> CONNECTING =
      List.of(
          PgCode.CONNECTION_REFUSED,
          PgCode.CONNECTION_LOST,
          PgCode.SERVER_STARTING,
          PgCode.NO_SUITABLE_SERVER,
          PgCode.TOO_MANY_CONNECTIONS);

  @Override
  public List<Row> rows() {
    return List.of(
        row("postgres.connect", "connecting", CONNECTING.stream()),
        row("postgres.replicate", "connecting for replication", CONNECTING.stream()),
        row(
            "postgres.changes",
            "opening a stream of changes",
            Stream.of(PgCode.SLOT_ACTIVE, PgCode.CONNECTION_LOST)));
  }

  private static Row row(String operation, String meaning, Stream<PgCode> codes) {
    return new Row(
        operation,
        meaning,
        codes.map(code -> new Failure(code.code(), code.category())).toList(),
        false);
  }
}
