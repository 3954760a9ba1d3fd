package dpone.connector.mssql.cdc;

import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.connect.Sessions;
import dpone.connector.mssql.error.MsCode;
import dpone.spi.cdc.ChangeAdmin;
import dpone.spi.cdc.ChangeHealth;
import dpone.spi.cdc.ChangeScope;
import dpone.spi.error.DponeException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells how the server's own log of changes is doing. It keeps nothing for one pipeline, so there
 * is nothing to be dropped.
 */
final class MssqlChangeAdmin implements ChangeAdmin {
  private static final long DAY = 24 * 60;

  private final Sessions sessions;
  private final String database;
  private final String capture;

  MssqlChangeAdmin(Sessions sessions, String database, String capture) {
    this.sessions = sessions;
    this.database = database;
    this.capture = capture;
  }

  @Override
  public Optional<ChangeHealth> health(ChangeScope scope) {
    try (MsSession session = sessions.open()) {
      boolean cdc =
          !capture.equals(LogPosition.TRACKING) && "1".equals(session.value(CdcSql.ENABLED));
      return cdc ? Optional.of(ofCdc(session)) : ofTracking(session);
    }
  }

  private ChangeHealth ofCdc(MsSession session) {
    Lsn last =
        session
            .first(CdcSql.LAST, row -> Optional.ofNullable(row.getBytes(1)).map(Lsn::of))
            .flatMap(found -> found)
            .orElse(Lsn.ZERO);
    String name = "change data capture of " + database;
    try {
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
                    return new LogHealth(name, -1, retention, latency, failure);
                  },
                  (Object) last.bytes())
              .orElseThrow();
      return health.health(
          "recorded up to " + last, CdcSql.retention(Math.max(DAY, 2 * health.retentionMinutes())));
    } catch (DponeException failure) {
      if (!failure.code().equals(MsCode.PERMISSION_DENIED.code())) {
        throw failure;
      }
      return new ChangeHealth(
          name,
          false,
          "recorded",
          "recorded up to " + last,
          -1,
          -1,
          -1,
          List.of(
              "how long changes are kept cannot be told: let an administrator grant SELECT on"
                  + " msdb.dbo.cdc_jobs and VIEW DATABASE STATE"));
    }
  }

  private Optional<ChangeHealth> ofTracking(MsSession session) {
    return session.first(
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
          long kept = row.getBoolean(3) ? minutes : -1;
          return new LogHealth("change tracking of " + database, -1, kept, -1, null)
              .health("", TrackingSql.retention(database, 4));
        });
  }

  @Override
  public List<String> drop(ChangeScope scope) {
    return List.of();
  }
}
