package dpone.connector.clickhouse.source;

import dpone.connector.clickhouse.catalog.Table;
import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.sql.Sql;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What several queries see together of a table that has no snapshot across queries: the inserts up
 * to a number in each partition. Later inserts have larger numbers and stay out. What would change
 * the rows below it is found afterwards: a mutation, a merge with later rows, a dropped partition.
 */
final class View {
  /** Where a part's name ends its last insert: {@code <partition>_<first>_<last>_<level>}. */
  private static final String LAST_BLOCK = "toInt64(splitByChar('_', _part)[3])";

  private final Table table;
  private final boolean collapsed;
  private final List<Partition> partitions;

  private View(Table table, boolean collapsed, List<Partition> partitions) {
    this.table = table;
    this.collapsed = collapsed;
    this.partitions = partitions;
  }

  /**
   * The view of now.
   *
   * @param collapsed whether rows are read as if all merges were done, so that a merge changes
   *     nothing
   */
  static View now(Server server, Table table, boolean collapsed) {
    return new View(table, collapsed, partitions(server, table));
  }

  private static List<Partition> partitions(Server server, Table table) {
    return server.rows(sql(table, "")).stream().map(View::partition).toList();
  }

  static String sql(Table table, String more) {
    return "SELECT partition_id, sum(rows), sum(data_uncompressed_bytes), max(max_block_number),"
        + " max(data_version) FROM system.parts WHERE active AND rows > 0 AND database = "
        + Sql.text(table.name().database())
        + " AND table = "
        + Sql.text(table.name().name())
        + more
        + " GROUP BY partition_id ORDER BY partition_id";
  }

  private static Partition partition(List<@Nullable String> row) {
    return new Partition(
        String.valueOf(row.get(0)), number(row, 1), number(row, 2), number(row, 3), number(row, 4));
  }

  private static long number(List<@Nullable String> row, int index) {
    return Long.parseLong(String.valueOf(row.get(index)));
  }

  List<Partition> partitions() {
    return partitions;
  }

  long bytes() {
    return partitions.stream().mapToLong(Partition::bytes).sum();
  }

  /** The condition of some partitions. */
  static String within(List<Partition> some) {
    return some.stream()
        .map(p ->
            "(_partition_id = "
                + Sql.text(p.id())
                + " AND "
                + LAST_BLOCK
                + " <= "
                + p.lastBlock()
                + ")")
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  /** Refuses what was read if the view has changed since it was taken. */
  void check(Server server) {
    String below =
        partitions.stream()
            .map(p ->
                "(partition_id = "
                    + Sql.text(p.id())
                    + " AND min_block_number <= "
                    + p.lastBlock()
                    + ")")
            .collect(Collectors.joining(" OR ", " AND (", ")"));
    List<Partition> now;
    try {
      now = server.rows(sql(table, below)).stream().map(View::partition).toList();
    } catch (DponeException failure) {
      throw failure.at(Place.stream(table.name().toString()));
    }
    for (Partition before : partitions) {
      Partition after =
          now.stream().filter(p -> p.id().equals(before.id())).findFirst().orElse(null);
      String what =
          after == null
              ? "was dropped"
              : after.lastBlock() > before.lastBlock()
                  ? "was merged with rows that came later"
                  : after.version() > before.version() && after.version() > before.lastBlock()
                      ? "was changed by a mutation"
                      : after.rows() != before.rows() && !collapsed
                          ? "has "
                              + after.rows()
                              + " rows in place of "
                              + before.rows()
                              + ", by a merge or a removed part"
                          : null;
      if (what != null) {
        throw ChCode.VIEW_CHANGED
            .error("while several queries read it, partition " + before.id() + " " + what)
            .at(Place.stream(table.name().toString()))
            .build();
      }
    }
  }
}
