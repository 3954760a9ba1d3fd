package dpone.connector.clickhouse.sink;

import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.sql.Sql;
import dpone.connector.clickhouse.sql.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which table stands under a name, and whether it was written to. */
final class TableStates {
  private final Server server;

  TableStates(Server server) {
    this.server = server;
  }

  /** The identity of a table; empty if there is none of that name. */
  String uuid(TableName name) {
    List<List<@Nullable String>> found =
        server.rows(
            "SELECT toString(uuid) FROM system.tables WHERE database = "
                + Sql.text(name.database())
                + " AND name = "
                + Sql.text(name.name()));
    return found.isEmpty() ? "" : String.valueOf(found.get(0).get(0));
  }

  /**
   * A text that changes with every insert and mutation, and not with merges: the last block and the
   * last mutation of each partition.
   */
  String written(TableName name) {
    return server.value(
        "SELECT toString(sipHash128(arraySort(groupArray((partition_id, b, v))))) FROM"
            + " (SELECT partition_id, max(max_block_number) AS b, max(data_version) AS v"
            + " FROM system.parts WHERE active AND rows > 0 AND database = "
            + Sql.text(name.database())
            + " AND table = "
            + Sql.text(name.name())
            + " GROUP BY partition_id)");
  }

  long rows(TableName name) {
    return Long.parseLong(server.value("SELECT toString(count()) FROM " + name.sql()));
  }
}
