package dpone.connector.postgres.catalog;

import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.sql.TableName;
import java.util.List;
import java.util.Optional;

/**
 * How a partitioned table is divided.
 *
 * @param strategy r range, l list, h hash
 * @param column the column it is divided by; empty where that is an expression or several columns
 * @param openEnded whether it has a default partition
 * @param partitions its direct partitions but the default one, by name
 */
public record Partitioning(
    char strategy, String column, boolean openEnded, List<Partition> partitions) {
  /** Copies the list. */
  public Partitioning {
    partitions = List.copyOf(partitions);
  }

  /**
   * A partition.
   *
   * @param name its name
   * @param oid its object id
   * @param kind relkind: r table, p partitioned itself, f foreign
   * @param bound what follows {@code ATTACH PARTITION name}
   * @param constraint the same as a condition on the columns
   * @param fingerprint changes when the bound does
   */
  public record Partition(
      TableName name, long oid, char kind, String bound, String constraint, String fingerprint) {}

  private static final String TABLE =
      """
      SELECT p.partstrat, coalesce(a.attname, '') AS name, p.partdefid <> 0
      FROM pg_partitioned_table p LEFT JOIN pg_attribute a
        ON p.partnatts = 1 AND a.attrelid = p.partrelid AND a.attnum = p.partattrs[0]
          AND a.attnum > 0
      WHERE p.partrelid = ?
      """;

  private static final String PARTITIONS =
      """
      SELECT n.nspname, c.relname, c.oid, c.relkind, pg_get_expr(c.relpartbound, c.oid),
        coalesce(pg_get_partition_constraintdef(c.oid), 'true'), md5(c.relpartbound::text)
      FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE i.inhparent = ?
        AND c.oid <> (SELECT partdefid FROM pg_partitioned_table WHERE partrelid = i.inhparent)
      ORDER BY 1, 2
      """;

  /** Reads it, if the table is partitioned. */
  public static Optional<Partitioning> read(PgSession session, long oid) {
    return session.withCatalogPath(() ->
        session.first(
            TABLE,
            row ->
                new Partitioning(
                    row.getString(1).charAt(0),
                    row.getString(2),
                    row.getBoolean(3),
                    session.query(
                        PARTITIONS,
                        part ->
                            new Partition(
                                new TableName(part.getString(1), part.getString(2)),
                                part.getLong(3),
                                part.getString(4).charAt(0),
                                part.getString(5),
                                part.getString(6),
                                part.getString(7)),
                        oid)),
            oid));
  }
}
