package dpone.connector.postgres.publish;

import dpone.connector.postgres.catalog.TargetTable;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.sql.TableName;
import dpone.spi.option.Options;
import dpone.spi.sink.StreamLoad;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mode chooses from.
 *
 * @param session to ask the target's database; nothing is changed through it
 * @param options of the sink
 * @param load what is asked for
 * @param target the table
 * @param existing the table as it is, or null if it is to be made
 * @param columns in the order in which they arrive
 * @param key columns that identify a row; empty where the mode needs none
 * @param alters changes of the columns of an existing target
 */
public record Situation(
    PgSession session,
    Options options,
    StreamLoad load,
    TableName target,
    @Nullable TargetTable existing,
    List<PlannedColumn> columns,
    List<String> key,
    List<String> alters) {
  /** Copies the lists. */
  public Situation {
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    alters = List.copyOf(alters);
  }
}
