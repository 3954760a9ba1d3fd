package dpone.connector.mssql.cdc;

import dpone.connector.mssql.catalog.CatalogSql;
import dpone.connector.mssql.catalog.ColumnInfo;
import dpone.connector.mssql.catalog.TableInfo;
import dpone.connector.mssql.cdc.SqlLog.Tracked;
import dpone.connector.mssql.connect.ConnectionSettings;
import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.connect.Sessions;
import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.sql.Sql;
import dpone.connector.mssql.sql.TableName;
import dpone.spi.cdc.ChangeSetup;
import dpone.spi.error.DponeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is left to be set up so that the server records the changes of tables. */
final class MssqlChangeSetup implements ChangeSetup {
  private static final TableName INSTANCES = new TableName("cdc", "change_tables");
  private static final TableName COLUMNS = new TableName("cdc", "captured_columns");

  private final Sessions sessions;
  private final ConnectionSettings settings;
  private final LogAccess logs;

  MssqlChangeSetup(Sessions sessions, ConnectionSettings settings, LogAccess logs) {
    this.sessions = sessions;
    this.settings = settings;
    this.logs = logs;
  }

  @Override
  public List<Step> missing(Request request) {
    LogPosition reached = request.reached().map(LogPosition::decode).orElse(null);
    try (MsSession session = sessions.open()) {
      Map<Followed, TableInfo> tables = new LinkedHashMap<>();
      List<Tracked> asked = new ArrayList<>();
      for (Followed followed : request.streams()) {
        TableInfo table = CapturedTable.table(session, settings, followed.selection());
        tables.put(followed, table);
        asked.add(CapturedTable.asked(followed.selection().name(), table, followed.key()));
      }
      Rights rights = Rights.of(session);
      List<Step> steps = new ArrayList<>();
      boolean enabled = "1".equals(session.value(CdcSql.ENABLED));
      if (enabled) {
        // Who may not read these cannot tell which tables are recorded.
        rights.reads(session, INSTANCES, steps);
        rights.reads(session, COLUMNS, steps);
      }
      boolean blind = !steps.isEmpty();
      String kind = kind(asked, reached, blind);
      if (kind.equals(LogPosition.CDC)) {
        cdc(session, rights, enabled, blind, tables, asked, reached, steps);
      } else {
        steps.clear();
        tracking(session, rights, tables, asked, steps);
      }
      longer(session, request, reached, kind, steps);
      if (!steps.isEmpty()) {
        steps.addFirst(
            new Step(
                "all of it in the database " + settings.database(),
                "USE " + Sql.name(settings.database()) + ";"));
      }
      return steps;
    }
  }

  /** The log that was chosen, or that is there already, or else the better one. */
  private String kind(List<Tracked> tables, @Nullable LogPosition reached, boolean blind) {
    if (!logs.capture().equals("auto")) {
      return logs.capture();
    }
    if (reached != null) {
      return reached.kind();
    }
    return !blind && !any(LogPosition.CDC, tables) && any(LogPosition.TRACKING, tables)
        ? LogPosition.TRACKING
        : LogPosition.CDC;
  }

  private boolean any(String kind, List<Tracked> tables) {
    try (SqlLog log = logs.open(kind, tables)) {
      return tables.stream().anyMatch(table -> !log.instances(table.table().sql()).isEmpty());
    }
  }

  private void cdc(
      MsSession session,
      Rights rights,
      boolean enabled,
      boolean blind,
      Map<Followed, TableInfo> tables,
      List<Tracked> asked,
      @Nullable LogPosition reached,
      List<Step> steps) {
    if (!enabled) {
      steps.add(
          new Step(
              "the database " + settings.database() + " does not record changes", CdcSql.ENABLE));
    }
    snapshots(session, steps);
    if (!blind) {
      Set<String> taken = new HashSet<>();
      if (enabled) {
        session
            .query(CdcSql.NAMES, row -> row.getString(1))
            .forEach(name -> taken.add(name.toLowerCase(Locale.ROOT)));
      }
      try (SqlLog log = logs.open(LogPosition.CDC, asked)) {
        tables.forEach((followed, table) ->
            instance(followed, table, log.instances(table.name().sql()), taken, reached, steps));
      }
    }
    if (!enabled && !rights.owner()) {
      // There is no schema cdc yet on which they could be had.
      rights.reads(session, INSTANCES, steps);
      rights.reads(session, COLUMNS, steps);
    }
    for (TableInfo table : tables.values()) {
      rights.reads(session, table.name(), steps);
      if (enabled && !blind) {
        rights.gates(session, table.name(), steps);
      }
    }
    rights.state(session, settings.database(), steps);
  }

