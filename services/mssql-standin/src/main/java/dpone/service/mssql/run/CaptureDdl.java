package dpone.service.mssql.run;

import dpone.service.mssql.parse.Parser;
import dpone.service.mssql.parse.SqlError;
import dpone.service.mssql.parse.Statement;
import dpone.service.mssql.store.Capture;
import dpone.service.mssql.store.Column;
import dpone.service.mssql.store.Locks;
import dpone.service.mssql.store.Lsn;
import dpone.service.mssql.store.Table;
import dpone.service.mssql.store.TableName;
import dpone.service.mssql.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Statements by which an administrator has changes recorded. */
final class CaptureDdl {
  /** A table has two while its columns change, and never more. */
  private static final int MOST_INSTANCES = 2;

  private final Context context;
  private final Transaction transaction;

  CaptureDdl(Context context) {
    this.context = context;
    this.transaction = context.transaction();
  }

  /** Carries one out, if it is one. */
  boolean ran(Statement statement) {
    switch (statement) {
      case Statement.Procedure procedure -> procedure(procedure);
      case Statement.TrackDatabase track -> track(track);
      case Statement.TrackTable track -> track(track);
      case Statement.Snapshots snapshots -> {
        own(snapshots.database());
        transaction.store().snapshots(snapshots.allowed());
      }
      case Statement.Use use -> own(use.database());
      default -> {
        return false;
      }
    }
    return true;
  }

  private void procedure(Statement.Procedure call) {
    Map<String, Optional<Object>> given = call.parameters();
    switch (call.name()) {
      case "sp_cdc_enable_db" -> {
        known(call, Set.of());
        transaction.capture(Capture::capturing);
      }
      case "sp_cdc_enable_table" -> {
        known(
            call,
            Set.of(
                "@source_schema",
                "@source_name",
                "@role_name",
                "@supports_net_changes",
                "@capture_instance",
                "@captured_column_list"));
        if (!given.containsKey("@role_name")) {
          throw missing("@role_name");
        }
        enable(call);
      }
      case "sp_cdc_disable_table" -> {
        known(call, Set.of("@source_schema", "@source_name", "@capture_instance"));
        disable(call);
      }
      case "sp_cdc_cleanup_change_table" -> {
        known(call, Set.of("@capture_instance", "@low_water_mark"));
        cleanUp(call);
      }
      case "sp_cdc_change_job" -> {
        known(call, Set.of("@job_type", "@retention"));
        capture();
        if (!needed(call, "@job_type").equalsIgnoreCase("cleanup")) {
          throw new SqlError(22994, 16, "Only the retention of the cleanup job is changed here.");
        }
        transaction.store().captureRetention(Long.parseLong(needed(call, "@retention")));
      }
      default ->
          throw new SqlError(
              2812, 16, "Could not find stored procedure 'sys." + call.name() + "'.");
    }
  }

  private static void known(Statement.Procedure call, Set<String> names) {
    for (String name : call.parameters().keySet()) {
      if (!names.contains(name)) {
        throw new SqlError(
            8145, 16, name + " is not a parameter for procedure " + call.name() + ".");
      }
    }
  }

  private static SqlError missing(String name) {
    return new SqlError(
        201, 16, "Procedure or function expects parameter '" + name + "', which was not supplied.");
  }

  private static @Nullable String text(Statement.Procedure call, String name) {
    return call.parameters().getOrDefault(name, Optional.empty()).map(String::valueOf).orElse(null);
  }

