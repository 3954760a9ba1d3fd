package dpone.connector.mssql.cdc;

import dpone.connector.mssql.catalog.CatalogSql;
import dpone.connector.mssql.catalog.ColumnInfo;
import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.connect.Sessions;
import java.util.List;
import java.util.Optional;

/**
 * Change tracking, asked over SQL: of every row its last state and the version that brought it. A
 * version stands for a place of the log; a read ends at the version that was the last when it
 * began.
 */
final class TrackingLog extends SqlLog {
  private final String database;

  TrackingLog(Sessions sessions, long maxCellBytes, List<Tracked> tracked, String database) {
    super(sessions, maxCellBytes, tracked);
    this.database = database;
  }

  @Override
  public Lsn last() {
    return ask(session -> version(session, TrackingSql.LAST).map(Lsn::version).orElse(Lsn.ZERO));
  }

  /**
   * Changes after the version that the server calls the oldest valid one are there, so a position
   * at it serves.
   */
  @Override
  public Lsn oldest(CaptureInstance instance) {
    return ask(session ->
        version(session, TrackingSql.OLDEST, instance.table())
            .map(version -> Lsn.version(version).next())
            .orElse(Lsn.LAST));
  }

  private static Optional<Long> version(MsSession session, String sql, Object... parameters) {
    return session
        .first(
            sql,
            row -> {
              long version = row.getLong(1);
              return row.wasNull() ? Optional.<Long>empty() : Optional.of(version);
            },
            parameters)
        .flatMap(found -> found);
  }

  @Override
  public List<CaptureInstance> instances(String table) {
    List<String> columns = tracked(table).columns().stream().map(ColumnInfo::name).toList();
    return ask(session ->
        session.query(
            TrackingSql.TABLE,
            row ->
                new CaptureInstance(
                    table,
                    table,
                    row.getLong(1),
                    row.getLong(2),
                    Lsn.version(row.getLong(2)),
                    columns),
            table));
  }

  @Override
  public ChangeCursor open(CaptureInstance instance, ChangePoint after, Lsn upTo) {
    Tracked tracked = tracked(instance.table());
    List<String> key = tracked.key();
    MsSession session = session();
    try {
      if ("1".equals(session.value(CatalogSql.snapshotAllowed()))) {
        session.beginSnapshot();
      }
    } catch (RuntimeException | Error failure) {
      session.close();
      throw failure;
    }
    return new SqlCursor(
        session,
        tracked.stream(),
        new SqlCursor.TrackingHeading(),
        fields(instance, tracked),
        decoder(),
        TrackingSql.changes(
            tracked.table(),
            key,
            cells(instance, tracked, column -> TrackingSql.column(column, key))),
        after.lsn().high(),
        upTo.high());
  }

  @Override
  public List<String> setup(String table) {
    boolean first = ask(session -> session.first(TrackingSql.RETENTION, row -> 1).isEmpty());
    return TrackingSql.setup(tracked(table).table(), database, first);
  }
}
