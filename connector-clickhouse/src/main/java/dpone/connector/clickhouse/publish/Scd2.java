package dpone.connector.clickhouse.publish;

import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.target.PlannedColumn;
import dpone.connector.clickhouse.target.TargetTable;
import dpone.spi.error.Place;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Each version of a row is kept with its validity. */
final class Scd2 implements Mode {
  static final String VALID_FROM = "valid_from";
  static final String VALID_TO = "valid_to";
  static final String IS_CURRENT = "is_current";
  static final String TRACKED = "tracked_columns";
  static final String CLOSE_MISSING = "close_missing";
  static final String TIME = "DateTime64(6, 'UTC')";

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
  public List<OwnColumn> ownColumns(StreamLoad load) {
    Validity validity = validity(load);
    return List.of(
        new OwnColumn(validity.from(), TIME),
        new OwnColumn(validity.to(), "Nullable(" + TIME + ")"),
        new OwnColumn(validity.current(), "Bool"));
  }

  @Override
  public Choice choose(Situation situation) {
    StreamLoad load = situation.load();
    Validity validity = validity(load);
    refuseUnfit(situation, validity);
    List<String> tracked = tracked(situation);
    boolean closes = load.strategy().parameters().getOrDefault(CLOSE_MISSING, "").equals("true");
    return Choice.of(
        new History(validity, tracked, closes),
        "publish: on a copy of hard links, a changed row closes its open version and adds a new one,"
            + " with the time of the load; the copy takes the target's place in one step",
        closes
            ? "the open version of a key that the source no longer has is closed"
            : "a key that the source no longer has keeps its open version",
        "tracked columns: " + String.join(", ", tracked));
  }

  private static void refuseUnfit(Situation situation, Validity validity) {
    StreamLoad load = situation.load();
    if (Set.copyOf(validity.names()).size() < validity.names().size()) {
      throw ChCode.HISTORY_COLUMNS
          .error("the columns of a version's validity share a name: " + validity.names())
          .at(Place.stream(load.stream()))
          .build();
    }
    for (String name : validity.names()) {
      if (load.schema().find(name).isPresent()) {
        throw ChCode.HISTORY_COLUMNS
            .error("the stream has a column " + name + " of its own")
            .at(Place.field(load.stream(), name))
            .remedy("name another column in strategy, such as valid_from: version_from")
            .build();
      }
    }
    TargetTable existing = situation.existing();
    if (existing == null) {
      return;
    }
    if (existing.replaces()) {
      throw ChCode.HISTORY_COLUMNS
          .error(
              situation.target()
                  + " is a "
                  + existing.engine()
                  + ", which would merge the versions of a row into one")
          .at(Place.stream(load.stream()))
          .remedy("use a MergeTree")
          .build();
    }
    Map<String, String> wanted =
        Map.of(
            validity.from(), "DateTime64\\(6.*",
            validity.to(), "Nullable\\(DateTime64\\(6.*",
            validity.current(), "Bool|UInt8");
    wanted.forEach((name, type) -> {
      String found = existing.column(name).map(TargetTable.Column::type).orElse("");
      if (!found.matches(type)) {
        throw ChCode.HISTORY_COLUMNS
            .error(
                "the target "
                    + situation.target()
                    + (found.isEmpty()
                        ? " has no column " + name
                        : " has the column " + name + " as " + found))
            .at(Place.field(load.stream(), name))
            .build();
      }
    });
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
        throw ChCode.COLUMN_NOT_FOUND
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
