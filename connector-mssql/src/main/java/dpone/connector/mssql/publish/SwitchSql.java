package dpone.connector.mssql.publish;

import dpone.connector.mssql.catalog.Layout;
import dpone.connector.mssql.catalog.Layout.Index;
import dpone.connector.mssql.catalog.Layout.Kind;
import dpone.connector.mssql.catalog.Layout.Place;
import dpone.connector.mssql.catalog.Layout.Rule;
import dpone.connector.mssql.publish.Step.Counts;
import dpone.connector.mssql.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statements that switch a stage's rows into the target without moving them. The stage lies on
 * the target's own partition scheme or file group, so that file groups, bounds, the partition of
 * nulls and the columns that the server adds to indexes are the target's by construction, and no
 * bound has to be written down as a constraint.
 *
 * @param rows the stage, the target and the columns that a load fills
 * @param layout how the target lies
 * @param all every column of the target, in order
 */
public record SwitchSql(PublishSql rows, Layout layout, List<Column> all) {
  /** Copies the list. */
  public SwitchSql {
    all = List.copyOf(all);
  }

  /**
   * A column of the target.
   *
   * @param name its name
   * @param type its type
   * @param collation of text; else null
   * @param nullable whether a null may stand in it
   */
  public record Column(String name, String type, @Nullable String collation, boolean nullable) {}

  /** The stage: a heap with the target's columns, defaults and checks, where the target lies. */
  public String createStage() {
    List<String> parts = new ArrayList<>();
    for (Column column : all) {
      String definition = layout.defaults().get(column.name());
      parts.add(
          Sql.name(column.name())
              + " "
              + column.type()
              + (column.collation() == null ? "" : " COLLATE " + column.collation())
              + (column.nullable() ? " NULL" : " NOT NULL")
              + (definition == null || filled(column.name()) ? "" : " DEFAULT " + definition));
    }
    int number = 0;
    for (String check : layout.checks()) {
      parts.add("CONSTRAINT " + own("c" + ++number) + " CHECK " + check);
    }
    return "CREATE TABLE "
        + rows.stage().sql()
        + " ("
        + String.join(", ", parts)
        + ")"
        + on(layout.place())
        + (layout.lobs() == null || layout.place().function() != null
            ? ""
            : " TEXTIMAGE_ON " + Sql.name(layout.lobs()))
        + with(compression(layout.heap()));
  }

  private boolean filled(String column) {
    return rows.columns().stream().anyMatch(c -> c.name().equals(column));
  }

  /** A name of the schema of stages that nothing else has. */
  private String own(String end) {
    return Sql.name(rows.stage().name() + "_" + end);
  }

  private static String on(Place place) {
    return " ON "
        + Sql.name(place.space())
        + (place.function() == null || place.column() == null
            ? ""
            : "(" + Sql.name(place.column()) + ")");
  }

  private static String with(String options) {
    return options.isEmpty() ? "" : " WITH (" + options + ")";
  }

  /** A switch compares the compression of both partitions. */
  private String compression(Map<Integer, String> by) {
    return layout.place().function() == null
        ? by.values().stream().findFirst().map(how -> "DATA_COMPRESSION = " + how).orElse("")
        : byPartition(by);
  }

  private static String byPartition(Map<Integer, String> by) {
    Map<String, List<String>> partitions = new TreeMap<>();
    by.forEach((partition, how) ->
        partitions.computeIfAbsent(how, h -> new ArrayList<>()).add(Integer.toString(partition)));
    return partitions.entrySet().stream()
        .map(e ->
            "DATA_COMPRESSION = "
                + e.getKey()
                + " ON PARTITIONS ("
                + String.join(", ", e.getValue())
                + ")")
        .collect(Collectors.joining(", "));
  }

  /** Gives the filled stage the indexes and constraints of the target. */
  public List<String> indexes() {
    return layout.indexes().stream().filter(i -> i.id() > 0).map(this::index).toList();
  }

  private String index(Index index) {
    String end = with(compression(index.compressions())) + on(index.place());
    String name = own("i" + index.id());
    if (index.kind() == Kind.COLUMNSTORE) {
      return "CREATE CLUSTERED COLUMNSTORE INDEX " + name + " ON " + rows.stage().sql() + end;
    }
    String kind = index.kind() == Kind.CLUSTERED ? "CLUSTERED" : "NONCLUSTERED";
    String keys =
        index.keys().stream()
            .map(k -> Sql.name(k.column()) + (k.descending() ? " DESC" : ""))
            .collect(Collectors.joining(", ", " (", ")"));
    if (index.rule() == Rule.PRIMARY_KEY || index.rule() == Rule.UNIQUE_CONSTRAINT) {
      return "ALTER TABLE "
          + rows.stage().sql()
          + " ADD CONSTRAINT "
          + name
          + (index.rule() == Rule.PRIMARY_KEY ? " PRIMARY KEY " : " UNIQUE ")
          + kind
          + keys
          + end;
    }
    return "CREATE "
        + (index.rule() == Rule.UNIQUE ? "UNIQUE " : "")
        + kind
        + " INDEX "
        + name
        + " ON "
        + rows.stage().sql()
        + keys
        + (index.included().isEmpty() ? "" : " INCLUDE (" + Sql.names(index.included()) + ")")
        + (index.filter() == null ? "" : " WHERE " + index.filter())
        + end;
  }

