package dpone.connector.bigquery.sink;

import dpone.connector.bigquery.encode.EncodedColumn;
import dpone.connector.bigquery.sql.SqlColumn;
import dpone.connector.bigquery.sql.TableName;
import dpone.spi.sink.StreamLoad;
import dpone.spi.sink.StreamPlan;
import java.util.List;

/**
 * A stream of a load, planned.
 *
 * @param load as it was asked for
 * @param plan as the host sees it
 * @param target full name
 * @param encoded columns in the order in which they arrive
 * @param published columns that go to the target
 * @param key columns that identify a row
 */
record Planned(
    StreamLoad load,
    StreamPlan plan,
    TableName target,
    List<EncodedColumn> encoded,
    List<SqlColumn> published,
    List<String> key) {}
