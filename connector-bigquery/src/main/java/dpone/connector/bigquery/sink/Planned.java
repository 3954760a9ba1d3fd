package dpone.connector.bigquery.sink;

import dpone.connector.bigquery.encode.EncodedColumn;
import dpone.connector.bigquery.sql.SqlColumn;
import dpone.connector.bigquery.sql.TableName;
import dpone.connector.bigquery.type.FileFormat;
import dpone.spi.sink.StreamLoad;
import dpone.spi.sink.StreamPlan;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a load, planned.
 *
 * @param load as it was asked for
 * @param plan as the host sees it
 * @param target full name
 * @param encoded columns in the order in which they arrive
 * @param published columns that go to the target
 * @param key columns that identify a row
 * @param replacing of {@code partition_replace}, else null
 * @param byCopy whether copy jobs overwrite the target
 * @param format of the files that are loaded
 */
record Planned(
    StreamLoad load,
    StreamPlan plan,
    TableName target,
    List<EncodedColumn> encoded,
    List<SqlColumn> published,
    List<String> key,
    @Nullable Replacing replacing,
    boolean byCopy,
    FileFormat format) {
  /**
   * What {@code partition_replace} replaces.
   *
   * @param column at the target
   * @param type its type at the target
   * @param unit size of the partitions, where the target has partitions of the column; else empty
   */
  record Replacing(String column, String type, String unit) {
    /** Types whose values are written as literals that prune partitions. */
    private static final Set<String> LITERAL = Set.of("DATE", "DATETIME", "TIMESTAMP", "INT64");

    boolean byLiteral() {
      return LITERAL.contains(type);
    }
  }
}
