package dpone.service.mssql.store;

import java.util.Locale;

/**
 * Name of a table or view; letters' case does not matter.
 *
 * @param schema its schema
 * @param name its name
 */
public record TableName(String schema, String name) {
  @Override
  public boolean equals(Object other) {
    return other instanceof TableName same
        && schema.equalsIgnoreCase(same.schema)
        && name.equalsIgnoreCase(same.name);
  }

  @Override
  public int hashCode() {
    return (schema + '.' + name).toLowerCase(Locale.ROOT).hashCode();
  }

  @Override
  public String toString() {
    return schema + "." + name;
  }
}
