package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every relation of a database is copied into another one and compared by the server: counts, rows
 * as text both ways, types by the catalogue.
 */
@Tag("integration")
class WholeDatabaseTest {
  private static final String COLUMNS =
      "SELECT attname || ' ' || format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid ="
          + " %s::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum";

  private static Database make(String name) throws IOException {
    Database database = PostgresTestServer.get().database("whole_" + name);
    try (InputStream file =
        Objects.requireNonNull(
            WholeDatabaseTest.class.getResourceAsStream("/databases/" + name + ".sql"))) {
      String sql = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      if (database.value("SELECT count(*) FROM pg_class WHERE oid > 16383").equals("0")) {
        database.run(sql.replace("'PASSWORD'", "'" + database.connection().get("password") + "'"));
      }
    }
    return database;
  }

  private static Database target(String name, Database from) {
    Database to = PostgresTestServer.get().database("into_" + name);
    to.run("CREATE EXTENSION IF NOT EXISTS dblink");
    from.column(
            "SELECT quote_ident(extname) FROM pg_extension WHERE extname NOT IN ('plpgsql',"
                + " 'postgres_fdw')")
        .forEach(e -> to.run("CREATE EXTENSION IF NOT EXISTS " + e));
    return to;
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** Rows only at the source, rows only at the target, counts; as the servers see them. */
  private static String compared(Database from, Database to, String table) {
    String link =
        "host=%s port=%s dbname=%s user=%s password=%s options='-c TimeZone=UTC -c DateStyle=ISO -c"
                .formatted(
                    from.connection().get("host"),
                    from.connection().get("port"),
                    from.connection().get("database"),
                    from.connection().get("user"),
                    from.connection().get("password"))
            + " extra_float_digits=3 -c IntervalStyle=postgres'";
    String source =
        "SELECT r FROM dblink("
            + literal(link)
            + ", "
            + literal("SELECT t::text FROM " + table + " AS t")
            + ") AS d(r text)";
    String target = "SELECT t::text FROM " + table + " AS t";
    List<String> answer =
        to.texts(
            "SELECT 'only at the source: ' ||"
                + " (SELECT count(*) FROM (("
                + source
                + ") EXCEPT ALL ("
                + target
                + ")) AS x) || ', only at the target: ' || (SELECT count(*) FROM (("
                + target
                + ") EXCEPT ALL ("
                + source
                + ")) AS x) || ', rows: ' || ((SELECT count(*) FROM ("
                + source
                + ") AS x) = (SELECT count(*) FROM "
                + table
                + "))");
    return String.join("", answer);
  }

  private static String verdict(long refused) {
    return "only at the source: " + refused + ", only at the target: 0, rows: " + (refused == 0);
  }

  /** The connector's names, which are shorter, in the same order. */
  private static final String QUOTED =
      """
      SELECT format('"%s"."%s"', replace(n.nspname, '"', '""'), replace(c.relname, '"', '""'))
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
        AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
      ORDER BY n.nspname, c.relname
      """;

  private static List<String> streams(Move move) {
    try (Source source = move.source()) {
      return source.streams();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop", "films", "every_type", "nasty"})
  void arrivesAsItIs(String name) throws IOException {
    assertThat(copied(name, false)).isEmpty();
  }

  /** What a column does not hold is refused by row, with column and key; all else arrives. */
  @ParameterizedTest
  @ValueSource(strings = {"shop", "films", "every_type", "nasty"})
  void arrivesThroughColumns(String name) throws IOException {
    assertThat(copied(name, true)).isEmpty();
  }

  /** What went wrong. */
  private static List<String> copied(String name, boolean columns) throws IOException {
    Database from = make(name);
    Database to = target((columns ? "typed_" : "passed_") + name, from);
    List<String> streams = streams(new Move(from, to, "public.x"));
    List<String> tables = from.column(QUOTED);
    assertThat(streams).hasSizeGreaterThan(5).hasSameSizeAs(tables);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      Move move = new Move(from, to, streams.get(i));
      move.target = streams.get(i);
      move.forceColumns = columns;
      move.context.maxRejects = columns ? Integer.MAX_VALUE : 0;
      try {
        move.run();
        check(move, tables.get(i), wrong);
      } catch (RuntimeException failure) {
        wrong.add(tables.get(i) + ": " + failure);
      }
    }
    return wrong;
  }

  private static void check(Move move, String table, List<String> wrong) {
    long refused = move.context.rejected.size();
    String compared = compared(move.from, move.to, table);
    if (!compared.equals(verdict(refused))) {
      wrong.add(table + ": " + compared + ", refused: " + move.context.rejected);
    }
    String sql = COLUMNS.formatted(literal(table));
    if (!move.to.column(sql).equals(move.from.column(sql))) {
      wrong.add(table + ": " + move.from.column(sql) + " became " + move.to.column(sql));
    }
    if (move.plan.streams().get(0).wire().isEmpty() != move.forceColumns) {
      wrong.add(table + ": took the other lane");
    }
    if (move.rowsRead != move.rowsWritten + refused) {
      wrong.add(table + ": rows lost");
    }
    for (String reject : move.context.rejected) {
      if (!reject.matches("(?s).*/[^/]+/PG_(ARRAY_SHAPE|VALUE_OUT_OF_RANGE)/.*")) {
        wrong.add(table + ": refused for " + reject);
      }
    }
    if (table.contains("array_") && move.context.rejectedKeys.stream().anyMatch(String::isEmpty)) {
      wrong.add(table + ": refused without a key");
    }
  }
}
