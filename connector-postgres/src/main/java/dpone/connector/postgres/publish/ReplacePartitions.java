package dpone.connector.postgres.publish;

import dpone.connector.postgres.catalog.Partitioning;
import dpone.connector.postgres.catalog.Partitioning.Partition;
import dpone.connector.postgres.catalog.TargetTable;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.publish.Step.Role;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import dpone.spi.error.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * By partition where one can be replaced as a whole, by value elsewhere.
 *
 * @param column column whose values are replaced
 * @param attaches whether partitions may be attached at all
 */
record ReplacePartitions(String column, boolean attaches) implements Publisher {
  /** Each takes a dozen statements of the commit message. */
  private static final int MOST_ATTACHED = 64;

  /** The server's limit of columns in one query is far above. */
  private static final int ASKED_AT_ONCE = 200;

  @Override
  public String text() {
    return attaches ? "attach partitions" : "delete by value, then insert";
  }

  @Override
  public List<Step> prepare(Staged staged) {
    PlannedStream plan = staged.plan();
    if (!plan.key().isEmpty()) {
      staged.refuseDuplicateKeys();
    }
    staged.analyzeStage();
    if (staged.rows() == 0) {
      return Steps.afterSchema(plan)
          .note("the stage is empty: no value occurs in it, so nothing is replaced")
          .thenDrop(staged.table());
    }
    TargetTable existing = plan.existing();
    if (!attaches || existing == null) {
      return byValue(plan, staged.table());
    }
    List<Partition> touched = touched(staged, existing);
    List<String> notes = new ArrayList<>();
    List<PartitionBuild> built = new ArrayList<>();
    List<Partition> others = new ArrayList<>();
    for (Partition partition : touched) {
      String reason = reason(staged, partition, touched.size());
      if (reason.isEmpty()) {
        built.add(PartitionBuild.build(staged, partition, built.size(), arrived(staged)));
        notes.add("partition " + partition.name() + " is built anew and attached");
      } else {
        others.add(partition);
        notes.add("partition " + partition.name() + " is replaced by value, since " + reason);
      }
    }
    Steps steps = Steps.of(plan);
    notes.stream().limit(10).forEach(steps::note);
    return steps.followedBy(steps(plan, staged.table(), built, others));
  }

  /** The rows of the stage in the target's shape, alias x. */
  private static String arrived(PlannedStream plan, TableName stage) {
    return "(SELECT "
        + plan.published().stream()
            .map(c -> RowSql.staged(c) + " AS " + Sql.name(c.name()))
            .collect(Collectors.joining(", "))
        + " FROM "
        + stage.sql()
        + " AS s) AS x";
  }

  private static String arrived(Staged staged) {
    return arrived(staged.plan(), staged.table());
  }

  /** The partitions that staged rows belong to; a row without one is refused. */
  private List<Partition> touched(Staged staged, TargetTable existing) {
    List<Partition> all =
        Partitioning.read(staged.session(), existing.relation().oid())
            .map(Partitioning::partitions)
            .orElse(List.of());
    List<Partition> touched = new ArrayList<>();
    long rows = 0;
    for (int from = 0; from < all.size(); from += ASKED_AT_ONCE) {
      List<Partition> some = all.subList(from, Math.min(all.size(), from + ASKED_AT_ONCE));
      String counts =
          some.stream()
              .map(p -> "count(*) FILTER (WHERE " + p.constraint() + ")")
              .collect(Collectors.joining(", "));
      List<Long> found =
          staged
              .session()
              .first(
                  "SELECT " + counts + " FROM " + arrived(staged),
                  row -> {
                    List<Long> numbers = new ArrayList<>();
                    for (int i = 1; i <= some.size(); i++) {
                      numbers.add(row.getLong(i));
                    }
                    return numbers;
                  })
              .orElseThrow();
      for (int i = 0; i < some.size(); i++) {
        rows += found.get(i);
        if (found.get(i) > 0) {
          touched.add(some.get(i));
        }
      }
    }
    if (rows < staged.rows()) {
      throw homeless(staged, all, staged.rows() - rows);
    }
    return touched;
  }

