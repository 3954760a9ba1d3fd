package dpone.connector.mssql.cdc;

import dpone.connector.mssql.connect.ConnectionSettings;
import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.error.MsCode;
import dpone.spi.error.DponeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks a server how its log of changes is doing, and a stored position in it. */
final class LogMeasure {
  private static final long DAY = 24 * 60;

  private final MsSession session;
  private final ConnectionSettings settings;
  private final LogAccess logs;
  private final List<String> streams;
  private final @Nullable LogPosition position;
  private String name = "";
  private String place = "";
  private String longer = "";

  LogMeasure(
      MsSession session,
      ConnectionSettings settings,
      LogAccess logs,
      List<String> streams,
      @Nullable LogPosition position) {
    this.session = session;
    this.settings = settings;
    this.logs = logs;
    this.streams = streams;
    this.position = position;
  }

  /** What was measured, for people. */
  String name() {
    return name;
  }

  /** Where the pipeline and the log are, for people. */
  String place() {
    return place;
  }

  /** What an administrator runs so that changes are kept for longer. */
  String longer() {
    return longer;
  }

  /** Of change data capture. */
  LogHealth cdc() {
    name = "change data capture of " + settings.database();
    Lsn last =
        session
            .first(CdcSql.LAST, row -> Optional.ofNullable(row.getBytes(1)).map(Lsn::of))
            .flatMap(found -> found)
            .orElse(Lsn.ZERO);
    place = where("recorded up to " + last);
    Lsn read = position == null ? Lsn.ZERO : position.point().lsn();
    List<String> gaps = gaps();
    LogHealth health =
        session
            .first(
                CdcSql.HEALTH,
                row -> {
                  long retention = row.getLong(1);
                  retention = row.wasNull() ? -1 : retention;
                  long latency = row.getLong(2);
                  latency = row.wasNull() ? -1 : latency;
                  @Nullable String failure = row.getString(3);
                  long age = row.getLong(4);
                  age = row.wasNull() ? -1 : Math.max(0, age);
                  return new LogHealth(name, age, retention, latency, failure, gaps);
                },
                (Object) read.bytes())
            .orElseThrow();
    longer = CdcSql.retention(Math.max(DAY, 2 * health.retentionMinutes()));
    return health;
  }

  /** Of change tracking; empty where the database tracks nothing. */
  Optional<LogHealth> tracking() {
    name = "change tracking of " + settings.database();
    Optional<Long> kept =
        session.first(
            TrackingSql.RETENTION,
            row -> {
              long minutes =
                  row.getLong(1)
                      * switch (row.getString(2)) {
                        case "MINUTES" -> 1;
                        case "HOURS" -> 60;
                        default -> DAY;
                      };
              // Without clean-up nothing is forgotten.
              return row.getBoolean(3) ? minutes : -1;
            });
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    long minutes = kept.get();
    longer = TrackingSql.retention(settings.database(), Math.max(2, (2 * minutes + DAY - 1) / DAY));
    place = where("");
    List<String> said = new ArrayList<>(gaps());
    return Optional.of(new LogHealth(name, trackedAge(), minutes, -1, null, said));
  }

  /** A version is valid for as long as what came first after it is kept. */
  private long trackedAge() {
    if (position == null) {
      return -1;
    }
    try {
      return session
          .first(
              TrackingSql.AGE,
              row -> {
                long age = row.getLong(1);
                return row.wasNull() ? 0 : Math.max(0, age);
              },
              position.point().lsn().high())
          .orElse(0L);
    } catch (DponeException failure) {
      // Times of versions are for those alone who may see the state of the database.
      if (failure.code().equals(MsCode.PERMISSION_DENIED.code())) {
        return -1;
      }
      throw failure;
    }
  }

  private String where(String log) {
    if (position == null) {
      return log;
    }
    return "read up to " + position.display() + (log.isEmpty() ? "" : ", " + log);
  }

  private List<String> gaps() {
    return position == null ? List.of() : Gaps.of(settings, logs, streams, position);
  }
}
