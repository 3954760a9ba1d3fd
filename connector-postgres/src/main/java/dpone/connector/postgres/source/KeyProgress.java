package dpone.connector.postgres.source;

import dpone.connector.postgres.catalog.ColumnInfo;
import dpone.connector.postgres.catalog.Relation;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.error.PgCode;
import dpone.spi.error.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next chunk of rows in the order of a key. Its bounds are keys of rows, so that rows of one
 * key stay together; each chunk has a snapshot of its own.
 */
final class KeyProgress implements Progress {
  /** A chunk is divided among readers only above this. */
  private static final long ROWS_FOR_A_READER = 10_000;

  private record Bound(long number, List<String> values) {}

  private final Reading reading;
  private final List<ColumnInfo> key;
  private final @Nullable KeyPosition from;
  private final List<List<String>> bounds;
  private final boolean complete;
  private final List<Part> parts = new ArrayList<>();

  private KeyProgress(Reading reading, List<ColumnInfo> key, @Nullable KeyPosition from) {
    this.reading = reading;
    this.key = key;
    this.from = from;
    this.bounds = bounds();
    this.complete =
        bounds.isEmpty()
            || reading
                .session()
                .value(
                    ReadSql.exists(
                        reading.stream(),
                        null,
                        ReadSql.conditions(
                            reading.stream(), KeySql.above(key, bounds.get(bounds.size() - 1)))))
                .equals("f");
    List<String> above = last();
    for (List<String> to : bounds) {
      parts.add(part(range(above, to)));
      above = to;
    }
    if (from == null
        && StreamOptions.nulls(reading.stream().selection().options()) == CursorNulls.INCLUDE
        && CursorRules.mayBeNull(reading.stream(), key.get(0))) {
      parts.add(part(KeySql.isNull(key.get(0))));
    }
  }

  /** The columns that a backfill goes by: the cursor, or the primary key. */
  static List<ColumnInfo> key(Described stream) {
    if (stream.byXmin()) {
      throw PgCode.INVALID_OPTION
          .error("a backfill goes by a key, not by xmin")
          .at(Place.stream(stream.selection().name()))
          .remedy("leave out the cursor; incremental_merge by xmin can follow the backfill")
          .build();
    }
    if (stream.cursor() != null) {
      return List.of(stream.cursor());
    }
    Relation relation = stream.relation();
    if (relation == null
        || relation.primaryKey().isEmpty()
        || (relation.inherited() && relation.kind() != 'p')) {
      throw PgCode.KEY_MISSING
          .error(
              relation == null || relation.primaryKey().isEmpty()
                  ? "a backfill reads in the order of a key, and the stream has no primary key"
                  : "a backfill reads in the order of a key, and the primary key does not hold for"
                      + " the table's children")
          .at(Place.stream(stream.selection().name()))
          .remedy("set the stream's cursor to a column with an index")
          .build();
    }
    return relation.primaryKey().stream().map(name -> relation.column(name).orElseThrow()).toList();
  }

  static Progress of(Reading reading) {
    List<ColumnInfo> key = key(reading.stream());
    ColumnInfo cursor = reading.stream().cursor();
    if (cursor != null) {
      CursorRules.refuseNulls(reading, cursor);
    }
    List<String> names = key.stream().map(ColumnInfo::name).toList();
    List<String> types = key.stream().map(c -> c.type().text()).toList();
    StreamPosition start = reading.from();
    if (start == null) {
      return new KeyProgress(reading, key, null);
    }
    if (start instanceof KeyPosition p && p.key().equals(names) && p.types().equals(types)) {
      return new KeyProgress(reading, key, p);
    }
    throw reading.foreign("the stored position is not of a backfill by " + names);
  }

  private List<String> last() {
    return from == null ? List.of() : from.last();
  }

  private Part part(String... conditions) {
    return new Part(
        ReadSql.select(
            reading.stream(), reading.wire(), ReadSql.conditions(reading.stream(), conditions)),
        -1);
  }

  private String[] range(List<String> above, List<String> to) {
    return above.isEmpty()
        ? new String[] {KeySql.upTo(key, to)}
        : new String[] {KeySql.above(key, above), KeySql.upTo(key, to)};
  }

  /** The last key of each part of the chunk; none if there is no row. */
  private List<List<String>> bounds() {
    PgSession session = reading.session();
    long rows = reading.read().chunkRows();
    long readers = Math.max(1, Math.min(reading.planner().readers(), rows / ROWS_FOR_A_READER));
    long step = (rows + readers - 1) / readers;
    List<String> beyond =
        last().isEmpty()
            ? ReadSql.conditions(reading.stream(), KeySql.notNull(key.get(0)))
            : ReadSql.conditions(reading.stream(), KeySql.above(key, last()));
    List<Bound> found =
        new ArrayList<>(
            session.query(
                KeySql.bounds(reading.stream(), key, beyond, rows, step),
                row -> new Bound(row.getLong(1), values(row, 2))));
    if (found.isEmpty() || found.get(found.size() - 1).number < rows) {
      session
          .first(
              KeySql.largest(reading.stream(), key, beyond), row -> new Bound(rows, values(row, 1)))
          .ifPresent(found::add);
    }
    // Rows of one key may be more than a part.
    return found.stream().map(Bound::values).distinct().toList();
  }

  private List<String> values(ResultSet row, int first) throws SQLException {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      values.add(row.getString(first + i));
    }
    return values;
  }

  @Override
  public List<Part> parts() {
    return List.copyOf(parts);
  }

  @Override
  public StreamPosition reached(long delivered) {
    boolean tells = reading.extent().transactional();
    return new KeyPosition(
        key.stream().map(ColumnInfo::name).toList(),
        key.stream().map(c -> c.type().text()).toList(),
        bounds.isEmpty() ? last() : bounds.get(bounds.size() - 1),
        complete,
        from != null ? from.horizon() : tells ? reading.now().horizon() : null,
        from != null ? from.files() : tells ? reading.extent().files() : TableFiles.NONE);
  }

  @Override
  public boolean complete() {
    return complete;
  }
}
