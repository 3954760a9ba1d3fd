package dpone.service.mssql.run;

import dpone.service.mssql.parse.Expr;
import dpone.service.mssql.parse.SqlError;
import dpone.service.mssql.store.Capture;
import dpone.service.mssql.store.Lsn;
import dpone.service.mssql.store.Table;
import dpone.service.mssql.store.TableName;
import dpone.service.mssql.store.Transaction;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Functions that give rows. */
final class TableFunctions {
  private static final String ALL_CHANGES = "fn_cdc_get_all_changes_";

  private TableFunctions() {}

  static Relation of(Context context, List<String> name, List<Expr> arguments) {
    if (name.getFirst().equalsIgnoreCase("CHANGETABLE") && name.size() > 1) {
      return versions(context, name.subList(1, name.size()), arguments.getFirst());
    }
    String last = name.getLast().toLowerCase(Locale.ROOT);
    String schema = name.size() == 2 ? name.getFirst().toLowerCase(Locale.ROOT) : "";
    if (schema.equals("cdc") && last.startsWith(ALL_CHANGES)) {
      return changes(context, name, arguments);
    }
    return switch (last) {
      case "dm_exec_describe_first_result_set" ->
          Described.of(context, String.valueOf(value(context, arguments.getFirst())));
      case "dm_db_log_stats" -> CaptureTables.log(context.transaction());
      default -> throw Sources.missing(name);
    };
  }

  private static @Nullable Object value(Context context, Expr expr) {
    return new Compiler(context, new Scope(null)).value(expr).at(new Frame(0, null));
  }

  private static @Nullable Lsn place(Context context, Expr expr) {
    Object bytes =
        new Compiler(context, new Scope(null))
            .value(expr)
            .as(SqlType.bytes(Kind.BINARY, 10))
            .at(new Frame(0, null));
    return bytes == null ? null : Lsn.of((byte[]) bytes);
  }

  private static Relation changes(Context context, List<String> name, List<Expr> arguments) {
    Transaction transaction = context.transaction();
    Capture capture = transaction.capture();
    String wanted = name.getLast().substring(ALL_CHANGES.length());
    Capture.Instance instance =
        capture.instances().stream()
            .filter(i -> i.name().equalsIgnoreCase(wanted))
            .findFirst()
            .orElseThrow(() -> Sources.missing(name));
    if (arguments.size() != 3) {
      throw new SqlError(
          313,
          16,
          "An insufficient number of arguments were supplied for the procedure or function "
              + String.join(".", name)
              + ".");
    }
    Lsn from = place(context, arguments.get(0));
    Lsn to = place(context, arguments.get(1));
    String filter = String.valueOf(value(context, arguments.get(2))).strip();
    boolean old = filter.equalsIgnoreCase("all update old");
    boolean known = old || filter.equalsIgnoreCase("all");
    // The function tells a wrong place, and a wrong word, by an error about its parameters' number.
    Lsn first = from == null || to == null || !known ? Lsn.ZERO : from;
    Optional<Table> table =
        transaction.tables().values().stream().filter(t -> t.id() == instance.source()).findFirst();
    return Recorded.changes(capture, instance, table, first, to == null ? Lsn.ZERO : to, old);
  }

  private static Relation versions(Context context, List<String> name, Expr since) {
    TableName table = context.work().name(name);
    return Recorded.versions(
        context.transaction().capture(),
        context.transaction().find(table).orElseThrow(() -> Sources.missing(name)),
        value(context, since));
  }
}
