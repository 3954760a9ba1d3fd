package dpone.service.mssql.run;

import dpone.service.mssql.parse.Parser;
import dpone.service.mssql.parse.SqlError;
import dpone.service.mssql.store.Store;
import dpone.service.mssql.store.Table;
import dpone.service.mssql.store.TableName;
import dpone.service.mssql.store.Transaction;
import dpone.service.tds.Session;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a session has under way. Used by its thread. */
final class Work {
  private static final String USUAL = "READ COMMITTED";

  private final Session session;
  private final Map<String, Store> stores;
  private final Set<String> readers;
  private @Nullable Transaction transaction;
  private boolean implicit;
  private boolean aborts;
  private String isolation = USUAL;
  private long lockTimeout = -1;
  private long lastCount;
  private @Nullable TableName numbered;

  Work(Session session, Map<String, Store> stores, Set<String> readers) {
    this.session = session;
    this.stores = stores;
    this.readers = readers;
  }

  int id() {
    return session.id();
  }

  String user() {
    return session.login().user();
  }

  /** Whoever may do more than read may do everything. */
  boolean owns() {
    return !readers.contains(session.login().user());
  }

  boolean gone() {
    return session.stopped();
  }

  long lockTimeout() {
    return lockTimeout;
  }

  long lastCount() {
    return lastCount;
  }

  void counted(long rows) {
    lastCount = rows;
  }

  boolean inTransaction() {
    return transaction != null;
  }

  Store store() {
    Store store = stores.get(session.database());
    if (store == null) {
      throw new SqlError(911, 16, "Database '" + session.database() + "' does not exist.");
    }
    return store;
  }

  private Transaction fresh() {
    return new Transaction(store(), isolation.equals("SNAPSHOT"), isolation.equals("SERIALIZABLE"));
  }

  void begin() {
    if (transaction == null) {
      transaction = fresh();
    }
  }

  void commit() {
    Transaction open = transaction;
    transaction = null;
    if (open != null) {
      open.commit();
    }
  }

  void rollback() {
    Transaction open = transaction;
    transaction = null;
    if (open != null) {
      open.rollback();
    }
  }

  /** Something that is done with a transaction. */
  interface Use<T> {
    T with(Transaction transaction);
  }

  /** Within the transaction that is open; else in one of its own. */
  <T> T within(Use<T> use) {
    if (implicit) {
      begin();
    }
    Transaction open = transaction;
    if (open != null) {
      try {
        return use.with(open);
      } catch (SqlError error) {
        if (aborts || error.number() == 1205 || error.number() == 3960) {
          rollback();
        }
        throw error;
      }
    }
    Transaction own = fresh();
    try {
      T result = use.with(own);
      own.commit();
      return result;
    } catch (RuntimeException | Error failure) {
      own.rollback();
      throw failure;
    }
  }

  /** A table or view of the session's database. */
  TableName name(List<String> parts) {
    return new TableName(parts.size() > 1 ? parts.get(parts.size() - 2) : "dbo", parts.getLast());
  }

  /** The transaction for what a name is in: another database is only looked at. */
  Transaction foreign(List<String> parts, Transaction own) {
    if (parts.size() < 3 || parts.get(parts.size() - 3).equalsIgnoreCase(own.store().name())) {
      return own;
    }
    Store other = stores.get(parts.get(parts.size() - 3));
    if (other == null) {
      throw Sources.missing(parts);
    }
    return Sources.elsewhere(other);
  }

  @Nullable Integer objectId(String text) {
    List<String> parts = Parser.name(text);
    Transaction own = transaction == null ? Sources.elsewhere(store()) : transaction;
    Optional<Table> found = foreign(parts, own).find(name(parts));
    return found.map(Table::id).orElse(null);
  }

  boolean numbers(Table table) {
    TableName name = numbered;
    Transaction own = transaction == null ? Sources.elsewhere(store()) : transaction;
    return name != null && own.find(name).map(t -> t.id() == table.id()).orElse(false);
  }

  /** Refuses who may only read. */
  void writes() {
    if (readers.contains(session.login().user())) {
      throw new SqlError(
          229,
          14,
          "The INSERT permission was denied on the object, database '" + store().name() + "'.");
    }
    if (store().readOnly()) {
      throw new SqlError(
          3906,
          16,
          "Failed to update database \"" + store().name() + "\" because it is read-only.");
    }
  }

  void defines() {
    if (readers.contains(session.login().user())) {
      throw new SqlError(
          262, 14, "CREATE TABLE permission denied in database '" + store().name() + "'.");
    }
    writes();
  }

  void option(String name, String value) {
    boolean on = value.equalsIgnoreCase("ON");
    if (name.startsWith("IDENTITY_INSERT ")) {
      numbered = on ? name(List.of(name.substring(16).split("\\.", -1))) : null;
      return;
    }
    switch (name) {
      case "ISOLATION" -> isolation = value.toUpperCase(Locale.ROOT);
      case "IMPLICIT_TRANSACTIONS" -> implicit = on;
      case "XACT_ABORT" -> aborts = on;
      case "LOCK_TIMEOUT" -> lockTimeout = Long.parseLong(value);
      case "NOCOUNT", "TEXTSIZE", "DATEFORMAT", "DATEFIRST", "LANGUAGE", "NUMERIC_ROUNDABORT" -> {
        // What is sent is the same whatever they say.
      }
      default -> {
        if (!Set.of(
                "ANSI_NULLS",
                "ANSI_PADDING",
                "ANSI_WARNINGS",
                "ARITHABORT",
                "CONCAT_NULL_YIELDS_NULL",
                "QUOTED_IDENTIFIER",
                "ANSI_NULL_DFLT_ON",
                "CURSOR_CLOSE_ON_COMMIT")
            .containsAll(Set.of(name.split(",", -1)))) {
          throw new SqlError(195, 15, "'" + name + "' is not a recognized SET option.");
        }
      }
    }
  }
}
