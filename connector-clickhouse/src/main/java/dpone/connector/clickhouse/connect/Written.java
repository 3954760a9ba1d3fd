package dpone.connector.clickhouse.connect;

/**
 * What the server says of a statement that is done.
 *
 * @param queryId id in system.query_log
 * @param rows rows written, materialized views of the table included
 * @param bytes bytes written, uncompressed
 */
public record Written(String queryId, long rows, long bytes) {}
