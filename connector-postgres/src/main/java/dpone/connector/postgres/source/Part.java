package dpone.connector.postgres.source;

/**
 * A part of a read.
 *
 * @param select its statement
 * @param estimatedBytes rough size, -1 if unknown
 */
record Part(String select, long estimatedBytes) {}
