package dpone.connector.mssql.cdc;

import dpone.connector.mssql.cdc.SqlLog.Tracked;
import dpone.connector.mssql.connect.ConnectionSettings;
import dpone.connector.mssql.connect.Sessions;
import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.source.ChangeOptions;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import java.util.List;

/** The logs of a connection, and which of them is read. */
final class LogAccess {
  private final ConnectionSettings settings;
  private final ConnectorContext context;
  private final String capture;

  LogAccess(ConnectionSettings settings, Options source, ConnectorContext context) {
    this.settings = settings;
    this.context = context;
    this.capture =
        source.group(ChangeOptions.GROUP).findString(ChangeOptions.CAPTURE).orElse("auto");
  }

  /** What the user asked for: {@code auto}, {@code cdc} or {@code change_tracking}. */
  String capture() {
    return capture;
  }

  /** A log over sessions of its own, which it closes. */
  SqlLog open(String kind, List<Tracked> tables) {
    Sessions own = new Sessions(settings, context);
    long largest = context.allocator().maxCellBytes();
    return kind.equals(LogPosition.CDC)
        ? new CdcLog(own, largest, tables)
        : new TrackingLog(own, largest, tables, settings.database());
  }

  /**
   * Which log records a table.
   *
   * @throws DponeException when none does, with the statements that let one
   */
  String kindOf(Tracked table) {
    String name = table.table().sql();
    if (!capture.equals(LogPosition.TRACKING)) {
      try (SqlLog log = open(LogPosition.CDC, List.of(table))) {
        if (!log.instances(name).isEmpty()) {
          return LogPosition.CDC;
        }
        if (capture.equals(LogPosition.CDC)) {
          throw disabled(table, log.setup(name));
        }
      }
    }
    try (SqlLog log = open(LogPosition.TRACKING, List.of(table))) {
      if (!log.instances(name).isEmpty()) {
        return LogPosition.TRACKING;
      }
      if (capture.equals(LogPosition.TRACKING)) {
        throw disabled(table, log.setup(name));
      }
    }
    try (SqlLog log = open(LogPosition.CDC, List.of(table))) {
      throw disabled(table, log.setup(name));
    }
  }

  private static DponeException disabled(Tracked table, List<String> setup) {
    return MsCode.CDC_DISABLED
        .error("the server does not record the changes of " + table.table())
        .at(Place.stream(table.stream()))
        .remedy("let an administrator run: " + String.join(" ", setup))
        .build();
  }
}
