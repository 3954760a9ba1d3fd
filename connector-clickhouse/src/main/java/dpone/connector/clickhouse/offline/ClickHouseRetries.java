package dpone.connector.clickhouse.offline;

import dpone.connector.clickhouse.error.ChCode;
import dpone.spi.certify.RetriedCalls;
import java.util.List;

/** The calls of this connector that are tried again. A proxy may name how long to wait. */
public final class ClickHouseRetries implements RetriedCalls {
  private static final List<ChCode> PASSING =
      List.of(
          ChCode.CONNECTION_REFUSED,
          ChCode.CONNECTION_LOST,
          ChCode.ANSWER_TIMEOUT,
          ChCode.GATEWAY,
          ChCode.TOO_MANY_QUERIES,
          ChCode.SERVER_NETWORK);

  @Override
  public List<Row> rows() {
    return List.of(
        row("clickhouse.ask", "asking what there is"),
        row("clickhouse.read", "beginning to read"),
        row("clickhouse.piece", "making the table of a piece"),
        row("clickhouse.insert", "inserting a frozen batch"),
        row("clickhouse.count", "counting a piece"));
  }

  private static Row row(String operation, String meaning) {
    return new Row(
        operation,
        meaning,
        PASSING.stream().map(code -> new Failure(code.code(), code.category())).toList(),
        true);
  }
}
