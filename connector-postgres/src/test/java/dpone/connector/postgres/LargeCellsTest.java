package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.error.DponeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells up to the limit arrive; one above it is an error with its name. */
@Tag("integration")
class LargeCellsTest {
  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("large_from");
    to = PostgresTestServer.get().database("large_to");
    from.run(
        "CREATE TABLE large (id int PRIMARY KEY, t text, b bytea, j jsonb, js json, a text[])",
        "INSERT INTO large SELECT 1, string_agg(md5(i::text), ''), NULL, NULL, NULL, NULL FROM"
            + " generate_series(1, 52428800 / 32) i",
        "INSERT INTO large SELECT 2, NULL, decode(left(t, 30000000), 'hex'), NULL, NULL,"
            + " ARRAY[left(t, 9000000), NULL, right(t, 9000000)] FROM large",
        "INSERT INTO large SELECT 3, 'small', NULL, v, v, NULL FROM (SELECT jsonb_object_agg('k' ||"
            + " i, repeat('v', 100)) FROM generate_series(1, 190000) i) AS v(v)");
  }

  private static final String DIGEST =
      "SELECT id, length(t), md5(t), md5(b), length(j::text), md5(j::text), md5(js::text),"
          + " md5(a::text) FROM ";

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void arriveWithinTheLimit(boolean columns) {
    Move move = new Move(from, to, "public.large");
    move.forceColumns = columns;
    move.run();
    assertThat(to.psql(DIGEST + "landing.large"))
        .isEqualTo(from.psql(DIGEST + "large"))
        .anyMatch(row -> row.startsWith("1|52428800|"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void areNamedAboveTheLimit(boolean columns) {
    Move move = new Move(from, to, "public.large");
    move.target = "landing.too_large";
    move.forceColumns = columns;
    move.context.maxCellBytes = 50 << 20;
    move.context.maxCellBytes--;
    assertThatThrownBy(move::run)
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              assertThat(e.code()).isEqualTo("PG_CELL_TOO_LARGE");
              assertThat(e.what()).contains("52428800", "52428799");
              assertThat(e.place().stream()).isEqualTo("public.large");
            });
    assertThat(to.value("SELECT to_regclass('landing.too_large') IS NULL")).isEqualTo("t");
  }
}
