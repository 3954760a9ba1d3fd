package dpone.connector.clickhouse.publish;

import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.sql.TableName;

/**
 * A stage that holds all rows of a load.
 *
 * @param server to ask; nothing is changed through it
 * @param plan what is to be done
 * @param table the stage
 * @param rows in it
 * @param targetRows in the target; 0 if there is none
 */
public record Staged(
    Server server, PlannedStream plan, TableName table, long rows, long targetRows) {
  /** Statements about it. */
  CopySql sql() {
    return new CopySql(plan, table);
  }

  long number(String question) {
    return Long.parseLong(server.value(question));
  }
}
