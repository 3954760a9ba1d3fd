package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.SchemaEvolution;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which values get through under discard, by pair of types, in both lanes. */
@Tag("integration")
class ConversionTest {
  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("conversion_from");
    to = PostgresTestServer.get().database("conversion_to");
    to.run(
        "CREATE SCHEMA IF NOT EXISTS landing",
        "CREATE TYPE landing.mood AS ENUM ('good', 'bad day')",
        "CREATE DOMAIN landing.small AS int CHECK (value < 10)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          bigint           ; integer        ; 2147483647,-2147483648        ; 2147483648
          bigint           ; smallint       ; -32768                        ; 32768
          bigint           ; double precision ; 2199023255552,-7            ; 9007199254740993
          numeric          ; integer        ; 7,7.00,-0                     ; 7.5,NaN,Infinity,1e30
          numeric          ; numeric(5,1)   ; 1.5,1.50,NaN                  ; 1.55,12345
          numeric          ; double precision ; 0.5,-3,NaN                  ; 0.1,1e400
          double precision ; real           ; 0.5,NaN,Infinity,-0           ; 0.1,1e300
          double precision ; integer        ; 7,-7,1e9                      ; 7.5,1e10,NaN
          double precision ; numeric(5,1)   ; 1.5,NaN                       ; 1.55,Infinity,1e300
          text             ; varchar(3)     ; abc,ü€é                       ; abcd
          text             ; integer        ; 42,-7                         ; 042,x,4.0,99999999999
          text             ; uuid           ; 0f8fad5b-d9cb-469f-a165-70867728950e ; x
          text             ; date           ; 2026-01-31,infinity           ; 31.01.2026,2026-02-30
          text             ; boolean        ; true,false                    ; t,yes,maybe
          text             ; landing.mood   ; good,bad day                  ; ugly
          text             ; landing.small  ; 9                             ; 10
          text             ; numeric[]      ; {1}                           ; {1,nope},[0:0]={1} x
          text             ; inet           ; 10.0.0.1/32                   ; 10.0.0.300
          text             ; json           ; {"a": 1}                      ; {a:1}
          timestamp        ; date           ; 2026-01-31 00:00:00,infinity  ; 2026-01-31 10:00:00
          timestamp        ; timestamp(0)   ; 2026-01-31 10:00:00           ; 2026-01-31 10:00:00.5
          varchar(20)      ; varchar(3)     ; abc                           ; abcd
          json             ; jsonb          ; {"a": 1}                      ; {"a":1}
          """)
  void onlyWhatComesBackUnchanged(String source, String target, String fitting, String others) {
    for (boolean columns : List.of(false, true)) {
      from.run(
          "DROP TABLE IF EXISTS t", "CREATE TABLE t (id serial PRIMARY KEY, v " + source + ")");
      to.run("DROP TABLE IF EXISTS landing.t", "CREATE TABLE landing.t (id int, v " + target + ")");
      for (String value : split(fitting)) {
        from.run("INSERT INTO t (v) VALUES ('" + value + "')");
      }
      from.run("INSERT INTO t (v) VALUES (NULL)");
      String fits = "SELECT v::text FROM t ORDER BY id";
      List<String> expected = from.psql(fits);
      for (String value : split(others)) {
        from.run("INSERT INTO t (v) VALUES ('" + value + "')");
      }
      Move move = new Move(from, to, "public.t");
      move.mode = LoadMode.INCREMENTAL_APPEND;
      move.forceColumns = columns;
      move.evolution = new SchemaEvolution(DriftPolicy.FAIL, DriftPolicy.FAIL, DriftPolicy.DISCARD);
      move.context.maxRejects = 100;
      move.run();
      assertThat(move.context.rejected).hasSize(split(others).size());
      assertThat(to.value("SELECT count(*) FROM landing.t"))
          .isEqualTo(String.valueOf(expected.size()));
      assertThat(to.value("SELECT max(id) FROM landing.t"))
          .isEqualTo(String.valueOf(split(fitting).size() + 1));
    }
  }

  private static List<String> split(String values) {
    return values.startsWith("{") && !values.contains("},")
        ? List.of(values)
        : List.of(values.split(",(?![^{]*})"));
  }
}
