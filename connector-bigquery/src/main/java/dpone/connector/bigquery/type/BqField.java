package dpone.connector.bigquery.type;

/**
 * A named type.
 *
 * @param name as BigQuery spells it; empty for what a list is made of
 * @param type its type
 * @param required whether null has no place in it
 */
public record BqField(String name, BqType type, boolean required) {}
