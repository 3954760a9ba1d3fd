package dpone.connector.clickhouse.publish;

import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.sql.TableName;
import dpone.connector.clickhouse.target.PlannedColumn;
import dpone.connector.clickhouse.target.TargetTable;
import dpone.spi.option.Options;
import dpone.spi.sink.StreamLoad;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mode chooses from.
 *
 * @param server to ask the target's server; nothing is changed through it
 * @param options of the sink
 * @param load what is asked for
 * @param target the table
 * @param existing the table as it is, or null if it is to be made
 * @param columns in the order in which they arrive
 * @param key columns that identify a row; empty where the mode needs none
 */
public record Situation(
    Server server,
    Options options,
    StreamLoad load,
    TableName target,
    @Nullable TargetTable existing,
    List<PlannedColumn> columns,
    List<String> key) {
  /** Copies the lists. */
  public Situation {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
  }
}
