package dpone.service.tds;

import dpone.service.tds.wire.Login7;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** One connection that has logged in. */
public final class Session {
  private final int id;
  private final Login7 login;
  private final Map<String, Object> notes = new ConcurrentHashMap<>();
  private volatile String database;
  private final AtomicInteger resets = new AtomicInteger();
  private volatile long transaction;

  private volatile BooleanSupplier stopped = () -> false;

  Session(int id, Login7 login, String database) {
    this.id = id;
    this.login = login;
    this.database = database;
  }

  /** Its number, as {@code @@SPID} has it; from 51. */
  public int id() {
    return id;
  }

  /** How it logged in. */
  public Login7 login() {
    return login;
  }

  /** The database it is in. */
  public String database() {
    return database;
  }

  void database(String name) {
    database = name;
  }

  /** Whether the client wants the request that is under way to be stopped, or is gone. */
  public boolean stopped() {
    return stopped.getAsBoolean();
  }

  void stopped(BooleanSupplier told) {
    stopped = told;
  }

  /** How often the client asked for the session as it was after the login. */
  public int resets() {
    return resets.get();
  }

  void reset() {
    resets.incrementAndGet();
    notes.clear();
  }

  /** The transaction that a request of the protocol began, 0 for none. */
  public long transaction() {
    return transaction;
  }

  void transaction(long descriptor) {
    transaction = descriptor;
  }

  /** What a script keeps for the session; forgotten when the client resets it. */
  public Map<String, Object> notes() {
    return notes;
  }
}
