package dpone.connector.mssql.sink;

import dpone.connector.mssql.bulk.StageColumn;
import dpone.connector.mssql.catalog.Layout;
import dpone.connector.mssql.catalog.TableInfo;
import dpone.connector.mssql.publish.PublishSql;
import dpone.connector.mssql.publish.SwitchSql;
import dpone.connector.mssql.publish.TargetColumn;
import dpone.connector.mssql.sql.TableName;
import dpone.spi.sink.StreamPlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param switched what a stage has to be like so that its rows are switched in; null where they are
 *     not
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
    StreamPlan plan,
    @Nullable Switched switched) {
  /**
   * The target that rows are switched into.
   *
   * @param layout how it lies
   * @param columns all that it has, in order
   */
  record Switched(Layout layout, List<SwitchSql.Column> columns) {
    Switched {
      columns = List.copyOf(columns);
    }

    static Switched of(Layout layout, TableInfo table) {
      return new Switched(
          layout,
          table.columns().stream()
              .map(
                  c -> new SwitchSql.Column(c.name(), c.type().text(), c.collation(), c.nullable()))
              .toList());
    }
  }

  PlannedStream {
    staged = List.copyOf(staged);
    columns = List.copyOf(columns);
    own = List.copyOf(own);
    key = List.copyOf(key);
  }

  /** The statements that carry its rows from a typed stage. */
  PublishSql publishing(TableName typed) {
    return new PublishSql(stream, target, typed, columns, key);
  }

  /** The statements that switch them; null where they are carried. */
  @Nullable SwitchSql switching(TableName typed) {
    Switched into = switched;
    return into == null ? null : new SwitchSql(publishing(typed), into.layout(), into.columns());
  }

  /** The columns of the typed stage. */
  List<TargetColumn> typed() {
    List<TargetColumn> typed = new ArrayList<>(own);
    typed.addAll(columns);
    return typed;
  }
}