  /** Numbers of the partitions that the stage has rows in. */
  public String partitions() {
    return "SELECT "
        + number("s")
        + ", COUNT_BIG(*) FROM "
        + rows.stage().sql()
        + " AS s GROUP BY "
        + number("s");
  }

  private String number(String alias) {
    return "$PARTITION."
        + Sql.name(String.valueOf(layout.place().function()))
        + "("
        + alias
        + "."
        + column()
        + ")";
  }

  private String column() {
    return Sql.name(String.valueOf(layout.place().column()));
  }

  /**
   * Rows of the target that partitions have, and those of them whose value the stage lacks.
   *
   * @param locks whether nobody may change them until the transaction ends
   */
  public String gone(List<Integer> partitions, boolean locks) {
    String from =
        " FROM "
            + rows.target().sql()
            + " AS t"
            + (locks ? " WITH (TABLOCKX, HOLDLOCK)" : "")
            + " WHERE "
            + among(partitions);
    return "SELECT (SELECT COUNT_BIG(*)"
        + from
        + "), (SELECT COUNT_BIG(*)"
        + from
        + missing()
        + ")";
  }

  /** One value that partitions of the target have and the stage lacks. */
  public String example(List<Integer> partitions) {
    return "SELECT TOP (1) CONCAT(N'', CONVERT(nvarchar(400), t."
        + column()
        + ")) FROM "
        + rows.target().sql()
        + " AS t WHERE "
        + among(partitions)
        + missing();
  }

  private String among(List<Integer> partitions) {
    return number("t")
        + partitions.stream().map(String::valueOf).collect(Collectors.joining(", ", " IN (", ")"));
  }

  private String missing() {
    String stage = "EXISTS (SELECT 1 FROM " + rows.stage().sql() + " AS s WHERE s." + column();
    return " AND NOT "
        + stage
        + " = t."
        + column()
        + ") AND NOT (t."
        + column()
        + " IS NULL AND "
        + stage
        + " IS NULL))";
  }

  /**
   * Partitions of the target become those of the stage. The first statement locks other writers
   * out, and ends the publish if a row would be gone that the load does not replace.
   */
  public List<Step> replace(List<Integer> partitions) {
    List<Step> steps = new ArrayList<>();
    if (!partitions.isEmpty()) {
      steps.add(rows.step(Counts.REPLACED, gone(partitions, true)));
      steps.add(
          rows.step(
              Counts.NONE,
              "TRUNCATE TABLE "
                  + rows.target().sql()
                  + " WITH (PARTITIONS ("
                  + partitions.stream().map(String::valueOf).collect(Collectors.joining(", "))
                  + "))"));
      switchIn(partitions, steps);
    }
    return steps;
  }

  /**
   * The whole target becomes the stage.
   *
   * @param partitions that the stage has rows in; null where the target is not divided
   */
  public List<Step> replaceAll(@Nullable List<Integer> partitions) {
    List<Step> steps = new ArrayList<>();
    steps.add(rows.step(Counts.NONE, "TRUNCATE TABLE " + rows.target().sql()));
    if (partitions == null) {
      steps.add(
          rows.step(
              Counts.NONE,
              "ALTER TABLE " + rows.stage().sql() + " SWITCH TO " + rows.target().sql()));
      steps.add(left());
    } else {
      switchIn(partitions, steps);
    }
    return steps;
  }

  private void switchIn(List<Integer> partitions, List<Step> steps) {
    for (int partition : partitions) {
      steps.add(
          rows.step(
              Counts.NONE,
              "ALTER TABLE "
                  + rows.stage().sql()
                  + " SWITCH PARTITION "
                  + partition
                  + " TO "
                  + rows.target().sql()
                  + " PARTITION "
                  + partition));
    }
    steps.add(left());
  }

  /** What is left of the stage: a bound that was moved meanwhile would leave rows behind. */
  private Step left() {
    return rows.step(
        Counts.REPLACED, "SELECT CAST(0 AS bigint), COUNT_BIG(*) FROM " + rows.stage().sql());
  }
}
