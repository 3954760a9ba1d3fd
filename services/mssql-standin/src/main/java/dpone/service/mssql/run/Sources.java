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
import java.util.Set;

/** What FROM names. */
final class Sources {
  private static final Set<String> LOCKING = Set.of("UPDLOCK", "HOLDLOCK", "XLOCK", "TABLOCKX");

  private Sources() {}

  static Relation of(Context context, Query.From from) {
    Query query = from.query();
    if (query != null) {
      return Plan.of(context, query, null).relation();
    }
    List<Expr> arguments = from.arguments();
    if (arguments != null) {
      if (!from.name().getLast().equalsIgnoreCase("dm_exec_describe_first_result_set")) {
        throw missing(from.name());
      }
      Typed text = new Compiler(context, new Scope(null)).value(arguments.getFirst());
      return Described.of(context, String.valueOf(text.at(new Frame(0, null))));
    }
    List<String> name = from.name();
    boolean catalogue = name.size() > 1 && name.get(name.size() - 2).equalsIgnoreCase("sys");
    if (catalogue) {
      return SysTables.of(
          context.work().foreign(name, context.transaction()), name.getLast(), name);
    }
    return table(context, from);
  }

  private static Relation table(Context context, Query.From from) {
    Work work = context.work();
    Transaction transaction = work.foreign(from.name(), context.transaction());
    TableName name = work.name(from.name());
    boolean locks = from.hints().stream().anyMatch(LOCKING::contains);
    if (locks) {
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
