package dpone.connector.postgres.publish;

import dpone.connector.postgres.catalog.TargetTable;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Constraints and indexes of the target, for a table that takes its place or a part of it. */
final class Fixtures {
  private Fixtures() {}

  /** What is made on a stage after it was loaded and before it takes the target's place. */
  static List<String> fixtures(PlannedStream plan, TableName stage) {
    List<TargetTable.Fixture> fixtures = fixtures(plan);
    List<String> statements = new ArrayList<>();
    for (int i = 0; i < fixtures.size(); i++) {
      TargetTable.Fixture fixture = fixtures.get(i);
      String name = Sql.name(temporaryName(fixture, stage, i));
      if (fixture.constraint()) {
        statements.add(
            "ALTER TABLE " + stage.sql() + " ADD CONSTRAINT " + name + " " + fixture.definition());
      } else {
        String definition = fixture.definition();
        String unique =
            definition.toUpperCase(Locale.ROOT).startsWith("CREATE UNIQUE") ? "UNIQUE " : "";
        statements.add(
            "CREATE "
                + unique
                + "INDEX "
                + name
                + " ON "
                + stage.sql()
                + definition.substring(definition.indexOf(" USING ")));
      }
    }
    return statements;
  }

  private static List<TargetTable.Fixture> fixtures(PlannedStream plan) {
    if (plan.existing() != null) {
      return plan.existing().fixtures();
    }
    return plan.key().isEmpty()
        ? List.of()
        : List.of(
            new TargetTable.Fixture(
                true,
                true,
                cut(plan.target().name()) + "_pkey",
                "PRIMARY KEY (" + Sql.names(plan.key()) + ")"));
  }

  /** The server cuts names at 63 bytes; this leaves room for an ending. */
  private static String cut(String name) {
    String cut = name;
    while (cut.getBytes(StandardCharsets.UTF_8).length > 58) {
      cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
    }
    return cut;
  }

  /** Index names are shared by all tables of a schema, and the old table still has them. */
  private static String temporaryName(TargetTable.Fixture fixture, TableName stage, int index) {
    return fixture.indexed() ? stage.name() + "_" + index : fixture.name();
  }

  /** The indexes of a stage with its fixtures, with the names they are to have. */
  static List<PartitionBuild.RenamedIndex> indexes(PlannedStream plan, TableName stage) {
    List<TargetTable.Fixture> fixtures = fixtures(plan);
    List<PartitionBuild.RenamedIndex> indexes = new ArrayList<>();
    for (int i = 0; i < fixtures.size(); i++) {
      if (fixtures.get(i).indexed()) {
        indexes.add(
            new PartitionBuild.RenamedIndex(
                temporaryName(fixtures.get(i), stage, i), fixtures.get(i).name()));
      }
    }
    return indexes;
  }
}
