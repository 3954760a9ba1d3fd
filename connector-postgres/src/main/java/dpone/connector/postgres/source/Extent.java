package dpone.connector.postgres.source;

import dpone.connector.postgres.catalog.Relation;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.sql.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stream is stored in.
 *
 * @param heaps the tables that hold its rows; empty if it is no table
 * @param undivided why it is read in one piece, for people; null if the heaps are read one by one
 * @param transactional whether each row tells the transaction that wrote it
 */
record Extent(List<Heap> heaps, @Nullable String undivided, boolean transactional) {
  Extent {
    heaps = List.copyOf(heaps);
  }

  // Children of children too; a partition that is being detached is not read through its parent.
  private static final String HEAPS =
      """
      WITH RECURSIVE tree AS (
        SELECT ?::oid AS oid
        UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN tree t ON i.inhparent = t.oid
          WHERE NOT i.inhdetachpending)
      SELECT c.oid, n.nspname, c.relname, c.relkind,
        c.relkind IN ('r', 'm') AND a.amname = 'heap' AS heap,
        coalesce(pg_catalog.pg_relation_filenode(c.oid), 0) AS file,
        CASE WHEN c.relkind IN ('r', 'm') THEN pg_catalog.pg_relation_size(c.oid)
          / current_setting('block_size')::bigint ELSE 0 END AS blocks,
        CASE WHEN c.reltoastrelid <> 0 THEN pg_catalog.pg_relation_size(c.reltoastrelid)
          ELSE 0 END AS toast,
        pg_catalog.has_table_privilege(c.oid, 'SELECT')
          AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') AS readable,
        pg_catalog.row_security_active(c.oid) AS secured
      FROM tree JOIN pg_catalog.pg_class c ON c.oid = tree.oid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_am a ON a.oid = c.relam
      WHERE NOT pg_catalog.pg_is_other_temp_schema(n.oid)
      ORDER BY c.oid
      """;

  private record Node(Heap heap, char kind, boolean isHeap, boolean readable, boolean secured) {}

  static Extent of(PgSession session, Described stream) {
    Relation relation = stream.relation();
    if (relation == null) {
      return new Extent(List.of(), "a query", false);
    }
    if (relation.kind() == 'v') {
      return new Extent(List.of(), "a view", false);
    }
    if (relation.kind() == 'f') {
      return new Extent(List.of(), "a foreign table", false);
    }
    List<Node> all =
        session.query(
            HEAPS,
            row ->
                new Node(
                    new Heap(
                        new TableName(row.getString("nspname"), row.getString("relname")),
                        row.getLong("oid"),
                        row.getLong("file"),
                        row.getBoolean("heap"),
                        row.getLong("blocks"),
                        row.getLong("toast")),
                    row.getString("relkind").charAt(0),
                    row.getBoolean("heap"),
                    row.getBoolean("readable"),
                    row.getBoolean("secured")),
            relation.oid());
    List<Node> nodes = all.stream().filter(n -> n.kind != 'p').toList();
    boolean tables =
        relation.kind() != 'm' && nodes.stream().allMatch(n -> n.isHeap && n.kind == 'r');
    return new Extent(
        nodes.stream().map(Node::heap).toList(), undivided(stream, all, nodes), tables);
  }

  private static @Nullable String undivided(Described stream, List<Node> all, List<Node> nodes) {
    Relation relation = java.util.Objects.requireNonNull(stream.relation());
    boolean alone = nodes.size() == 1 && nodes.get(0).heap.oid() == relation.oid();
    if (alone) {
      return nodes.get(0).isHeap ? null : "a table that is no heap";
    }
    // Rights and policies of the parent count when rows are read through it, and only then.
    if (all.stream().anyMatch(Node::secured)) {
      return "a partitioned or inherited table with row-level security";
    }
    if (!nodes.stream().allMatch(Node::readable)) {
      return "a partitioned or inherited table, parts of which may not be read by themselves,";
    }
    String where = stream.selection().where();
    String schema = relation.name().schema();
    boolean qualified =
        where != null && (where.contains(schema + ".") || where.contains(schema + "\"."));
    if (qualified) {
      return "a partitioned or inherited table under a condition that names a schema";
    }
    return null;
  }

  /** The tables and their files. */
  TableFiles files() {
    Map<Long, Long> files = new HashMap<>();
    heaps.forEach(h -> files.put(h.oid(), h.file()));
    return new TableFiles(files);
  }

  /** How it is divided, for a plan. */
  String note() {
    if (undivided != null) {
      return undivided + " is read in one piece";
    }
    return heaps.size() == 1
        ? "read in ranges of blocks"
        : "read in ranges of blocks of " + heaps.size() + " tables, the partitions or children";
  }
}
