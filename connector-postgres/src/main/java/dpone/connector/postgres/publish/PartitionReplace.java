package dpone.connector.postgres.publish;

import dpone.connector.postgres.catalog.ColumnInfo;
import dpone.connector.postgres.catalog.Partitioning;
import dpone.connector.postgres.catalog.TargetTable;
import dpone.connector.postgres.error.PgCode;
import dpone.spi.error.Place;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rows whose value of one column occurs in the load are replaced, whole partitions at once. */
final class PartitionReplace implements Mode {
  private static final String PARTITION_BY = "partition_by";

  @Override
  public LoadMode mode() {
    return LoadMode.PARTITION_REPLACE;
  }

  @Override
  public Set<String> parameters() {
    return Set.of(PARTITION_BY);
  }

  @Override
  public List<String> key(StreamLoad load) {
    return Keys.optional(load);
  }

  @Override
  public Choice choose(Situation situation) {
    String column = situation.load().strategy().parameters().getOrDefault(PARTITION_BY, "");
    if (situation.columns().stream().noneMatch(c -> c.published() && c.name().equals(column))) {
      throw PgCode.COLUMN_NOT_FOUND
          .error("strategy.partition_by names " + column + ", which is not loaded")
          .at(Place.field(situation.load().stream(), column))
          .build();
    }
    Targets.refuseRowSecurity(situation);
    Targets.refuseReferenced(situation);
    List<String> against = against(situation, column);
    return against.isEmpty()
        ? Choice.of(
            new ReplacePartitions(column, true),
            "publish: a partition of which every value of "
                + column
                + " is in the load is built from the stage, attached in place of the old one, and"
                + " readers wait for a moment; elsewhere the values in the load are deleted and"
                + " inserted")
        : Choice.of(
            new ReplacePartitions(column, false),
            "publish: rows whose "
                + column
                + " is in the load are deleted and the stage's inserted, other writers locked out;"
                + " no partition is attached, since: "
                + String.join(", ", against));
  }

  /** What speaks against attaching partitions. */
  private static List<String> against(Situation situation, String column) {
    TargetTable existing = situation.existing();
    if (existing == null) {
      return List.of("the target is made without partitions");
    }
    Partitioning partitioning =
        Partitioning.read(situation.session(), existing.relation().oid()).orElse(null);
    if (partitioning == null || !partitioning.column().equals(column)) {
      return List.of("the target is not partitioned by " + column);
    }
    List<String> against = new ArrayList<>();
    if (partitioning.strategy() == 'h') {
      against.add("it is partitioned by hash");
    }
    if (partitioning.openEnded()) {
      against.add("its default partition would be searched under lock");
    }
    if (!situation.alters().isEmpty()) {
      against.add("its columns change");
    }
    if (existing.relation().columns().stream().anyMatch(ColumnInfo::identityAlways)) {
      against.add("it has an identity column");
    }
    existing.fixtures().stream()
        .filter(f -> f.definition().startsWith("FOREIGN KEY"))
        .forEach(f -> against.add("it has the foreign key " + f.name()));
    existing.attachments().stream()
        .filter(a -> a.startsWith("trigger ") || a.startsWith("rule ") || a.startsWith("owner "))
        .forEach(a -> against.add("it has " + a));
    return against;
  }
}
