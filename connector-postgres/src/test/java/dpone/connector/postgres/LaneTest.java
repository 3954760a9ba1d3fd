package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.sink.StreamPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class LaneTest {
  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("lane_from");
    to = PostgresTestServer.get().database("lane_to");
    from.run(
        "CREATE TABLE lanes (id int PRIMARY KEY, price numeric(6,2), at timestamptz, note text)",
        "INSERT INTO lanes SELECT i, i / 8.0, '2026-01-01'::timestamptz + i * interval '1 hour',"
            + " CASE WHEN i % 3 > 0 THEN 'ü' || i END FROM generate_series(1, 5000) i");
  }

  @Test
  void passesBytesOnUnlessTheManifestAsksForColumns() {
    Move undecoded = new Move(from, to, "public.lanes");
    undecoded.target = "landing.undecoded";
    Move decoded = new Move(from, to, "public.lanes");
    decoded.target = "landing.decoded";
    decoded.sinkOptions.put("lane", "columns");

    StreamPlan wire = undecoded.run().plan.streams().get(0);
    StreamPlan columns = decoded.run().plan.streams().get(0);

    assertThat(wire.wireFormat()).isNotNull();
    assertThat(columns.wireFormat()).isNull();
    assertThat(columns.notes()).contains("lane: columns, as the manifest says");
    assertThat(to.psql("SELECT * FROM landing.decoded"))
        .isEqualTo(to.psql("SELECT * FROM landing.undecoded"))
        .isEqualTo(from.psql("SELECT * FROM lanes"));
  }

  @Test
  void aRowThatCannotBeDecodedIsRejectedByItselfInTheColumnLane() {
    from.run(
        "CREATE TABLE odd (id int, price numeric(6,2))",
        "INSERT INTO odd VALUES (1, 1.5), (2, 'NaN'), (3, 2.5)");
    Move move = new Move(from, to, "public.odd");
    move.sinkOptions.put("lane", "columns");
    move.context.maxRejects = 1;
    move.run();
    assertThat(move.context.rejected).hasSize(1);
    assertThat(to.column("SELECT id FROM landing.odd ORDER BY 1")).containsExactly("1", "3");
  }

  @Test
  void aNewTableIsAnalyzedUnlessTheManifestLeavesThatToTheServer() {
    Move analyzed = new Move(from, to, "public.lanes");
    analyzed.target = "landing.analyzed";
    analyzed.run();
    Move left = new Move(from, to, "public.lanes");
    left.target = "landing.left_alone";
    left.sinkOptions.put("analyze", false);
    left.run();
    String statistics =
        "SELECT count(*) FROM pg_stats WHERE schemaname = 'landing' AND tablename = ";
    assertThat(to.value(statistics + "'analyzed'")).isEqualTo("4");
    assertThat(to.value(statistics + "'left_alone'")).isEqualTo("0");
  }
}
