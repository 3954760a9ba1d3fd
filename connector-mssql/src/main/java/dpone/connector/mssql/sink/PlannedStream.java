package dpone.connector.mssql.sink;

import dpone.connector.mssql.bulk.StageColumn;
import dpone.connector.mssql.publish.TargetColumn;
import dpone.connector.mssql.sql.TableName;
import dpone.spi.sink.StreamPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * What a load does with one stream.
 *
 * @param stream name
 * @param target the table
 * @param exists whether it is there
 * @param referenced whether a foreign key elsewhere refers to it
 * @param staged the columns of the raw stage, all that the stream has
 * @param columns what the target is filled with
 * @param own columns of the typed stage alone: those that changes have beside the stream's
 * @param key names of the key's columns at the target
 * @param plan what the host is told
 */
record PlannedStream(
    String stream,
    TableName target,
    boolean exists,
    boolean referenced,
    List<StageColumn> staged,
    List<TargetColumn> columns,
    List<TargetColumn> own,
    List<String> key,
    StreamPlan plan) {
  PlannedStream {
    staged = List.copyOf(staged);
    columns = List.copyOf(columns);
    own = List.copyOf(own);
    key = List.copyOf(key);
  }

  /** The columns of the typed stage. */
  List<TargetColumn> typed() {
    List<TargetColumn> typed = new ArrayList<>(own);
    typed.addAll(columns);
    return typed;
  }
}
