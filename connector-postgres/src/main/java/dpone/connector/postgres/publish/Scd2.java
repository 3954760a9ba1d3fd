package dpone.connector.postgres.publish;

import dpone.connector.postgres.catalog.ColumnInfo;
import dpone.connector.postgres.catalog.TargetTable;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sql.Sql;
import dpone.spi.error.Place;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Each version of a row is kept with its validity. */
final class Scd2 implements Mode {
  private static final String VALID_FROM = "valid_from";
  private static final String VALID_TO = "valid_to";
  private static final String IS_CURRENT = "is_current";
  private static final String TRACKED = "tracked_columns";
  private static final String CLOSE_MISSING = "close_missing";
  private static final String TIME = "timestamp with time zone";

  @Override
  public LoadMode mode() {
    return LoadMode.SCD2;
  }

  @Override
  public Set<String> parameters() {
    return Set.of(VALID_FROM, VALID_TO, IS_CURRENT, TRACKED, CLOSE_MISSING);
  }

  @Override
  public List<String> key(StreamLoad load) {
    return Keys.required(load);
  }

  private static Validity validity(StreamLoad load) {
    Map<String, String> given = load.strategy().parameters();
    return new Validity(
        given.getOrDefault(VALID_FROM, VALID_FROM),
        given.getOrDefault(VALID_TO, VALID_TO),
        given.getOrDefault(IS_CURRENT, IS_CURRENT));
  }

  @Override
  public Set<String> ownColumns(StreamLoad load) {
    return Set.copyOf(validity(load).names());
  }

  @Override
  public List<String> createTarget(Situation situation) {
    Validity validity = validity(situation.load());
    List<String> parts = new ArrayList<>();
    for (PlannedColumn column :
        situation.columns().stream().filter(PlannedColumn::published).toList()) {
      String notNull = situation.key().contains(column.name()) ? " NOT NULL" : "";
      parts.add(Sql.name(column.name()) + " " + column.target().text() + notNull);
    }
    parts.add(Sql.name(validity.from()) + " " + TIME + " NOT NULL");
    parts.add(Sql.name(validity.to()) + " " + TIME);
    parts.add(Sql.name(validity.current()) + " boolean NOT NULL");
    return List.of(
        "CREATE TABLE " + situation.target().sql() + " (" + String.join(", ", parts) + ")",
        "CREATE UNIQUE INDEX ON "
            + situation.target().sql()
            + " ("
            + Sql.names(situation.key())
            + ") WHERE "
            + Sql.name(validity.current()));
  }

  @Override
  public Choice choose(Situation situation) {
    StreamLoad load = situation.load();
    Validity validity = validity(load);
    refuseDoubled(load, validity);
    refuseUnfit(situation, validity);
    Targets.refuseRowSecurity(situation);
    List<String> tracked = tracked(situation);
    boolean closes = load.strategy().parameters().getOrDefault(CLOSE_MISSING, "").equals("true");
    List<String> notes = new ArrayList<>();
    notes.add(
        "publish: a changed row closes its open version and adds a new one, with the time of the"
            + " load; other writers locked out");
    notes.add(
        closes
            ? "the open version of a key that the source no longer has is closed"
            : "a key that the source no longer has keeps its open version");
    notes.add("tracked columns: " + String.join(", ", tracked));
    return new Choice(new History(validity, Set.copyOf(tracked), closes), notes);
  }

  private static void refuseDoubled(StreamLoad load, Validity validity) {
    if (Set.copyOf(validity.names()).size() < validity.names().size()) {
      throw PgCode.HISTORY_COLUMNS
          .error("the columns of a version's validity share a name: " + validity.names())
          .at(Place.stream(load.stream()))
          .build();
    }
    for (String name : validity.names()) {
      if (load.schema().find(name).isPresent()) {
        throw PgCode.HISTORY_COLUMNS
            .error("the stream has a column " + name + " of its own")
            .at(Place.field(load.stream(), name))
            .remedy("name another column in strategy, such as valid_from: version_from")
            .build();
      }
    }
  }

  private static void refuseUnfit(Situation situation, Validity validity) {
    TargetTable existing = situation.existing();
    if (existing == null) {
      return;
    }
    if (existing.uniqueKeys().contains(Set.copyOf(situation.key()))) {
      throw PgCode.HISTORY_COLUMNS
          .error(
              "a unique index of "
                  + situation.target()
                  + " covers the key ("
                  + String.join(", ", situation.key())
                  + "), so that it takes one version of a row only")
          .at(Place.stream(situation.load().stream()))
          .remedy("make it a unique index on the open versions: ... WHERE " + validity.current())
          .build();
    }
    Map<String, String> wanted =
        Map.of(validity.from(), TIME, validity.to(), TIME, validity.current(), "boolean");
    for (String name : validity.names()) {
      String type =
          existing.relation().column(name).map(ColumnInfo::type).map(t -> t.text()).orElse("");
      if (!type.equals(wanted.get(name))) {
        throw PgCode.HISTORY_COLUMNS
            .error(
                "the target "
                    + situation.target()
                    + (type.isEmpty()
                        ? " has no column " + name
                        : " has the column " + name + " as " + type)
                    + ", a history needs it as "
                    + wanted.get(name))
            .at(Place.field(situation.load().stream(), name))
            .build();
      }
    }
  }

  private static List<String> tracked(Situation situation) {
    List<String> all =
        situation.columns().stream()
            .filter(c -> c.published() && !situation.key().contains(c.name()))
            .map(PlannedColumn::name)
            .toList();
    String given = situation.load().strategy().parameters().getOrDefault(TRACKED, "");
    if (given.isEmpty()) {
      return all;
    }
    List<String> tracked = given.lines().toList();
    for (String name : tracked) {
      if (!all.contains(name)) {
        throw PgCode.COLUMN_NOT_FOUND
            .error("strategy.tracked_columns names " + name + ", which is not among " + all)
            .at(Place.field(situation.load().stream(), name))
            .build();
      }
    }
    return tracked;
  }

  /**
   * The columns of the target that tell a version's validity.
   *
   * @param from when it begins
   * @param to when it ends, null while it is open
   * @param current whether it is open
   */
  record Validity(String from, String to, String current) {
    List<String> names() {
      return List.of(from, to, current);
    }
  }
}
