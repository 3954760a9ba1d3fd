package dpone.connector.mssql.cdc;

import dpone.connector.mssql.connect.ConnectionSettings;
import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.connect.Sessions;
import dpone.connector.mssql.error.MsCode;
import dpone.spi.cdc.ChangeAdmin;
import dpone.spi.cdc.ChangeHealth;
import dpone.spi.cdc.ChangeScope;
import dpone.spi.error.DponeException;
import dpone.spi.transfer.Position;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells how the server's own log of changes is doing. It keeps nothing for one pipeline, so there
 * is nothing to be dropped.
 */
final class MssqlChangeAdmin implements ChangeAdmin {
  private final Sessions sessions;
  private final ConnectionSettings settings;
  private final LogAccess logs;

  MssqlChangeAdmin(Sessions sessions, ConnectionSettings settings, LogAccess logs) {
    this.sessions = sessions;
    this.settings = settings;
    this.logs = logs;
  }

  @Override
  public Optional<ChangeHealth> health(ChangeScope scope) {
    return health(scope, List.of(), null);
  }

  @Override
  public Optional<ChangeHealth> health(
      ChangeScope scope, List<String> streams, @Nullable Position reached) {
    LogPosition position = reached == null ? null : LogPosition.decode(reached);
    try (MsSession session = sessions.open()) {
      boolean cdc =
          position == null
              ? !logs.capture().equals(LogPosition.TRACKING)
                  && "1".equals(session.value(CdcSql.ENABLED))
              : position.kind().equals(LogPosition.CDC);
      LogMeasure measure = new LogMeasure(session, settings, logs, streams, position);
      return cdc ? Optional.of(ofCdc(measure)) : ofTracking(measure);
    }
  }

  private ChangeHealth ofCdc(LogMeasure measure) {
    try {
      return measure.cdc().health(measure.place(), measure.longer());
    } catch (DponeException failure) {
      if (!failure.code().equals(MsCode.PERMISSION_DENIED.code())) {
        throw failure;
      }
      return new ChangeHealth(
          measure.name(),
          false,
          "recorded",
          measure.place(),
          -1,
          -1,
          -1,
          List.of(
              "how long changes are kept cannot be told: let an administrator grant SELECT on"
                  + " msdb.dbo.cdc_jobs and VIEW DATABASE STATE"));
    }
  }

  private Optional<ChangeHealth> ofTracking(LogMeasure measure) {
    return measure.tracking().map(health -> health.health(measure.place(), measure.longer()));
  }

  @Override
  public List<String> drop(ChangeScope scope) {
    return List.of();
  }
}
