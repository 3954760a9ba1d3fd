package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.error.DponeException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A numeric without precision has a rule: all of it, or refused before a row moves. */
@Tag("integration")
class IssueT06Test {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void unconstrainedNumericsFitOrAreRefusedAtPlanTime(boolean columns) {
    Database from = PostgresTestServer.get().database("t06_from" + columns);
    Database to = PostgresTestServer.get().database("t06_to" + columns);
    from.run(
        "CREATE TABLE n (id int PRIMARY KEY, v numeric)",
        "INSERT INTO n VALUES (1, repeat('9', 131072)::numeric), (2, 1e-16383), (3, 'NaN'),"
            + " (4, '-Infinity'), (5, 1.500)");
    Move move = new Move(from, to, "public.n");
    move.forceColumns = columns;
    move.run();
    assertThat(to.psql("SELECT * FROM landing.n")).isEqualTo(from.psql("SELECT * FROM n"));
    to.run("DROP TABLE landing.n", "CREATE TABLE landing.n (id int, v numeric(38,9))");
    assertThatThrownBy(move::planOnly)
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              assertThat(e.code()).isEqualTo("PG_TYPE_DRIFT");
              assertThat(e.place().field()).isEqualTo("v");
              assertThat(e.what()).contains("numeric", "numeric(38,9)");
            });
  }
}
