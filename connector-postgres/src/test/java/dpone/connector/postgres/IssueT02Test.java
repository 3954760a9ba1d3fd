package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers inside of JSON keep every digit: no codec parses them. */
@Tag("integration")
class IssueT02Test {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void numbersInJsonAreNotParsed(boolean columns) {
    Database from = PostgresTestServer.get().database("t02_from" + columns);
    Database to = PostgresTestServer.get().database("t02_to" + columns);
    from.run(
        "CREATE TABLE n (id int PRIMARY KEY, j json, b jsonb)",
        "INSERT INTO n SELECT row_number() OVER (), v, v::jsonb FROM (VALUES ('0.1'::json),"
            + " ('1.10'), ('9007199254740993'), ('123456789012345678901234567890.0000000001'),"
            + " ('1e400'), ('[-0.0, 1E-7, {\"a\": 0.30000000000000000001}]')) AS v(v)");
    Move move = new Move(from, to, "public.n");
    move.forceColumns = columns;
    move.run();
    assertThat(to.psql("SELECT * FROM landing.n")).isEqualTo(from.psql("SELECT * FROM n"));
  }
}
