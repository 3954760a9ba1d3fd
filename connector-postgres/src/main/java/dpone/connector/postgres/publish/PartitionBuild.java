package dpone.connector.postgres.publish;

import dpone.connector.postgres.catalog.Partitioning.Partition;
import dpone.connector.postgres.catalog.TargetTable;
import dpone.connector.postgres.publish.Step.Role;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table that is ready to take a partition's place: filled, with the partition's indexes and
 * constraints, and with its bound proven, so that attaching it does not search it.
 *
 * @param partition the partition
 * @param table the new table
 * @param rows its rows
 * @param indexes names of the partition's indexes, by the order in which the table has its own
 * @param comment the partition's comment, or null
 */
record PartitionBuild(
    Partition partition,
    TableName table,
    long rows,
    List<RenamedIndex> indexes,
    @Nullable String comment) {
  PartitionBuild {
    indexes = List.copyOf(indexes);
  }

  /**
   * An index.
   *
   * @param made name at the new table
   * @param wanted name at the partition
   */
  record RenamedIndex(String made, String wanted) {}

  /**
   * Makes and fills the table.
   *
   * @param arrived the stage's rows in the target's shape
   */
  static PartitionBuild build(Staged staged, Partition partition, int number, String arrived) {
    PlannedStream plan = staged.plan();
    TargetTable old = TargetTable.read(staged.session(), partition.name()).orElseThrow();
    TableName table = new TableName(staged.table().schema(), staged.table().name() + "_p" + number);
    PlannedStream like =
        new PlannedStream(
            plan.stream(),
            partition.name(),
            old,
            plan.columns(),
            plan.key(),
            List.of(),
            List.of(),
            plan.publisher(),
            plan.wire(),
            List.of());
    staged.session().execute(StageSql.createLike(table, partition.name()));
    String names = Sql.names(plan.published().stream().map(PlannedColumn::name).toList());
    long rows =
        staged
            .session()
            .update(
                "INSERT INTO "
                    + table.sql()
                    + " ("
                    + names
                    + ") SELECT "
                    + names
                    + " FROM "
                    + arrived
                    + " WHERE "
                    + partition.constraint());
    Fixtures.fixtures(like, table).forEach(staged.session()::execute);
    staged
        .session()
        .execute(
            "ALTER TABLE "
                + table.sql()
                + " ADD CONSTRAINT "
                + Sql.name(bound(table))
                + " CHECK ("
                + partition.constraint()
                + ")");
    staged.analyzeArriving(table);
    return new PartitionBuild(partition, table, rows, Fixtures.indexes(like, table), old.comment());
  }

  private static String bound(TableName table) {
    return table.name() + "_bound";
  }

  /** Answers with a row when the partition is no longer the one that was planned for. */
  String unchanged() {
    return "SELECT "
        + Sql.text("partition " + partition.name() + " is no longer as it was")
        + " WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_class c"
        + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = "
        + partition.oid()
        + " AND n.nspname = "
        + Sql.text(partition.name().schema())
        + " AND c.relname = "
        + Sql.text(partition.name().name())
        + " AND c.relispartition AND pg_catalog.md5(c.relpartbound::text) = "
        + Sql.text(partition.fingerprint())
        + ")";
  }

  /** Takes the partition's place. */
  void replace(TableName target, Steps steps) {
    TableName name = partition.name();
    TableName moved = new TableName(name.schema(), table.name());
    steps.add(Role.COUNT, "SELECT " + rows + "::bigint, 0::bigint, count(*) FROM " + name.sql());
    steps.add(Role.MOVE, "ALTER TABLE " + target.sql() + " DETACH PARTITION " + name.sql());
    steps.add(Role.MOVE, "DROP TABLE " + name.sql());
    steps.add(Role.MOVE, "ALTER TABLE " + table.sql() + " SET SCHEMA " + Sql.name(name.schema()));
    steps.add(Role.MOVE, "ALTER TABLE " + moved.sql() + " RENAME TO " + Sql.name(name.name()));
    for (RenamedIndex index : indexes) {
      steps.add(
          Role.MOVE,
          "ALTER INDEX "
              + new TableName(name.schema(), index.made).sql()
              + " RENAME TO "
              + Sql.name(index.wanted));
    }
    steps.add(
        Role.MOVE,
        "ALTER TABLE "
            + target.sql()
            + " ATTACH PARTITION "
            + name.sql()
            + " "
            + partition.bound());
    steps.add(
        Role.MOVE, "ALTER TABLE " + name.sql() + " DROP CONSTRAINT " + Sql.name(bound(table)));
    String text = comment;
    if (text != null) {
      steps.add(Role.MOVE, "COMMENT ON TABLE " + name.sql() + " IS " + Sql.text(text));
    }
  }
}
