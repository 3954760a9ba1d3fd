package dpone.service.mssql.run;

import dpone.service.mssql.store.Capture;
import dpone.service.mssql.store.Column;
import dpone.service.mssql.store.Commit;
import dpone.service.mssql.store.Lsn;
import dpone.service.mssql.store.Transaction;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Views of what is recorded of changes, as far as somebody asks for them. */
final class CaptureTables {
  private CaptureTables() {}

  /** A table of the schema cdc. */
  static Relation cdc(Transaction transaction, List<String> name) {
    Capture capture = transaction.capture();
    if (!capture.captures()) {
      throw Sources.missing(name);
    }
    return switch (name.getLast().toLowerCase(Locale.ROOT)) {
      case "change_tables" -> instances(capture);
      case "captured_columns" -> columns(capture);
      case "lsn_time_mapping" -> times(capture);
      default -> throw Sources.missing(name);
    };
  }

  private static Relation instances(Capture capture) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Capture.Instance instance : capture.instances()) {
      rows.add(
          new @Nullable Object[] {
            instance.id(),
            instance.source(),
            instance.name(),
            instance.oldest().bytes(),
            false,
            Recorded.time(instance.time())
          });
    }
    return SysTables.relation(
        "i:object_id i:source_object_id t:capture_instance p:start_lsn b:supports_net_changes"
            + " d:create_date",
        rows);
  }

  private static Relation columns(Capture capture) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Capture.Instance instance : capture.instances()) {
      int ordinal = 1;
      for (Column column : instance.columns()) {
        rows.add(new @Nullable Object[] {instance.id(), column.name(), ordinal++});
      }
    }
    return SysTables.relation("i:object_id t:column_name i:column_ordinal", rows);
  }

  private static Relation times(Capture capture) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Commit commit : Recorded.captured(capture)) {
      rows.add(new @Nullable Object[] {commit.lsn().bytes(), Recorded.time(commit.time())});
    }
    return SysTables.relation("p:start_lsn d:tran_end_time", rows);
  }

  /** The jobs of change data capture. */
  static Relation jobs(Transaction transaction) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    if (transaction.capture().captures()) {
      rows.add(new @Nullable Object[] {SysTables.DATABASE_ID, "capture", 0L});
      rows.add(
          new @Nullable Object[] {
            SysTables.DATABASE_ID, "cleanup", transaction.store().captureRetention()
          });
    }
    return SysTables.relation("i:database_id t:job_type l:retention", rows);
  }

  /** A view of the schema sys. */
  static Relation sys(Transaction transaction, List<String> name) {
    Capture capture = transaction.capture();
    return switch (name.getLast().toLowerCase(Locale.ROOT)) {
      case "dm_cdc_log_scan_sessions" -> scans(transaction);
      case "dm_cdc_errors" -> SysTables.relation("d:entry_time t:error_message", List.of());
      case "change_tracking_tables" -> {
        List<@Nullable Object[]> rows = new ArrayList<>();
        capture
            .tracked()
            .forEach((table, tracked) ->
                rows.add(new @Nullable Object[] {table, tracked.begin(), tracked.oldest()}));
        yield SysTables.relation("i:object_id l:begin_version l:min_valid_version", rows);
      }
      case "dm_tran_commit_table" -> {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Commit c = capture.log(); c != null; c = c.earlier()) {
          if (c.version() > (c.earlier() == null ? 0 : c.earlier().version())) {
            rows.add(new @Nullable Object[] {c.version(), Recorded.time(c.time())});
          }
        }
        yield SysTables.relation("l:commit_ts d:commit_time", rows);
      }
      case "change_tracking_databases" -> {
        List<@Nullable Object[]> rows = new ArrayList<>();
        if (capture.tracks()) {
          rows.add(
              new @Nullable Object[] {
                SysTables.DATABASE_ID, capture.retention(), capture.unit(), capture.cleans()
              });
        }
        yield SysTables.relation(
            "i:database_id i:retention_period t:retention_period_units_desc b:is_auto_cleanup_on",
            rows);
      }
      default -> throw Sources.missing(name);
    };
  }

  /** One session, as far behind as the oldest transaction that it has not seen. */
  private static Relation scans(Transaction transaction) {
    Capture capture = transaction.capture();
    List<@Nullable Object[]> rows = new ArrayList<>();
    if (capture.captures()) {
      long behind = 0;
      Lsn seen = capture.scanned();
      for (Commit c = capture.log(); c != null; c = c.earlier()) {
        if (c.captured() && (seen == null || c.lsn().compareTo(seen) > 0)) {
          behind = Duration.between(c.time(), LocalDateTime.now(Clock.systemUTC())).toSeconds();
        }
      }
      rows.add(new @Nullable Object[] {1, behind});
    }
    return SysTables.relation("i:session_id l:latency", rows);
  }

  /** {@code sys.dm_db_log_stats}. */
  static Relation log(Transaction transaction) {
    return SysTables.relation(
        "t:log_end_lsn",
        List.<@Nullable Object[]>of(
            new @Nullable Object[] {transaction.store().state().capture().end().text()}));
  }
}
