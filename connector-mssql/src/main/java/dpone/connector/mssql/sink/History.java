package dpone.connector.mssql.sink;

import dpone.connector.mssql.catalog.ColumnInfo;
import dpone.connector.mssql.catalog.TableInfo;
import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.publish.HistorySql;
import dpone.connector.mssql.publish.TargetColumn;
import dpone.spi.error.Place;
import dpone.spi.sink.StreamLoad;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans a load that keeps each version of a row; asks nobody. */
final class History {
  private static final String VALID_FROM = "valid_from";
  private static final String VALID_TO = "valid_to";
  private static final String IS_CURRENT = "is_current";
  private static final String TRACKED = "tracked_columns";
  private static final String CLOSE_MISSING = "close_missing";

  private History() {}

  /** The columns of a version's validity; refuses names that are not free. */
  static HistorySql.Validity validity(StreamLoad load) {
    Map<String, String> given = load.strategy().parameters();
    HistorySql.Validity validity =
        new HistorySql.Validity(
            given.getOrDefault(VALID_FROM, VALID_FROM),
            given.getOrDefault(VALID_TO, VALID_TO),
            given.getOrDefault(IS_CURRENT, IS_CURRENT));
    if (Set.copyOf(validity.names()).size() < validity.names().size()) {
      throw MsCode.INVALID_OPTION
          .error("the columns of a version's validity share a name: " + validity.names())
          .at(Place.stream(load.stream()))
          .build();
    }
    for (String name : validity.names()) {
      if (load.schema().fields().stream().anyMatch(f -> f.name().equalsIgnoreCase(name))) {
        throw MsCode.INVALID_OPTION
            .error("the stream has a column " + name + " of its own")
            .at(Place.field(load.stream(), name))
            .remedy("name another column in strategy, such as valid_from: version_from")
            .build();
      }
    }
    return validity;
  }

  static boolean closesMissing(StreamLoad load) {
    return "true".equals(load.strategy().parameters().get(CLOSE_MISSING));
  }

  /** Says how it is published, and refuses a target that cannot keep versions. */
  static String choose(
      StreamLoad load,
      @Nullable TableInfo existing,
      List<TargetColumn> columns,
      List<String> notes) {
    if (existing != null) {
      refuseUnfit(load, existing);
    }
    notes.add(
        "publish: a changed row closes its open version and adds a new one, with the time of the"
            + " load, under locks of keys and ranges");
    notes.add(
        closesMissing(load)
            ? "the open version of a key that the source no longer has is closed"
            : "a key that the source no longer has keeps its open version");
    notes.add("tracked columns: " + String.join(", ", tracked(load, columns)));
    return "close and open versions";
  }

  private static void refuseUnfit(StreamLoad load, TableInfo existing) {
    Set<String> key = Set.copyOf(load.strategy().uniqueKey());
    if (!existing.primaryKey().isEmpty() && Set.copyOf(existing.primaryKey()).equals(key)) {
      throw MsCode.SCHEMA_DRIFT
          .error(
              "the primary key of "
                  + existing.name()
                  + " is the unique key, so that it takes one version of a row only")
          .at(Place.stream(load.stream()))
          .remedy("make it a unique index on the open versions: ... WHERE is_current = 1")
          .build();
    }
    HistorySql.Validity validity = validity(load);
    Map<String, String> wanted = new LinkedHashMap<>();
    wanted.put(validity.from(), HistorySql.TIME);
    wanted.put(validity.to(), HistorySql.TIME);
    wanted.put(validity.current(), "bit");
    wanted.forEach((name, type) -> {
      String found = existing.find(name).map(ColumnInfo::type).map(t -> t.text()).orElse("");
      if (!found.equals(type)) {
        throw MsCode.SCHEMA_DRIFT
            .error(
                "the target "
                    + existing.name()
                    + (found.isEmpty()
                        ? " has no column " + name
                        : " has the column " + name + " as " + found)
                    + ", a history needs it as "
                    + type)
            .at(Place.field(load.stream(), name))
            .build();
      }
    });
  }

  /** Names of the columns whose change makes a new version. */
  static List<String> tracked(StreamLoad load, List<TargetColumn> columns) {
    Set<String> key = Set.copyOf(load.strategy().uniqueKey());
    List<String> all =
        columns.stream().map(TargetColumn::name).filter(name -> !key.contains(name)).toList();
    String given = load.strategy().parameters().getOrDefault(TRACKED, "");
    if (given.isEmpty()) {
      return all;
    }
    List<String> tracked = given.lines().toList();
    for (String name : tracked) {
      if (!all.contains(name)) {
        throw MsCode.COLUMN_NOT_FOUND
            .error("strategy.tracked_columns names " + name + ", which is not among " + all)
            .at(Place.field(load.stream(), name))
            .build();
      }
    }
    return tracked;
  }
}
