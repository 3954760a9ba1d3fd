package dpone.connector.clickhouse.source;

import dpone.connector.clickhouse.sql.Sql;
import dpone.spi.transfer.ReadReceipt;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The next chunk of rows in the order of a key. Its bound is the key of a row, so that rows of one
 * key stay together; each chunk is of its own moment.
 */
final class KeyProgress implements Progress {
  private final List<ReadColumn> key;
  private final @Nullable KeyPosition from;
  private final List<String> bound;
  private final boolean complete;
  private final SplitPlanner.Plan plan;

  private KeyProgress(Reading reading, List<ReadColumn> key, @Nullable KeyPosition from) {
    this.key = key;
    this.from = from;
    Described stream = reading.stream();
    List<String> last = from == null ? List.of() : from.last();
    List<String> beyond = new ArrayList<>(ReadSql.conditions(stream));
    if (!last.isEmpty()) {
      beyond.add(CursorSql.above(key, last));
    } else if (key.get(0).type().isNullable()) {
      beyond.add(Sql.name(key.get(0).name()) + " IS NOT NULL");
    }
    List<List<@Nullable String>> found =
        reading.server().rows(boundSql(stream, beyond, reading.read().chunkRows()));
    boolean more = !found.isEmpty();
    if (!more) {
      found = reading.server().rows(lastSql(stream, beyond));
    }
    this.bound = found.isEmpty() ? List.of() : found.get(0).stream().map(String::valueOf).toList();
    this.complete = !more || !isBeyond(reading, stream);
    List<Part> parts = new ArrayList<>();
    if (!bound.isEmpty()) {
      beyond.add(CursorSql.upTo(key, bound));
      parts.add(new Part(ReadSql.select(stream, beyond), -1, false));
    }
    if (from == null
        && CursorSql.mayBeNull(key.get(0).type())
        && StreamOptions.nulls(stream.selection().options()) == CursorNulls.INCLUDE) {
      parts.add(
          new Part(
              ReadSql.select(
                  stream, ReadSql.conditions(stream, Sql.name(key.get(0).name()) + " IS NULL")),
              -1,
              false));
    }
    this.plan = new SplitPlanner.Plan(parts, null);
  }

  static Progress of(Reading reading) {
    List<ReadColumn> key = Keys.backfill(reading.stream());
    if (reading.stream().cursor() != null) {
      CursorRules.refuseNulls(reading, key.get(0));
    }
    StreamPosition start = reading.from();
    if (start == null) {
      return new KeyProgress(reading, key, null);
    }
    if (start instanceof KeyPosition p
        && p.key().equals(names(key))
        && p.types().equals(types(key))) {
      return new KeyProgress(reading, key, p);
    }
    throw reading.foreign("the stored position is not of a backfill by " + names(key));
  }

  private static List<String> names(List<ReadColumn> key) {
    return key.stream().map(ReadColumn::name).toList();
  }

  private static List<String> types(List<ReadColumn> key) {
    return key.stream().map(c -> c.type().text()).toList();
  }

  private String texts() {
    return key.stream()
        .map(c -> CursorSql.text(c, Sql.name("k " + c.name())))
        .collect(Collectors.joining(", "));
  }

  private String keys(Described stream, List<String> conditions) {
    return "SELECT "
        + key.stream()
            .map(c -> Sql.name(c.name()) + " AS " + Sql.name("k " + c.name()))
            .collect(Collectors.joining(", "))
        + " FROM "
        + ReadSql.from(stream)
        + ReadSql.where(conditions);
  }

  private String order(String direction) {
    return key.stream()
        .map(c -> Sql.name("k " + c.name()) + direction)
        .collect(Collectors.joining(", ", " ORDER BY ", ""));
  }

  private String boundSql(Described stream, List<String> conditions, long rows) {
    return "SELECT "
        + texts()
        + " FROM ("
        + keys(stream, conditions)
        + order("")
        + " LIMIT 1 OFFSET "
        + (rows - 1)
        + ")";
  }

  private String lastSql(Described stream, List<String> conditions) {
    return "SELECT "
        + texts()
        + " FROM ("
        + keys(stream, conditions)
        + order(" DESC")
        + " LIMIT 1)";
  }

  private boolean isBeyond(Reading reading, Described stream) {
    return !reading
        .server()
        .rows(
            "SELECT 1 FROM "
                + ReadSql.from(stream)
                + ReadSql.where(ReadSql.conditions(stream, CursorSql.above(key, bound)))
                + " LIMIT 1")
        .isEmpty();
  }

  @Override
  public SplitPlanner.Plan plan() {
    return plan;
  }

  @Override
  public StreamPosition reached(List<ReadReceipt> receipts) {
    List<String> last = bound.isEmpty() && from != null ? from.last() : bound;
    return new KeyPosition(names(key), types(key), last, complete);
  }

  @Override
  public boolean complete() {
    return complete;
  }
}
