package dpone.connector.mssql.cdc;

import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.connect.Sessions;
import dpone.connector.mssql.error.MsCode;
import dpone.spi.error.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Change data capture, asked over SQL. */
final class CdcLog extends SqlLog {
  CdcLog(Sessions sessions, long maxCellBytes, List<Tracked> tracked) {
    super(sessions, maxCellBytes, tracked);
  }

  @Override
  public Lsn last() {
    return ask(session -> place(session, CdcSql.LAST).orElse(Lsn.ZERO));
  }

  @Override
  public Lsn oldest(CaptureInstance instance) {
    Lsn oldest = ask(session -> place(session, CdcSql.OLDEST, instance.name())).orElse(Lsn.ZERO);
    if (oldest.equals(Lsn.ZERO)) {
      // What the server answers for an instance that is none, or that the user may not read.
      throw MsCode.CDC_INSTANCE_CHANGED
          .error("the capture instance " + instance.name() + " is gone, or may not be read")
          .at(Place.stream(tracked(instance.table()).stream()))
          .build();
    }
    return oldest;
  }

  private static Optional<Lsn> place(MsSession session, String sql, Object... parameters) {
    return session
        .first(sql, row -> Optional.ofNullable(row.getBytes(1)).map(Lsn::of), parameters)
        .flatMap(found -> found);
  }

  @Override
  public List<CaptureInstance> instances(String table) {
    return ask(session -> {
      if (!"1".equals(session.value(CdcSql.ENABLED))) {
        return List.of();
      }
      Map<String, CaptureInstance> found = new LinkedHashMap<>();
      session.query(
          CdcSql.INSTANCES,
          row -> {
            String name = row.getString(1);
            CaptureInstance before = found.get(name);
            List<String> columns = new ArrayList<>(before == null ? List.of() : before.columns());
            columns.add(row.getString(4));
            found.put(
                name,
                new CaptureInstance(
                    name, table, row.getLong(2), row.getLong(5), Lsn.of(row.getBytes(3)), columns));
            return name;
          },
          table);
      return List.copyOf(found.values());
    });
  }

  @Override
  public ChangeCursor open(CaptureInstance instance, ChangePoint after, Lsn upTo) {
    Tracked tracked = tracked(instance.table());
    Lsn from = after.needed();
    return new SqlCursor(
        session(),
        tracked.stream(),
        new SqlCursor.CdcHeading(),
        fields(instance, tracked),
        decoder(),
        CdcSql.changes(instance, cells(instance, tracked, SqlLog::quoted)),
        from.bytes(),
        upTo.bytes(),
        after.lsn().bytes(),
        after.lsn().bytes(),
        after.seqval().bytes(),
        after.seqval().bytes(),
        after.operation());
  }

  @Override
  public List<String> setup(String table) {
    boolean database = ask(session -> !"1".equals(session.value(CdcSql.ENABLED)));
    return CdcSql.setup(tracked(table).table(), database, List.of());
  }
}
