package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.error.DponeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A type error names stream, column, key, both types and the remedy. */
@Tag("integration")
class IssueS02Test {
  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("s02_from");
    to = PostgresTestServer.get().database("s02_to");
  }

  @Test
  void atPlanTime() {
    from.run("CREATE TABLE n (id int PRIMARY KEY, amount numeric(12,4))");
    to.run(
        "CREATE SCHEMA IF NOT EXISTS landing",
        "CREATE TABLE landing.n (id int, amount numeric(10,2))");
    assertThatThrownBy(new Move(from, to, "public.n")::planOnly)
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              assertThat(e.place().stream()).isEqualTo("public.n");
              assertThat(e.place().field()).isEqualTo("amount");
              assertThat(e.what()).contains("numeric(12,4)", "numeric(10,2)", "landing");
              assertThat(e.remedy()).contains("allow");
            });
  }

  @Test
  void byRow() {
    from.run(
        "CREATE TABLE m (day date, who uuid, what text, n numeric(10,2), a int[], PRIMARY KEY (day,"
            + " who, what))",
        "INSERT INTO m VALUES ('2026-02-28', '00000000-0000-0000-0000-00000000000a', 'ü', 'NaN',"
            + " NULL), ('2026-03-01', '00000000-0000-0000-0000-00000000000b', 'v', 1, '{{1}}')");
    Move move = new Move(from, to, "public.m");
    move.forceColumns = true;
    move.context.maxRejects = 2;
    move.run();
    assertThat(move.context.rejected)
        .containsExactly(
            "public.m/n/PG_VALUE_OUT_OF_RANGE/the numeric NaN does not fit a decimal of scale 2"
                + " (numeric(10,2) read as decimal(10,2))",
            "public.m/a/PG_ARRAY_SHAPE/an array of 2 dimensions (integer[] read as array<int32>)");
    assertThat(move.context.rejectedKeys)
        .containsExactly(
            "2026-02-28,00000000-0000-0000-0000-00000000000a,ü",
            "2026-03-01,00000000-0000-0000-0000-00000000000b,v");
  }
}
