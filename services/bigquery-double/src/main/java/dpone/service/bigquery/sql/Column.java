package dpone.service.bigquery.sql;

/**
 * A column of a table, or a field of a struct.
 *
 * @param name as it was written
 * @param type its type
 * @param required whether it takes no null
 */
public record Column(String name, SqlType type, boolean required) {}
