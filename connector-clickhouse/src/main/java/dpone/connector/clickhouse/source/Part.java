package dpone.connector.clickhouse.source;

/**
 * A part of a read.
 *
 * @param select its statement
 * @param estimatedBytes rough size, -1 if unknown
 * @param telling whether it has the column {@link ReadSql#ROW}
 */
record Part(String select, long estimatedBytes, boolean telling) {}
