package dpone.connector.clickhouse.source;

import dpone.connector.clickhouse.catalog.Table;
import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.sql.Sql;
import dpone.spi.error.DponeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Divides the read of one stream into statements. */
final class SplitPlanner {
  /** More would make statements longer than the server reads. */
  private static final int MOST_PARTITIONS = 1_000;

  private final Server server;
  private final int readers;
  private final long minSplitBytes;
  private final long splitsPerReader;

  SplitPlanner(Server server, int readers, long minSplitBytes, long splitsPerReader) {
    this.server = server;
    this.readers = readers;
    this.minSplitBytes = minSplitBytes;
    this.splitsPerReader = splitsPerReader;
  }

  /**
   * A plan.
   *
   * @param parts disjoint, together all rows
   * @param view what they see together; null for one that needs none
   */
  record Plan(List<Part> parts, @Nullable View view) {}

  /**
   * All rows under some conditions.
   *
   * @param row expression of {@link ReadSql#ROW}
   */
  Plan plan(Described stream, List<String> conditions, String row, boolean telling) {
    Table table = stream.table();
    long most =
        Math.min(readers * splitsPerReader, StreamOptions.splits(stream.selection().options()));
    View view = null;
    if (table != null && table.hasParts() && readers > 1 && most > 1) {
      view = View.now(server, table, stream.isFinal());
    }
    if (table == null
        || view == null
        || view.bytes() < 2 * minSplitBytes
        || view.partitions().size() > MOST_PARTITIONS) {
      long bytes = table == null ? -1 : table.bytes();
      return new Plan(
          List.of(new Part(ReadSql.select(stream, conditions, row, telling), bytes, telling)),
          null);
    }
    long target = Math.max(minSplitBytes, (view.bytes() + most - 1) / most);
    List<Part> parts = new ArrayList<>();
    List<Partition> together = new ArrayList<>();
    long weight = 0;
    for (Partition partition : view.partitions()) {
      if (partition.bytes() >= 2 * target) {
        for (Range range : ranges(stream, table, partition, target)) {
          parts.add(
              part(
                  stream,
                  conditions,
                  List.of(partition),
                  range.condition(),
                  range.bytes(),
                  row,
                  telling));
        }
        continue;
      }
      together.add(partition);
      weight += partition.bytes();
      if (weight >= target) {
        parts.add(part(stream, conditions, together, null, weight, row, telling));
        together.clear();
        weight = 0;
      }
    }
    if (!together.isEmpty()) {
      parts.add(part(stream, conditions, together, null, weight, row, telling));
    }
    return parts.size() == 1
        ? new Plan(
            List.of(
                new Part(ReadSql.select(stream, conditions, row, telling), view.bytes(), telling)),
            null)
        : new Plan(parts, view);
  }

  private static Part part(
      Described stream,
      List<String> conditions,
      List<Partition> partitions,
      @Nullable String range,
      long bytes,
      String row,
      boolean telling) {
    List<String> all = new ArrayList<>(conditions);
    all.add(View.within(partitions));
    if (range != null) {
      all.add(range);
    }
    return new Part(ReadSql.select(stream, all, row, telling), bytes, telling);
  }

  private record Range(@Nullable String condition, long bytes) {}

  /** Ranges of the leading key column, about as large as each other by what the index tells. */
  private List<Range> ranges(Described stream, Table table, Partition partition, long target) {
    List<Range> whole = List.of(new Range(null, partition.bytes()));
    ReadColumn key = key(stream, table);
    if (key == null) {
      return whole;
    }
    long pieces = Math.max(2, partition.bytes() / target);
    List<String> bounds;
    try {
      bounds =
          server.rows(boundsSql(table, key, partition, pieces)).stream()
              .map(row -> String.valueOf(row.get(0)))
              .toList();
    } catch (DponeException unable) {
      // An older server, or an index that cannot be looked into.
      return whole;
    }
    List<Range> ranges = new ArrayList<>();
    String before = null;
    for (String bound : bounds) {
      String below = CursorSql.compare(key, "<", bound);
      ranges.add(
          new Range(
              before == null
                  ? CursorSql.mayBeNull(key.type())
                      ? "(" + below + " OR " + Sql.name(key.name()) + " IS NULL)"
                      : below
                  : CursorSql.compare(key, ">=", before) + " AND " + below,
              partition.bytes() / (bounds.size() + 1)));
      before = bound;
    }
    if (before == null) {
      return whole;
    }
    ranges.add(
        new Range(CursorSql.compare(key, ">=", before), partition.bytes() / (bounds.size() + 1)));
    return ranges;
  }

  static String boundsSql(Table table, ReadColumn key, Partition partition, long pieces) {
    String k = Sql.name(key.name());
    return "SELECT "
        + CursorSql.text(key, "bound")
        + " FROM (SELECT piece, min(k) AS bound FROM (SELECT k, intDiv((sum(r) OVER (ORDER BY k ROWS"
        + " BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - r) * "
        + pieces
        + ", greatest(1, sum(r) OVER ())) AS piece FROM (SELECT "
        + k
        + " AS k, sum(rows_in_granule) AS r FROM mergeTreeIndex("
        + Sql.text(table.name().database())
        + ", "
        + Sql.text(table.name().name())
        + ") WHERE part_name IN (SELECT name FROM system.parts WHERE active AND database = "
        + Sql.text(table.name().database())
        + " AND table = "
        + Sql.text(table.name().name())
        + " AND partition_id = "
        + Sql.text(partition.id())
        + ") AND "
        + k
        + " IS NOT NULL GROUP BY k)) GROUP BY piece) WHERE piece > 0 ORDER BY bound";
  }

  private static @Nullable ReadColumn key(Described stream, Table table) {
    List<String> leading = table.leadingColumn();
    return leading.isEmpty()
        ? null
        : Keys.find(stream, leading.get(0)).filter(c -> CursorSql.fits(c.type())).orElse(null);
  }
}
