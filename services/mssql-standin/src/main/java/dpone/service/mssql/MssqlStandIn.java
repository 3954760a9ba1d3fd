package dpone.service.mssql;

import dpone.service.mssql.run.Engine;
import dpone.service.mssql.store.Store;
import dpone.service.tds.Answer;
import dpone.service.tds.Request;
import dpone.service.tds.Session;
import dpone.service.tds.Settings;
import dpone.service.tds.Statements;
import dpone.service.tds.TdsDouble;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * A stand-in for SQL Server on a port of the loopback: the double of the protocol over tables in
 * memory. It knows the statements that dpone's connector sends and refuses every other one.
 * Evidence that was got with it is evidence of a double: of protocol, batches, transactions, state
 * and accounting, not of SQL Server's own SQL. Thread-safe.
 */
public final class MssqlStandIn implements AutoCloseable {
  /** What it calls itself in evidence. */
  public static final String NAME = Engine.NAME;

  /** Its version. */
  public static final String VERSION = "1";

  private record Fault(Predicate<Request> meets, Answer answer, boolean once, boolean after) {}

  private final Map<String, Store> stores;
  private final Map<String, String> users = new ConcurrentHashMap<>();
  private final Map<String, Answer> refused = new ConcurrentHashMap<>();
  private final Set<String> readers = ConcurrentHashMap.newKeySet();
  private final List<Fault> faults = new CopyOnWriteArrayList<>();
  private final TdsDouble server;

  private MssqlStandIn(List<String> databases, int port) {
    Map<String, Store> all = new LinkedHashMap<>();
    databases.forEach(name -> all.put(name, new Store(name)));
    stores = Map.copyOf(all);
    Engine engine = new Engine(stores, readers);
    Settings settings =
        new Settings(
            users,
            all.keySet(),
            dpone.service.tds.Encryption.NONE,
            null,
            login -> Optional.ofNullable(refused.get(login.user())),
            new Faulty(engine));
    server = TdsDouble.start(settings, port);
  }

  /**
   * Starts on a free port.
   *
   * @param databases names; the first is where sessions begin
   */
  public static MssqlStandIn start(List<String> databases) {
    return new MssqlStandIn(databases, 0);
  }

  /** Its port. */
  public int port() {
    return server.port();
  }

  /** The double that it speaks through. */
  public TdsDouble server() {
    return server;
  }

  /** Passwords by the name of the user, to be changed while it runs. */
  public Map<String, String> users() {
    return users;
  }

  /** Users that may only read. */
  public Set<String> readers() {
    return readers;
  }

  /** What a user's login is answered instead of being accepted. */
  public Map<String, Answer> refused() {
    return refused;
  }

  /** Allows or forbids snapshot isolation in a database. */
  public void snapshots(String database, boolean allowed) {
    store(database).snapshots(allowed);
  }

  /** Lets nothing be changed in a database. */
  public void readOnly(String database, boolean only) {
    store(database).readOnly(only);
  }

  /** Lets the capture job of a database run, or stops it. */
  public void scans(String database, boolean runs) {
    store(database).scans(runs);
  }

  /** Lets time go by for all that was committed to a database so far. */
  public void age(String database, Duration by) {
    store(database).age(by);
  }

  /** Forgets every version of change tracking up to the last, as clean-up does in its time. */
  public void forgetVersions(String database) {
    store(database).forgetVersions();
  }

  private Store store(String database) {
    Store store = stores.get(database);
    if (store == null) {
      throw new IllegalArgumentException("no database " + database);
    }
    return store;
  }

  /**
   * The next request that fits is answered so, and not carried out.
   *
   * @return takes it back
   */
  public AutoCloseable once(Predicate<Request> fits, Answer answer) {
    return add(new Fault(fits, answer, true, false));
  }

  /** The next request that fits is carried out, and then answered so. */
  public AutoCloseable onceAfter(Predicate<Request> fits, Answer answer) {
    return add(new Fault(fits, answer, true, true));
  }

  /** Every request that fits is answered so. */
  public AutoCloseable always(Predicate<Request> fits, Answer answer) {
    return add(new Fault(fits, answer, false, false));
  }

  private AutoCloseable add(Fault fault) {
    faults.add(fault);
    return () -> faults.remove(fault);
  }

  @Override
  public void close() {
    server.close();
  }

  private final class Faulty implements Statements {
    private final Engine engine;

    Faulty(Engine engine) {
      this.engine = engine;
    }

    @Override
    public Answer answer(Request request) {
      Optional<Fault> met =
          List.copyOf(faults).stream()
              .filter(fault -> fault.meets().test(request))
              .filter(fault -> !fault.once() || faults.remove(fault))
              .findFirst();
      if (met.isPresent()) {
        if (met.get().after()) {
          engine.answer(request);
        }
        return met.get().answer();
      }
      return engine.answer(request);
    }

    @Override
    public void ended(Session session) {
      engine.ended(session);
    }
  }
}
