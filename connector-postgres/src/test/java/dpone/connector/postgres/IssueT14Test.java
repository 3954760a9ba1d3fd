package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Infinity, BC and far years arrive or are refused by row; none is wrapped, clamped or null. */
@Tag("integration")
class IssueT14Test {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void extremesOfTimeArriveOrAreNamed(boolean columns) {
    Database from = PostgresTestServer.get().database("t14_from" + columns);
    Database to = PostgresTestServer.get().database("t14_to" + columns);
    from.run(
        "CREATE TABLE n (id int PRIMARY KEY, d date, z timestamptz, p timestamp, i interval)",
        "INSERT INTO n VALUES (1, 'infinity', 'infinity', 'infinity', NULL), (2,"
            + " '-infinity', '-infinity', '-infinity', NULL), (3, '4714-11-24 BC',"
            + " '4714-11-24 00:00+00 BC', '4714-11-24 BC', '-178000000 years'), (4,"
            + " '5874897-12-31', '294246-12-31 23:59:59.999999+00', '294246-12-31',"
            + " '178000000 years'), (5, '10000-01-01', '10000-01-01', '10000-01-01', '1 mon'),"
            + " (6, NULL, '294276-12-31 23:59:59.999999+00', NULL, NULL)");
    if (Integer.parseInt(from.value("SHOW server_version_num")) >= 170000) {
      from.run(
          "UPDATE n SET i = 'infinity' WHERE id = 1", "UPDATE n SET i = '-infinity' WHERE id = 2");
    }
    Move move = new Move(from, to, "public.n");
    move.forceColumns = columns;
    move.context.maxRejects = 1;
    move.run();
    String beyond = " WHERE id < " + (columns ? 6 : 7);
    assertThat(to.psql("SELECT * FROM landing.n")).isEqualTo(from.psql("SELECT * FROM n" + beyond));
    if (columns) {
      assertThat(move.context.rejected)
          .singleElement()
          .asString()
          .startsWith("public.n/z/PG_VALUE_OUT_OF_RANGE/");
      assertThat(move.context.rejectedKeys).containsExactly("6");
    }
  }
}