  private static String needed(Statement.Procedure call, String name) {
    String value = text(call, name);
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  private Capture capture() {
    Capture capture = transaction.capture();
    if (!capture.captures()) {
      throw new SqlError(
          22901,
          16,
          "The database '"
              + transaction.store().name()
              + "' is not enabled for Change Data Capture.");
    }
    return capture;
  }

  private Table locked(TableName name) {
    Work work = context.work();
    transaction.lock(name, Locks.Mode.EXCLUSIVE, work.lockTimeout(), work::gone);
    return transaction
        .find(name)
        .filter(table -> table.view() == null)
        .orElseThrow(() -> new SqlError(22931, 16, "Source table '" + name + "' does not exist."));
  }

  private void enable(Statement.Procedure call) {
    Capture capture = capture();
    TableName name = new TableName(needed(call, "@source_schema"), needed(call, "@source_name"));
    Table table = locked(name);
    String wanted = text(call, "@capture_instance");
    String instance = wanted == null ? name.schema() + "_" + name.name() : wanted;
    if (capture.instances().stream().anyMatch(i -> i.name().equalsIgnoreCase(instance))) {
      throw new SqlError(22926, 16, "The capture instance name '" + instance + "' already exists.");
    }
    if (capture.instances().stream().filter(i -> i.source() == table.id()).count()
        >= MOST_INSTANCES) {
      throw new SqlError(
          22962, 16, "Two capture instances already exist for source table '" + name + "'.");
    }
    List<Column> columns = columns(table, text(call, "@captured_column_list"));
    int id = transaction.nextId();
    transaction.capture(now -> now.with(instance, id, table.id(), columns));
  }

  private static List<Column> columns(Table table, @Nullable String list) {
    if (list == null) {
      return table.columns();
    }
    List<Column> columns = new ArrayList<>();
    for (String name : Parser.list(list)) {
      int at = table.index(name);
      if (at < 0) {
        throw new SqlError(22930, 16, "Could not locate column '" + name + "' in the table.");
      }
      columns.add(table.columns().get(at));
    }
    return columns;
  }

  private void disable(Statement.Procedure call) {
    TableName name = new TableName(needed(call, "@source_schema"), needed(call, "@source_name"));
    Table table = locked(name);
    String instance = needed(call, "@capture_instance");
    boolean all = instance.equalsIgnoreCase("all");
    boolean there =
        capture().instances().stream()
            .anyMatch(
                i -> i.source() == table.id() && (all || i.name().equalsIgnoreCase(instance)));
    if (!there) {
      throw new SqlError(
          22960, 16, "The table is not enabled for the capture instance '" + instance + "'.");
    }
    transaction.capture(now -> {
      Capture left = now;
      for (Capture.Instance one : now.instances()) {
        if (one.source() == table.id() && (all || one.name().equalsIgnoreCase(instance))) {
          left = left.without(one.name());
        }
      }
      return left;
    });
  }

  private void cleanUp(Statement.Procedure call) {
    Capture capture = capture();
    String instance = needed(call, "@capture_instance");
    Object mark = call.parameters().getOrDefault("@low_water_mark", Optional.empty()).orElse(null);
    if (!(mark instanceof byte[] bytes)) {
      throw missing("@low_water_mark");
    }
    Lsn before = Lsn.of(bytes);
    if (Recorded.commit(capture, before) == null) {
      throw new SqlError(
          22964,
          16,
          "The new low water mark of the capture instance '"
              + instance
              + "' is not within the Change Data Capture timeline.");
    }
    transaction.capture(now -> now.forgetting(instance, before));
  }

  private void own(String database) {
    if (!database.equalsIgnoreCase(transaction.store().name())) {
      throw new SqlError(5011, 14, "User does not have permission to alter '" + database + "'.");
    }
  }

  private void track(Statement.TrackDatabase track) {
    own(track.database());
    Capture capture = transaction.capture();
    Boolean on = track.on();
    if (on == null && !capture.tracks()) {
      throw new SqlError(5088, 16, "Change tracking is disabled for database.");
    }
    if (Boolean.TRUE.equals(on) && capture.tracks()) {
      throw new SqlError(5088, 16, "Change tracking is already enabled for the database.");
    }
    if (Boolean.FALSE.equals(on) && !capture.tracked().isEmpty()) {
      throw new SqlError(22115, 16, "Change tracking is enabled for one or more tables.");
    }
    Map<String, String> options = track.options();
    int keeps =
        Integer.parseInt(
            options.getOrDefault("CHANGE_RETENTION", String.valueOf(capture.retention())));
    String unit = options.getOrDefault("UNIT", capture.unit());
    boolean cleans =
        options.getOrDefault("AUTO_CLEANUP", capture.cleans() ? "ON" : "OFF").equals("ON");
    transaction.capture(now -> now.tracking(on == null || on, keeps, unit, cleans));
  }

  private void track(Statement.TrackTable track) {
    Capture capture = transaction.capture();
    TableName name = context.work().name(track.table());
    Table table = locked(name);
    if (!capture.tracks()) {
      throw new SqlError(22106, 16, "Change tracking is not enabled for the database.");
    }
    if (track.on() && table.primaryKey().isEmpty()) {
      throw new SqlError(
          4997, 16, "Cannot enable change tracking on table '" + name + "': no primary key.");
    }
    if (track.on() == capture.tracked().containsKey(table.id())) {
      throw new SqlError(
          track.on() ? 4996 : 4998, 16, "Change tracking is already so for '" + name + "'.");
    }
    transaction.capture(now -> now.tracking(table.id(), track.on()));
  }
}
