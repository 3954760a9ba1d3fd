package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.type.DataType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A numeric of scale 0 is a large whole number and never a double. */
@Tag("integration")
class IssueT04Test {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void wholeNumericsKeepEveryDigit(boolean columns) {
    Database from = PostgresTestServer.get().database("t04_from" + columns);
    Database to = PostgresTestServer.get().database("t04_to" + columns);
    from.run(
        "CREATE TABLE n (id numeric(38,0) PRIMARY KEY, w numeric(19,0))",
        "INSERT INTO n VALUES (9007199254740993, 9007199254740993), (-9007199254740993,"
            + " -9223372036854775809), (1e37, 9999999999999999999), (-1e37 - 1, 1), (1e38 - 1, 0)");
    Move move = new Move(from, to, "public.n");
    move.forceColumns = columns;
    move.run();
    assertThat(move.plan.streams().get(0).columns())
        .extracting(c -> c.type())
        .containsExactly(new DataType.Decimal(38, 0), new DataType.Decimal(19, 0));
    assertThat(to.psql("SELECT * FROM landing.n")).isEqualTo(from.psql("SELECT * FROM n"));
  }
}
