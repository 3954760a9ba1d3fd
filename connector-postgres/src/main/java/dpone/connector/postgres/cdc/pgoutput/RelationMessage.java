package dpone.connector.postgres.cdc.pgoutput;

import java.util.List;

/**
 * What the log says about a table before its first change, and again after each change of it.
 *
 * @param oid object id of the table
 * @param schema its schema
 * @param name its name
 * @param identity replica identity: d default, i index, f full, n nothing
 * @param columns in the order of their attribute numbers, without those that are not sent
 */
public record RelationMessage(
    int oid, String schema, String name, char identity, List<Column> columns) {
  /** Copies the list. */
  public RelationMessage {
    columns = List.copyOf(columns);
  }

  /**
   * A column.
   *
   * @param name its name
   * @param type object id of its type
   * @param modifier the type's modifier, -1 if none
   * @param key whether it is part of the replica identity
   */
  public record Column(String name, long type, int modifier, boolean key) {}
}
