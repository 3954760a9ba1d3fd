package dpone.connector.clickhouse.source;

import dpone.connector.clickhouse.sql.Sql;
import dpone.connector.clickhouse.type.ChType;
import dpone.connector.clickhouse.type.ReadMapping;
import dpone.spi.type.Field;

/**
 * A column of a stream.
 *
 * @param name as the server spells it
 * @param type the server's type
 * @param mapping what it is read as
 */
record ReadColumn(String name, ChType type, ReadMapping mapping) {
  Field field() {
    return new Field(name, mapping.type(), mapping.nullable(), type.text());
  }

  /** For a select list, under its own name. */
  String selected() {
    String quoted = Sql.name(name);
    return mapping.as() == ReadMapping.As.ITSELF
        ? quoted
        : mapping.expression(quoted) + " AS " + quoted;
  }

  boolean isConverted() {
    return mapping.as() != ReadMapping.As.ITSELF;
  }
}
