package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.source.Source;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The zone that conditions and casts see is one, and it is said. */
@Tag("integration")
class IssueT16Test {
  @Test
  void theZoneIsUtcAndTheDescriptionSaysSo() {
    Database from = PostgresTestServer.get().database("t16_from");
    Database to = PostgresTestServer.get().database("t16_to");
    from.run("ALTER DATABASE t16_from SET TimeZone = 'Asia/Kolkata'");
    from.run(
        "CREATE TABLE n (id int PRIMARY KEY, z timestamptz)",
        "INSERT INTO n VALUES (1, '2026-01-01 23:00+00'), (2, '2026-01-02 01:00+00')");
    Move move = new Move(from, to, "public.n");
    move.where = "z < '2026-01-02'";
    try (Source source = move.source()) {
      assertThat(source.describe(move.selection()).notes())
          .contains("conditions and casts see the time zone UTC");
    }
    move.run();
    assertThat(to.column("SELECT id FROM landing.n")).containsExactly("1");
  }
}
