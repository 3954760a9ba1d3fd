package dpone.connector.clickhouse.sink;

import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.sql.Sql;
import dpone.connector.clickhouse.sql.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
   * How far a table was written to: the last block and the last mutation of each partition, and its
   * rows. A merge adds neither; it may take the last block away with the rows that were deleted.
   *
   * @param partitions last block and last mutation by partition
   * @param rows without those that are deleted
   */
  record Written(Map<String, List<Long>> partitions, long rows) {
    /** Nothing. */
    static final Written NOTHING = new Written(Map.of(), 0);

    /** Whether somebody wrote between this look and a later one. */
    boolean before(Written later) {
      for (Map.Entry<String, List<Long>> partition : later.partitions.entrySet()) {
        List<Long> was = partitions.get(partition.getKey());
        if (was == null
            || partition.getValue().get(0) > was.get(0)
            || partition.getValue().get(1) > was.get(1)) {
          return true;
        }
      }
      return !later.partitions.equals(partitions) && later.rows != rows;
    }
  }

  /** How far a table was written to. */
  Written written(TableName name) {
    Map<String, List<Long>> partitions = new HashMap<>();
    for (List<@Nullable String> row :
        server.rows(
            "SELECT partition_id, max(max_block_number), max(data_version)"
                + " FROM system.parts WHERE active AND rows > 0 AND database = "
                + Sql.text(name.database())
                + " AND table = "
                + Sql.text(name.name())
                + " GROUP BY partition_id")) {
      partitions.put(
          String.valueOf(row.get(0)),
          List.of(
              Long.valueOf(String.valueOf(row.get(1))), Long.valueOf(String.valueOf(row.get(2)))));
    }
    return new Written(partitions, rows(name));
  }

  long rows(TableName name) {
    return Long.parseLong(server.value("SELECT toString(count()) FROM " + name.sql()));
  }
}
