package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.OwnServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.connector.postgres.testing.SmallDisk;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.sink.LoadMode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each error that a user can provoke in a load: its code, its category, a remedy, the place, no
 * secret, and a target that is as it was. Broken connections are in {@link ConnectionLossTest},
 * refused ones in {@code LoginTest} and {@code TlsTest}.
 */
@Tag("integration")
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ErrorMatrixTest {
  private static final String POOR_PASSWORD = "p00r-c4n4ry";
  private static OwnServer server;
  private static Database from;
  private static Database to;
  private static Database latin;
  private static Database ascii;

  @BeforeAll
  static void servers() {
    server = OwnServer.create().set("deadlock_timeout", "500ms").start();
    from = server.database("matrix_from");
    to = server.database("matrix_to");
    for (String line :
        List.of(
            "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0",
            "CREATE DATABASE ascii ENCODING 'SQL_ASCII' TEMPLATE template0",
            "CREATE ROLE poor LOGIN PASSWORD '" + POOR_PASSWORD + "'",
            "CREATE ROLE single LOGIN PASSWORD '" + POOR_PASSWORD + "' CONNECTION LIMIT 1",
            "GRANT ALL ON DATABASE matrix_to TO poor, single")) {
      from.run(line);
    }
    latin = server.existing("latin");
    ascii = server.existing("ascii");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void tables() {
    from.run(
        "DROP SCHEMA IF EXISTS src CASCADE",
        "CREATE SCHEMA src",
        "CREATE TABLE src.orders (id int PRIMARY KEY, v text, n numeric)",
        "INSERT INTO src.orders SELECT i, 'v' || i, i FROM generate_series(1, 50) i");
    for (Database target : List.of(to, latin)) {
      target.run(
          "DROP SCHEMA IF EXISTS landing, dpone_meta, dpone_stage CASCADE",
          "CREATE SCHEMA landing",
          "CREATE TABLE landing.orders (id int, v text, n numeric)",
          "INSERT INTO landing.orders VALUES (-1, 'old', 0)");
    }
  }

  /** Makes a load fail; what it changes at the target first belongs to the state before. */
  private interface Provocation {
    void prepare(Move move) throws Exception;
  }

  private record Case(
      String name,
      PgCode code,
      ErrorCategory category,
      String field,
      String row,
      List<String> words,
      Provocation provocation) {
    Case(String name, PgCode code, ErrorCategory category, Provocation provocation) {
      this(name, code, category, null, null, List.of(), provocation);
    }

    Case at(String column) {
      return new Case(name, code, category, column, row, words, provocation);
    }

    Case row(String key) {
      return new Case(name, code, category, field, key, words, provocation);
    }

    Case says(String... expected) {
      return new Case(name, code, category, field, row, List.of(expected), provocation);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Case config(String name, PgCode code, Provocation provocation) {
    return new Case(name, code, ErrorCategory.CONFIG, provocation);
  }

  private static Case missing(String name, PgCode code, Provocation provocation) {
    return new Case(name, code, ErrorCategory.NOT_FOUND, provocation);
  }

  private static Case denied(String name, Provocation provocation) {
    return new Case(name, PgCode.PERMISSION_DENIED, ErrorCategory.AUTHENTICATION, provocation);
  }

  private static Case data(String name, PgCode code, Provocation provocation) {
    return new Case(name, code, ErrorCategory.DATA, provocation);
  }

  private static Case passing(String name, PgCode code, Provocation provocation) {
    return new Case(name, code, ErrorCategory.TRANSIENT, provocation);
  }

  private static Case resource(String name, PgCode code, Provocation provocation) {
    return new Case(name, code, ErrorCategory.RESOURCE, provocation);
  }

  static Stream<Case> source() {
    return Stream.of(
        missing("missing table", PgCode.TABLE_NOT_FOUND, move -> move.stream = "src.ordres")
            .says("ordres"),
        missing("missing schema", PgCode.TABLE_NOT_FOUND, move -> move.stream = "scr.orders")
            .says("scr"),
        missing("missing column", PgCode.COLUMN_NOT_FOUND, move -> move.columns = List.of("idd"))
            .says("idd", "did you mean id?"),
        missing(
                "missing column in a condition",
                PgCode.COLUMN_NOT_FOUND,
                move -> move.where = "w > 1")
            .says("at character", ">>> w > 1"),
        config("invalid condition", PgCode.INVALID_SQL, move -> move.where = "v === 1")
            .says("at character", ">>> ==="),
        config(
                "invalid query",
                PgCode.INVALID_SQL,
                move -> move.query = "SELECT id FORM src.orders")
            .says("at character", ">>> src.orders"),
        missing(
            "missing table in a query",
            PgCode.TABLE_NOT_FOUND,
            move -> move.query = "SELECT * FROM src.nowhere"),
        denied("no SELECT", move -> as(move, "poor", true, "GRANT USAGE ON SCHEMA src TO poor"))
            .says("GRANT SELECT"),
        denied("no USAGE", move -> as(move, "poor", true)).says("GRANT USAGE", "SCHEMA src"),
        resource(
            "statement timeout at the source",
            PgCode.STATEMENT_TIMEOUT,
            move -> {
              move.query = "SELECT id, pg_sleep(0.5)::text AS v FROM src.orders";
              reads(move, "statement_timeout", "1s");
            }),
        data(
            "an expression that fails",
            PgCode.VALUE_REFUSED,
            move -> move.query = "SELECT id, 1 / (id - 40) AS n FROM src.orders"),
        data(
            "text that is not valid in its encoding",
            PgCode.ENCODING,
            move -> {
              ascii.run(
                  "DROP SCHEMA IF EXISTS src CASCADE",
                  "CREATE SCHEMA src",
                  "CREATE TABLE src.orders (id int, v text)",
                  "INSERT INTO src.orders VALUES (1, E'caf\\351')");
              from(move, ascii);
            }));
  }

  static Stream<Case> sink() {
    return Stream.of(
        data(
                "a character that the target's encoding lacks",
                PgCode.ENCODING,
                move -> {
                  from.run("UPDATE src.orders SET v = '\u20ac' WHERE id = 7");
                  to(move, latin);
                })
            .at("v"),
        new Case(
                "values that could be too long",
                PgCode.TYPE_DRIFT,
                ErrorCategory.SCHEMA,
                move -> to.run("ALTER TABLE landing.orders ALTER v TYPE varchar(3)"))
            .at("v")
            .says("text", "character varying(3)"),
        data(
            "numeric overflow",
            PgCode.VALUE_REFUSED,
            move -> {
              to.run("ALTER TABLE landing.orders ALTER n TYPE numeric(5,2)");
              from.run("UPDATE src.orders SET n = 1234567 WHERE id = 7");
              move.lossy = Set.of("n");
            }),
        data(
                "unique violation",
                PgCode.DUPLICATE_KEY,
                move -> {
                  to.run(
                      "CREATE UNIQUE INDEX ON landing.orders (v)",
                      "UPDATE landing.orders SET v = 'v7'");
                })
            .row("(v)=(v7)"),
        data(
                "exclusion constraint",
                PgCode.DUPLICATE_KEY,
                move ->
                    to.run(
                        "ALTER TABLE landing.orders ADD EXCLUDE USING btree (v WITH =)",
                        "UPDATE landing.orders SET v = 'v7'"))
            .row("(v)=(v7)"),
        data(
                "NOT NULL",
                PgCode.NOT_NULL,
                move -> {
                  to.run("ALTER TABLE landing.orders ALTER v SET NOT NULL");
                  trigger("IF NEW.id = 7 THEN NEW.v = NULL; END IF;");
                })
            .at("v"),
        data(
                "check constraint",
                PgCode.CONSTRAINT,
                move -> to.run("ALTER TABLE landing.orders ADD CONSTRAINT small CHECK (id < 40)"))
            .says("small"),
        data(
                "domain constraint",
                PgCode.CONSTRAINT,
                move -> {
                  to.run(
                      "DROP DOMAIN IF EXISTS tiny",
                      "CREATE DOMAIN tiny AS int CONSTRAINT below_forty CHECK (VALUE < 40)",
                      "ALTER TABLE landing.orders ALTER id TYPE tiny");
                  move.lossy = Set.of("id");
                })
            .says("below_forty"),
        data(
                "foreign key",
                PgCode.CONSTRAINT,
                move ->
                    to.run(
                        "CREATE TABLE landing.keys (id int PRIMARY KEY)",
                        "INSERT INTO landing.keys VALUES (-1)",
                        "ALTER TABLE landing.orders ADD CONSTRAINT known FOREIGN KEY (id) REFERENCES"
                            + " landing.keys"))
            .row("(id)=(1)")
            .says("known"),
        data(
                "a trigger that raises",
                PgCode.RAISED,
                move -> trigger("IF NEW.id = 7 THEN RAISE EXCEPTION 'seven is refused'; END IF;"))
            .says("seven is refused"),
        passing(
            "lock timeout",
            PgCode.LOCK_TIMEOUT,
            move -> {
              hold("LOCK TABLE landing.orders IN SHARE MODE");
              move.lockTimeout = "1s";
            }),
        resource(
            "statement timeout at the sink",
            PgCode.STATEMENT_TIMEOUT,
            move -> {
              trigger("PERFORM pg_sleep(0.2);");
              writes(move, "statement_timeout", "2s");
            }),
        passing(
                "deadlock",
                PgCode.CONFLICT,
                move -> {
                  to.run("CREATE TABLE landing.other (id int)");
                  trigger("PERFORM pg_sleep(2); LOCK TABLE landing.other;");
                  deadlock();
                })
            .says("deadlock"),
        passing(
                "serialization failure",
                PgCode.CONFLICT,
                move -> {
                  to.run(
                      "ALTER DATABASE matrix_to SET default_transaction_isolation = 'repeatable read'",
                      "UPDATE landing.orders SET id = 7",
                      "ALTER TABLE landing.orders ADD PRIMARY KEY (id)");
                  move.mode = LoadMode.INCREMENTAL_MERGE;
                  move.key = List.of("id");
                  updateMeanwhile();
                })
            .says("could not serialize"),
        denied(
                "no INSERT",
                move ->
                    as(
                        move,
                        "poor",
                        false,
                        "GRANT USAGE ON SCHEMA landing TO poor",
                        "GRANT SELECT ON landing.orders TO poor"))
            .says("GRANT", "orders"),
        denied("no USAGE at the target", move -> as(move, "poor", false)).says("GRANT USAGE"),
        denied(
                "no CREATE for a new table",
                move -> {
                  move.target = "landing.fresh";
                  as(move, "poor", false, "GRANT USAGE ON SCHEMA landing TO poor");
                })
            .says("GRANT", "SCHEMA landing"),
        new Case(
            "connection limit of the role",
            PgCode.TOO_MANY_CONNECTIONS,
            ErrorCategory.THROTTLED,
            move ->
                as(
                    move,
                    "single",
                    false,
                    "GRANT ALL ON SCHEMA landing TO single",
                    "GRANT ALL ON landing.orders TO single")),
        config(
            "read-only database",
            PgCode.READ_ONLY,
            move -> to.run("ALTER DATABASE matrix_to SET default_transaction_read_only = on")),
        new Case(
            "a view as target",
            PgCode.TARGET_NOT_TABLE,
            ErrorCategory.SCHEMA,
            move -> {
              to.run("CREATE VIEW landing.shown AS SELECT * FROM landing.orders");
              move.target = "landing.shown";
            }));
  }

  @ParameterizedTest
  @MethodSource({"source", "sink"})
  void provoked(Case wanted) throws Exception {
    Move move = new Move(from, to, "src.orders");
    move.mode = LoadMode.INCREMENTAL_APPEND;
    move.target = "landing.orders";
    List<String> before;
    try {
      wanted.provocation.prepare(move);
      Move ready = latest == null ? move : latest;
      before = target(admin(ready.to));
      DponeException failure = failure(ready);
      String line = failure.oneLine();
      assertThat(failure.code()).as(line).isEqualTo(wanted.code.code());
      assertThat(failure.category()).isEqualTo(wanted.category);
      assertThat(failure.remedy()).as(line).isNotEmpty();
      wanted.words.forEach(word -> assertThat(line).contains(word));
      // What concerns the whole end is placed by the runtime.
      if (!Set.of(PgCode.READ_ONLY, PgCode.TOO_MANY_CONNECTIONS).contains(wanted.code)) {
        assertThat(failure.place().stream()).as(line).isEqualTo(ready.stream);
      }
      if (wanted.field != null) {
        assertThat(failure.place().field()).as(line).isEqualTo(wanted.field);
      }
      if (wanted.row != null) {
        assertThat(failure.place().rowKey()).as(line).isEqualTo(wanted.row);
      }
      release();
      assertThat(target(admin(ready.to))).isEqualTo(before);
    } finally {
      cleanUp();
    }
  }

  /** The row itself is told to the rejects, whose limit is nothing unless a manifest says more. */
  @Test
  void aNullThatTheTargetDoesNotTakeIsARejectedRow() {
    to.run("ALTER TABLE landing.orders ALTER v SET NOT NULL");
    from.run("UPDATE src.orders SET v = NULL WHERE id = 7");
    Move move = new Move(from, to, "src.orders");
    move.mode = LoadMode.INCREMENTAL_APPEND;
    List<String> before = target(to);
    DponeException failure = failure(move);
    assertThat(failure.category()).isEqualTo(ErrorCategory.DATA);
    assertThat(move.context.rejected).singleElement().asString().contains("v", "NOT_NULL");
    assertThat(target(to)).isEqualTo(before);
  }

  @Test
  void aFullDiskLeavesTheTarget() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(8)) {
      assumeTrue(disk.isMounted(), disk.reason());
      to.run("CREATE TABLESPACE tiny LOCATION '" + disk.folder() + "'");
      try {
        to.run("ALTER DATABASE matrix_to SET default_tablespace = tiny");
        Move move = new Move(from, to, "src.orders");
        move.mode = LoadMode.INCREMENTAL_APPEND;
        move.query =
            "SELECT i AS id, repeat(md5(i::text), 40) AS v FROM generate_series(1, 50000) i";
        List<String> before = target(to);
        DponeException failure = failure(move);
        assertThat(failure.code()).as(failure.oneLine()).isEqualTo(PgCode.DISK_FULL.code());
        assertThat(failure.category()).isEqualTo(ErrorCategory.RESOURCE);
        assertThat(failure.remedy()).isNotEmpty();
        assertThat(target(to)).isEqualTo(before);
      } finally {
        to.run(
            "ALTER DATABASE matrix_to RESET default_tablespace",
            "DROP SCHEMA IF EXISTS dpone_meta, dpone_stage CASCADE",
            "DROP TABLESPACE tiny");
      }
    }
  }

  /** The timeout that an administrator set for idle transactions must not end a slow read. */
  @Test
  void anIdleTransactionTimeoutOfTheRoleDoesNotEndASnapshot() throws Exception {
    from.run("ALTER ROLE dpone SET idle_in_transaction_session_timeout = '100ms'");
    from.run("ALTER ROLE dpone SET idle_session_timeout = '100ms'");
    try (var source = new Move(from, to, "src.orders").source()) {
      Move move = new Move(from, to, "src.orders");
      var info = source.describe(move.selection());
      try (var session =
          source.read(
              new dpone.spi.source.ReadRequest(
                  "main",
                  List.of(
                      new dpone.spi.source.StreamRead(
                          move.selection(), info.schema(), dpone.spi.source.ReadMode.FULL, null)),
                  null,
                  1))) {
        Thread.sleep(600);
        try (var reader = source.open(session.splits().get(0))) {
          reader.next().close();
        }
      }
      assertThat(source.streams()).contains("src.orders");
    } finally {
      from.run("ALTER ROLE dpone RESET ALL");
    }
  }

  private static DponeException failure(Move move) {
    try {
      move.run();
    } catch (DponeException expected) {
      StringWriter everything = new StringWriter();
      expected.printStackTrace(new PrintWriter(everything));
      assertThat(everything + expected.oneLine()).doesNotContain(OwnServer.PASSWORD, POOR_PASSWORD);
      assertThat(move.context.reserved).hasValue(0);
      return expected;
    }
    throw new AssertionError("nothing failed");
  }

  /** Rows, columns and constraints. */
  private static List<String> target(Database database) {
    return List.of(
        database.column("SELECT o::text FROM landing.orders o ORDER BY 1").toString(),
        database
            .column(
                "SELECT attname || atttypid::regtype || atttypmod || attnotnull FROM pg_attribute"
                    + " WHERE attrelid = 'landing.orders'::regclass AND attnum > 0 ORDER BY attnum")
            .toString(),
        database
            .column(
                "SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid ="
                    + " 'landing.orders'::regclass ORDER BY 1")
            .toString(),
        database
            .column(
                "SELECT relname FROM pg_class WHERE relnamespace = 'landing'::regnamespace ORDER BY"
                    + " 1")
            .toString());
  }

  private static Database admin(Database database) {
    return database.connection().get("database").equals("latin") ? latin : to;
  }

  private static Move latest;
  private static Connection holder;
  private static CompletableFuture<Void> rival;

  private static Move copyOf(Move move, Database source, Database sink) {
    Move other = new Move(source, sink, move.stream);
    other.mode = move.mode;
    other.target = move.target;
    other.query = move.query;
    latest = other;
    return other;
  }

  private static void from(Move move, Database source) {
    copyOf(move, source, move.to);
  }

  private static void to(Move move, Database sink) {
    copyOf(move, move.from, sink);
  }

  private static Database with(Database database, Map<String, String> more) {
    Map<String, String> connection = new HashMap<>(database.connection());
    connection.putAll(more);
    return new Database(connection);
  }

  private static void reads(Move move, String option, String value) {
    from(move, with(from, Map.of(option, value)));
  }

  private static void writes(Move move, String option, String value) {
    to(move, with(to, Map.of(option, value)));
  }

  private static void as(Move move, String user, boolean reading, String... grants) {
    Map<String, String> login = Map.of("user", user, "password", POOR_PASSWORD);
    if (reading) {
      from.run(grants);
      from(move, with(from, login));
    } else {
      to.run(grants);
      Move other = copyOf(move, from, with(to, login));
      assertThat(other.to.connection()).containsEntry("user", user);
    }
  }

  private static void trigger(String body) {
    to.run(
        "CREATE OR REPLACE FUNCTION landing.t() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            + body
            + " RETURN NEW; END $$",
        "CREATE TRIGGER t BEFORE INSERT ON landing.orders FOR EACH ROW EXECUTE FUNCTION"
            + " landing.t()");
  }

  private static void hold(String sql) throws SQLException {
    holder = to.connect();
    holder.setAutoCommit(false);
    try (Statement statement = holder.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Takes the two locks in the other order, and is the more patient one. */
  private static void deadlock() throws SQLException {
    hold("LOCK TABLE landing.other");
    Connection other = holder;
    rival =
        CompletableFuture.runAsync(() -> {
          try (Statement statement = other.createStatement()) {
            statement.execute("SET LOCAL deadlock_timeout = '30s'");
            await("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'");
            statement.execute("LOCK TABLE landing.orders");
            other.rollback();
          } catch (SQLException failure) {
            throw new IllegalStateException(failure);
          }
        });
  }

  private static void updateMeanwhile() throws SQLException {
    hold("UPDATE landing.orders SET n = 99 WHERE id = 7");
    // What the others do commits, and so does this when it is waited for; then the row is as new.
    Connection other = holder;
    rival =
        CompletableFuture.runAsync(() -> {
          try (Statement statement = other.createStatement()) {
            await(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname ="
                    + " 'matrix_to'");
            statement.execute("UPDATE landing.orders SET n = 0 WHERE id = 7");
            other.commit();
          } catch (SQLException failure) {
            throw new IllegalStateException(failure);
          }
        });
  }

  private static void await(String count) {
    for (int i = 0; i < 200 && from.value(count).equals("0"); i++) {
      try {
        Thread.sleep(50);
      } catch (InterruptedException failure) {
        throw new IllegalStateException(failure);
      }
    }
  }

  private static void release() throws SQLException {
    if (rival != null) {
      rival.join();
      rival = null;
    }
    if (holder != null) {
      holder.close();
      holder = null;
    }
  }

  private static void cleanUp() throws SQLException {
    release();
    latest = null;
    Map<String, String> writable = new HashMap<>(from.connection());
    new Database(writable)
        .run(
            "ALTER DATABASE matrix_to RESET ALL",
            "REASSIGN OWNED BY poor TO dpone",
            "DROP OWNED BY poor CASCADE");
    to.run("DROP OWNED BY poor CASCADE", "DROP OWNED BY single CASCADE");
    from.run("GRANT ALL ON DATABASE matrix_to TO poor, single");
  }
}