  private RuntimeException homeless(Staged staged, List<Partition> all, long rows) {
    String where =
        all.stream()
            .map(p -> "(" + p.constraint() + ") IS NOT TRUE")
            .collect(Collectors.joining(" AND "));
    String value =
        staged
            .session()
            .first(
                "SELECT coalesce(quote_literal(x."
                    + Sql.name(column)
                    + "::text), 'NULL') FROM "
                    + arrived(staged)
                    + (where.isEmpty() ? "" : " WHERE " + where)
                    + " LIMIT 1",
                row -> row.getString(1))
            .orElse("");
    return PgCode.PARTITION_MISSING
        .error(
            rows
                + " rows of the load have no partition at "
                + staged.plan().target()
                + ", such as those of "
                + column
                + " "
                + value)
        .at(Place.field(staged.plan().stream(), column))
        .remedy(
            "make it: CREATE TABLE ... PARTITION OF "
                + staged.plan().target()
                + " FOR VALUES ... with bounds that hold "
                + value)
        .build();
  }

  /** Why a partition cannot be replaced by another table; empty if it can. */
  private String reason(Staged staged, Partition partition, int touched) {
    if (touched > MOST_ATTACHED) {
      return "the load touches more than " + MOST_ATTACHED + " partitions";
    }
    if (partition.kind() != 'r') {
      return "it is no plain table";
    }
    TargetTable table = TargetTable.read(staged.session(), partition.name()).orElse(null);
    if (table == null) {
      return "it is gone";
    }
    List<String> attached =
        table.attachments().stream().filter(a -> !a.equals("inheritance or partitioning")).toList();
    if (!attached.isEmpty()) {
      return "it would lose: " + String.join(", ", attached);
    }
    boolean whole =
        staged
            .session()
            .query(notStaged(staged.plan(), partition, staged.table()), row -> 1)
            .isEmpty();
    return whole ? "" : "it has other values of " + column + " too";
  }

  private String notStaged(PlannedStream plan, Partition partition, TableName stage) {
    return "SELECT 'partition "
        + partition.name().toString().replace("'", "''")
        + " has values that are not in the load' FROM "
        + partition.name().sql()
        + " AS t WHERE NOT EXISTS (SELECT FROM "
        + stage.sql()
        + " AS s WHERE "
        + RowSql.staged(by(plan))
        + " = t."
        + Sql.name(column)
        + ") LIMIT 1";
  }

  List<Step> steps(
      PlannedStream plan, TableName stage, List<PartitionBuild> built, List<Partition> others) {
    Steps steps = Steps.afterSchema(plan).lockWriters();
    for (PartitionBuild build : built) {
      steps.add(Role.GUARD, build.unchanged());
      steps.add(Role.GUARD, notStaged(plan, build.partition(), stage));
    }
    if (!others.isEmpty()) {
      for (Partition other : others) {
        steps.add(Role.DELETE, deleteValues(plan, other.name().sql(), stage));
      }
      String elsewhere =
          built.stream()
              .map(b -> " AND (" + b.partition().constraint() + ") IS NOT TRUE")
              .collect(Collectors.joining());
      String names = Sql.names(plan.published().stream().map(PlannedColumn::name).toList());
      steps.add(
          Role.INSERT,
          "INSERT INTO "
              + plan.target().sql()
              + " ("
              + names
              + ") SELECT "
              + names
              + " FROM "
              + arrived(plan, stage)
              + " WHERE true"
              + elsewhere);
    }
    built.forEach(build -> build.replace(plan.target(), steps));
    return steps.thenDrop(stage);
  }

  private List<Step> byValue(PlannedStream plan, TableName stage) {
    RowSql rows = new RowSql(plan, stage);
    Steps steps = Steps.afterSchema(plan).lockWriters();
    if (plan.existing() != null) {
      steps.add(Role.DELETE, deleteValues(plan, rows.target(), stage));
    }
    return steps.add(Role.INSERT, rows.insertAll()).thenDrop(stage);
  }

  private String deleteValues(PlannedStream plan, String table, TableName stage) {
    String name = Sql.name(column);
    String from = " FROM " + stage.sql() + " AS s";
    return "DELETE FROM "
        + table
        + " AS t WHERE t."
        + name
        + " IN (SELECT "
        + RowSql.staged(by(plan))
        + from
        + ") OR (t."
        + name
        + " IS NULL AND EXISTS (SELECT"
        + from
        + " WHERE s."
        + name
        + " IS NULL))";
  }

  private PlannedColumn by(PlannedStream plan) {
    return plan.published().stream().filter(c -> c.name().equals(column)).findFirst().orElseThrow();
  }
}