  private static void instance(
      Followed followed,
      TableInfo table,
      List<CaptureInstance> instances,
      Set<String> taken,
      @Nullable LogPosition reached,
      List<Step> steps) {
    TableName name = table.name();
    if (instances.isEmpty()) {
      String instance = CdcSql.instance(name, taken);
      taken.add(instance.toLowerCase(Locale.ROOT));
      steps.add(
          new Step("the changes of " + name + " are not recorded", CdcSql.enable(name, instance)));
      return;
    }
    CaptureInstance newest = instances.getLast();
    List<String> lacking = lacking(followed, table, newest);
    if (lacking.isEmpty()) {
      return;
    }
    if (instances.size() > 1) {
      CaptureInstance oldest = instances.getFirst();
      boolean read = reached != null && !isReading(followed, oldest, reached);
      steps.add(
          new Step(
              "a table has two instances at most, and "
                  + newest.name()
                  + " goes on for "
                  + oldest.name()
                  + (read
                      ? ", which nothing of this pipeline is left in"
                      : "; run the pipeline before it, so that all of that one was read"),
              CdcSql.disable(name, oldest.name())));
    }
    String instance = CdcSql.instance(name, taken);
    taken.add(instance.toLowerCase(Locale.ROOT));
    steps.add(
        new Step(
            newest.name()
                + " does not record "
                + String.join(", ", lacking)
                + " (came later, or was left out on purpose: then name the stream's columns); a"
                + " second instance does, from then on",
            CdcSql.enable(name, instance)));
  }

  /** Whether a stream was read from an instance last, so that something may be left in it. */
  private static boolean isReading(
      Followed followed, CaptureInstance instance, LogPosition reached) {
    LogPosition.Stream stream = reached.streams().get(followed.selection().name());
    return stream != null && stream.is(instance);
  }

  private static List<String> lacking(Followed followed, TableInfo table, CaptureInstance newest) {
    List<String> chosen = followed.selection().columns();
    return table.columns().stream()
        .filter(column -> !CapturedTable.isComputed(column))
        .map(ColumnInfo::name)
        .filter(name -> chosen.isEmpty() || chosen.contains(name))
        .filter(name -> !newest.columns().contains(name))
        .toList();
  }

  private void snapshots(MsSession session, List<Step> steps) {
    if (!"1".equals(session.value(CatalogSql.snapshotAllowed()))) {
      steps.add(
          new Step(
              "the database does not allow snapshot isolation, under which tables are read whole",
              TrackingSql.snapshots(settings.database())));
    }
  }

  private void tracking(
      MsSession session,
      Rights rights,
      Map<Followed, TableInfo> tables,
      List<Tracked> asked,
      List<Step> steps) {
    if (session.first(TrackingSql.RETENTION, row -> 1).isEmpty()) {
      steps.add(
          new Step(
              "the database " + settings.database() + " does not track changes",
              TrackingSql.enable(settings.database())));
    }
    snapshots(session, steps);
    try (SqlLog log = logs.open(LogPosition.TRACKING, asked)) {
      for (Tracked table : asked) {
        TableName name = table.table();
        tables.values().stream()
            .filter(info -> info.name().equals(name))
            .forEach(info -> CapturedTable.refuseKey(LogPosition.TRACKING, table, info));
        if (log.instances(name.sql()).isEmpty()) {
          steps.add(
              new Step("the changes of " + name + " are not tracked", TrackingSql.enable(name)));
        }
        rights.reads(session, name, steps);
        rights.tracks(session, name, steps);
      }
    }
  }

  /** Changes are kept for longer where the pipeline is about to come too late. */
  private void longer(
      MsSession session,
      Request request,
      @Nullable LogPosition reached,
      String kind,
      List<Step> steps) {
    if (reached == null || !reached.kind().equals(kind)) {
      return;
    }
    List<String> streams = request.streams().stream().map(f -> f.selection().name()).toList();
    LogMeasure measure = new LogMeasure(session, settings, logs, streams, reached);
    try {
      LogHealth health =
          kind.equals(LogPosition.CDC) ? measure.cdc() : measure.tracking().orElse(null);
      if (health != null && health.isLate()) {
        steps.add(new Step(health.late(), measure.longer()));
      }
    } catch (DponeException failure) {
      // Who may not ask is told so by the status; what is missing is missing all the same.
      if (!failure.code().equals(MsCode.PERMISSION_DENIED.code())) {
        throw failure;
      }
    }
  }
}
