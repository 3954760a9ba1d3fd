package dpone.service.mssql.run;

import dpone.service.mssql.parse.Expr;
import dpone.service.mssql.parse.Query;
import dpone.service.mssql.parse.SqlError;
import dpone.service.mssql.store.Locks;
import dpone.service.mssql.store.Store;
import dpone.service.mssql.store.Table;
import dpone.service.mssql.store.TableName;
import dpone.service.mssql.store.Transaction;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What FROM names. */
final class Sources {
  private static final Set<String> LOCKING = Set.of("UPDLOCK", "HOLDLOCK", "XLOCK", "TABLOCKX");

  private static final Set<String> SHARED = Set.of("TABLOCK", "HOLDLOCK");

  private Sources() {}

  static Relation of(Context context, Query.From from) {
    Query query = from.query();
    if (query != null) {
      return Plan.of(context, query, null).relation();
    }
    List<Expr> arguments = from.arguments();
    if (arguments != null) {
      return TableFunctions.of(context, from.name(), arguments);
    }
    List<String> name = from.name();
    String schema = name.size() > 1 ? name.get(name.size() - 2).toLowerCase(Locale.ROOT) : "";
    if (schema.equals("sys")) {
      return SysTables.of(
          context.work().foreign(name, context.transaction()), name.getLast(), name);
    }
    if (schema.equals("cdc")) {
      return CaptureTables.cdc(context.work().foreign(name, context.transaction()), name);
    }
    if (String.join(".", name).equalsIgnoreCase("msdb.dbo.cdc_jobs")) {
      return CaptureTables.jobs(context.transaction());
    }
    return table(context, from);
  }

  private static Relation table(Context context, Query.From from) {
    Work work = context.work();
    Transaction transaction = work.foreign(from.name(), context.transaction());
    TableName name = work.name(from.name());
    boolean shared = from.hints().containsAll(SHARED) && !from.hints().contains("UPDLOCK");
    boolean locks = from.hints().stream().anyMatch(LOCKING::contains);
    if (shared) {
      transaction.lock(name, Locks.Mode.SHARED, work.lockTimeout(), work::gone);
    } else if (locks) {
      transaction.lock(name, Locks.Mode.EXCLUSIVE, work.lockTimeout(), work::gone);
    } else {
      transaction.lockRead(name, work.lockTimeout(), work::gone);
    }
    Table table = transaction.find(name).orElseThrow(() -> missing(from.name()));
    Query.Select view = table.view();
    if (view != null) {
      return Plan.of(context, view, null).relation();
    }
    return Relation.of(table);
  }

  static SqlError missing(List<String> name) {
    return new SqlError(208, 16, "Invalid object name '" + String.join(".", name) + "'.");
  }

  /** Other databases are only looked at. */
  static Transaction elsewhere(Store store) {
    return new Transaction(store, false, false);
  }
}
