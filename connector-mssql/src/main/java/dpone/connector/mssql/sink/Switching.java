package dpone.connector.mssql.sink;

import dpone.connector.mssql.catalog.Layout;
import dpone.connector.mssql.catalog.Layout.Hindrance;
import dpone.connector.mssql.catalog.TableInfo;
import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.publish.Step;
import dpone.connector.mssql.publish.SwitchSql;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether rows can be switched into a target, and which partitions are. */
final class Switching {
  /** Partitions of one load: the statements of a publish have to fit into its record. */
  static final int MOST_PARTITIONS = 1000;

  private static final Set<LoadMode> MODES =
      EnumSet.of(LoadMode.FULL_REFRESH, LoadMode.PARTITION_REPLACE);
  private static final String INSTEAD = ", or leave sink.publish out";

  private Switching() {}

  /** Whether the manifest asks for it. */
  static boolean asked(Options options) {
    return options.string(SinkOptions.PUBLISH).equals(SinkOptions.SWITCH);
  }

  /**
   * Refuses what cannot be switched whatever the rows are.
   *
   * @param column that the load replaces by; null for the whole table
   */
  static void refuse(
      StreamLoad load,
      String target,
      @Nullable TableInfo existing,
      @Nullable Layout layout,
      @Nullable String column) {
    if (!MODES.contains(load.strategy().mode())) {
      throw refused(
          load,
          "it replaces a table or partitions, and strategy.mode is "
              + load.strategy().mode().text(),
          "load by full_refresh or partition_replace" + INSTEAD);
    }
    if (existing == null && column != null) {
      throw refused(
          load,
          "there is no table " + target + " whose partitions could be switched",
          "create it on a partition scheme of " + column + INSTEAD);
    }
    if (layout == null) {
      return;
    }
    List<Hindrance> all = new ArrayList<>();
    Layout.Place place = layout.place();
    if (column != null && place.function() == null) {
      all.add(
          new Hindrance(
              "the table is not partitioned", "create it on a partition scheme of " + column));
    } else if (column != null && !Objects.equals(place.column(), column)) {
      all.add(
          new Hindrance(
              "the table is partitioned by " + place.column() + ", not by " + column,
              "name " + place.column() + " in strategy.partition_by"));
    }
    all.addAll(layout.hindrances());
    if (!all.isEmpty()) {
      throw refused(
          load,
          target + ": " + String.join("; ", all.stream().map(Hindrance::what).toList()),
          String.join("; ", all.stream().map(Hindrance::remedy).distinct().toList()) + INSTEAD);
    }
  }

  private static DponeException refused(StreamLoad load, String why, String remedy) {
    return MsCode.OPTION_UNSUPPORTED
        .error("sink.publish switch cannot be done: " + why)
        .at(Place.stream(load.stream()))
        .remedy(remedy)
        .build();
  }

  /** Numbers of the partitions that the filled stage has rows in, in order. */
  static List<Integer> partitions(MsSession session, SwitchSql sql, Place place) {
    List<Integer> partitions =
        session.query(sql.partitions(), row -> row.getInt(1)).stream().sorted().toList();
    if (partitions.size() > MOST_PARTITIONS) {
      throw MsCode.OPTION_UNSUPPORTED
          .error(
              "sink.publish switch cannot be done: the load has rows of "
                  + partitions.size()
                  + " partitions, more than "
                  + MOST_PARTITIONS)
          .at(place)
          .remedy("load fewer partitions at once" + INSTEAD)
          .build();
    }
    return partitions;
  }

  /** A switch takes a partition away as a whole: refuses one that holds other values, too. */
  static void refuseOthers(
      MsSession session, SwitchSql sql, List<Integer> partitions, Place place) {
    if (partitions.isEmpty()) {
      return;
    }
    long others = session.first(sql.gone(partitions, false), row -> row.getLong(2)).orElse(0L);
    if (others > 0) {
      String example = session.first(sql.example(partitions), row -> row.getString(1)).orElse("");
      throw MsCode.PARTITION_SHARED
          .error(
              "partitions of "
                  + sql.rows().target()
                  + " that the load replaces hold "
                  + others
                  + " rows whose "
                  + sql.layout().place().column()
                  + " is not in the load, such as '"
                  + example
                  + "': a switch would take them away")
          .at(place)
          .build();
    }
  }

  /** The statements of the publish. */
  static List<Step> steps(SwitchSql sql, LoadMode mode, @Nullable List<Integer> partitions) {
    return mode == LoadMode.FULL_REFRESH || partitions == null
        ? sql.replaceAll(partitions)
        : sql.replace(partitions);
  }
}
