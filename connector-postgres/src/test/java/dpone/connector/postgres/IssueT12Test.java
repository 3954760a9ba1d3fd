package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instants stay instants where the zones of both databases and of the JVM differ. */
@Tag("integration")
class IssueT12Test {
  private static final TimeZone ZONE = TimeZone.getDefault();

  @AfterEach
  void zoneBack() {
    TimeZone.setDefault(ZONE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noZoneShiftsAnInstant(boolean columns) {
    Database from = PostgresTestServer.get().database("t12_from" + columns);
    Database to = PostgresTestServer.get().database("t12_to" + columns);
    from.run("ALTER DATABASE t12_from" + columns + " SET TimeZone = 'Europe/Berlin'");
    to.run("ALTER DATABASE t12_to" + columns + " SET TimeZone = 'America/St_Johns'");
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
    // The gap and the overlap of Berlin, and a time that exists twice.
    from.run(
        "CREATE TABLE n (id int PRIMARY KEY, z timestamptz, p timestamp, a timestamptz[], t text)",
        "INSERT INTO n SELECT i, at, at::timestamp, ARRAY[at, NULL], extract(epoch FROM at)"
            + " FROM generate_series(0, 8) i, LATERAL (SELECT timestamptz"
            + " '2026-03-29 00:30+00' + i * interval '15 min') AS s(at)",
        "INSERT INTO n SELECT 100 + i, at, at::timestamp, ARRAY[at, NULL], extract(epoch FROM at)"
            + " FROM generate_series(0, 8) i, LATERAL (SELECT timestamptz"
            + " '2026-10-25 00:00+00' + i * interval '15 min') AS s(at)",
        "INSERT INTO n VALUES (200, NULL, '2026-03-29 02:30', NULL, NULL)");
    Move move = new Move(from, to, "public.n");
    move.forceColumns = columns;
    move.run();
    assertThat(to.value("SELECT count(*) FROM landing.n WHERE extract(epoch FROM z)::text <> t"))
        .isEqualTo("0");
    assertThat(to.texts("SELECT * FROM landing.n")).isEqualTo(from.texts("SELECT * FROM n"));
  }
}
