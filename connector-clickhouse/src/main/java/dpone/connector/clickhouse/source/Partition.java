package dpone.connector.clickhouse.source;

/**
 * A partition of a table, as of one moment.
 *
 * @param id the server's name of it
 * @param rows in its parts
 * @param bytes uncompressed
 * @param lastBlock number of the newest insert in it
 * @param version number of the newest mutation of its parts
 */
record Partition(String id, long rows, long bytes, long lastBlock, long version) {}
