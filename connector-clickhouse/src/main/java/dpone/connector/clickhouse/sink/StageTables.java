package dpone.connector.clickhouse.sink;

import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.publish.CopySql;
import dpone.connector.clickhouse.sql.Sql;
import dpone.connector.clickhouse.sql.TableName;
import dpone.connector.clickhouse.stage.StageNames;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The tables of one scope: found, removed and renamed by their names. */
final class StageTables {
  private static final int PASSES = 20;

  private final Server server;
  private final StageNames names;
  private final Collection<String> databases;
  private final String cluster;

  StageTables(Server server, StageNames names, Collection<String> databases, String cluster) {
    this.server = server;
    this.names = names;
    this.databases = List.copyOf(databases);
    this.cluster = cluster;
  }

  /**
   * A table of the scope.
   *
   * @param name of it
   * @param loadId the load that it says it belongs to; empty for pieces and copies
   */
  record Found(TableName name, String loadId) {}

  /** What a stage is called by its comment. */
  static String comment(String loadId) {
    return "stage of dpone, load " + loadId;
  }

  List<Found> list(long upTo) {
    return server
        .rows(
            "SELECT database, name, comment FROM system.tables WHERE database IN ("
                + Sql.texts(List.copyOf(databases))
                + ") AND startsWith(name, "
                + Sql.text(names.prefix())
                + ") ORDER BY name")
        .stream()
        .map(row ->
            new Found(
                new TableName(String.valueOf(row.get(0)), String.valueOf(row.get(1))),
                String.valueOf(row.get(2)).replaceFirst("^stage of dpone, load ", "")))
        .filter(t -> names.generation(t.name().name()) >= 0)
        .filter(t -> names.generation(t.name().name()) <= upTo)
        .toList();
  }

  /**
   * Takes their names from the tables of older generations: stages of loads that began to be
   * published get a name of the new generation, so that only it can complete them, all others go. A
   * copy that an older run makes meanwhile needs its stage to be filled, which is gone by then, so
   * that no copy found in a later pass can be complete; it is removed all the same, until none is
   * left.
   */
  void takeOver(long generation, Set<String> open) {
    for (int pass = 0; pass < PASSES; pass++) {
      List<Found> old = list(generation - 1);
      if (old.isEmpty()) {
        return;
      }
      // Stages first: without them nothing else can be made.
      for (Found table : old) {
        if (names.isStage(table.name().name())) {
          if (open.contains(table.loadId())) {
            rename(
                table.name(),
                new TableName(
                    table.name().database(), names.moved(table.name().name(), generation)));
          } else {
            drop(table.name());
          }
        }
      }
      for (Found table : list(generation - 1)) {
        if (!names.isStage(table.name().name())) {
          drop(table.name());
        }
      }
    }
    throw ChCode.CONFLICT
        .error("an older run of the pipeline goes on making tables")
        .remedy("end it, and run again")
        .build();
  }

  void drop(TableName name) {
    server.execute("DROP TABLE IF EXISTS " + name.sql() + CopySql.onCluster(cluster) + " SYNC");
  }

  /** Another one may have done it. */
  private void rename(TableName from, TableName to) {
    server.execute(
        "RENAME TABLE IF EXISTS " + from.sql() + " TO " + to.sql() + CopySql.onCluster(cluster));
  }
}
