package dpone.connector.postgres.cdc;

import dpone.connector.postgres.catalog.ColumnInfo;
import dpone.connector.postgres.cdc.Publications.Found;
import dpone.connector.postgres.cdc.Publications.Published;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import dpone.spi.cdc.ChangeSetup.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What makes a publication that a run may not touch publish what the run reads. Pure. */
final class PublicationSetup {
  private PublicationSetup() {}

  /**
   * The statements.
   *
   * @param name of the publication
   * @param found what there is of that name; null if nothing
   * @param tables what it publishes
   * @param wanted what it has to publish
   * @param role who the run is, for people
   */
  static List<Step> of(
      String name,
      @Nullable Found found,
      List<Published> tables,
      List<CapturedTable> wanted,
      String role) {
    List<TableName> names = wanted.stream().map(table -> table.relation().name()).toList();
    if (found == null) {
      return List.of(
          new Step(
              "there is no publication "
                  + name
                  + ", and the run, as "
                  + role
                  + ", may not make it (for that a role owns the tables and may create in the"
                  + " database)",
              "CREATE PUBLICATION "
                  + Sql.name(name)
                  + " FOR TABLE "
                  + Publications.sql(names)
                  + " WITH ("
                  + Publications.PUBLISH
                  + ", "
                  + Publications.VIA_ROOT
                  + ");"));
    }
    List<Step> steps = new ArrayList<>();
    String alter = "ALTER PUBLICATION " + Sql.name(name);
    if (!found.allKinds()) {
      steps.add(
          new Step(
              "the publication "
                  + name
                  + " does not publish all of insert, update, delete and truncate",
              alter + " SET (" + Publications.PUBLISH + ");"));
    }
    if (!found.viaRoot() && wanted.stream().anyMatch(table -> table.relation().kind() == 'p')) {
      steps.add(
          new Step(
              "the publication " + name + " publishes partitions and not their tables",
              alter + " SET (" + Publications.VIA_ROOT + ");"));
    }
    Map<TableName, Published> published = new HashMap<>();
    tables.forEach(table -> published.put(table.name(), table));
    for (CapturedTable table : wanted) {
      TableName one = table.relation().name();
      Published there = published.get(one);
      if (there == null) {
        // Where partitions are published for themselves, it is not told which tables they are of.
        boolean hidden = table.relation().kind() == 'p' && !found.viaRoot();
        if (!found.everything() && !hidden) {
          steps.add(
              new Step(
                  "the publication " + name + " lacks " + one,
                  alter + " ADD TABLE " + one.sql() + ";"));
        }
        continue;
      }
      String partly = partly(there, table);
      if (!partly.isEmpty()) {
        steps.add(
            new Step(
                "the publication " + name + " " + partly,
                alter + " DROP TABLE " + one.sql() + ";"));
        steps.add(new Step("the same table whole", alter + " ADD TABLE " + one.sql() + ";"));
      }
    }
    return steps;
  }

  private static String partly(Published there, CapturedTable table) {
    if (there.filter() != null) {
      return "filters the rows of " + there.name();
    }
    Set<String> columns = Set.copyOf(there.columns());
    List<String> lacking =
        columns.isEmpty()
            ? List.of()
            : table.columns().stream()
                .map(ColumnInfo::name)
                .filter(column -> !columns.contains(column))
                .toList();
    return lacking.isEmpty()
        ? ""
        : "lacks columns of " + there.name() + ": " + String.join(", ", lacking);
  }
}
