package dpone.acceptance.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.acceptance.routes.Systems.Kind;
import dpone.runtime.manifest.Manifest;
import dpone.runtime.receipt.RunReceipt;
import dpone.runtime.verify.Difference;
import dpone.runtime.verify.VerifyReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The same rows have the same fingerprint in PostgreSQL and in ClickHouse, each computed by the
 * system itself, and a cell that differs is found by its key.
 */
@Tag("integration")
class FingerprintPairTest {
  private static final String COLUMNS =
      "id bigint primary key, small smallint, n numeric(20,4), any_n numeric, f4 float4, f8 float8,"
          + " b boolean, d date, t0 timestamp(0), t6 timestamp, tz timestamptz, by bytea, j jsonb,"
          + " u uuid, s text";
  private static Systems systems;
  private static Map<String, Object> postgres;

  @BeforeAll
  static void open() throws IOException {
    systems = new Systems();
    postgres = systems.open(Kind.POSTGRES, "shop");
    systems.place(Kind.CLICKHOUSE);
  }

  @AfterAll
  static void close() {
    systems.close();
  }

  private static void execute(String... statements) throws SQLException {
    String url =
        "jdbc:postgresql://%s:%s/%s"
            .formatted(postgres.get("host"), postgres.get("port"), postgres.get("database"));
    try (Connection connection =
            DriverManager.getConnection(
                url, postgres.get("user").toString(), postgres.get("password").toString());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static Manifest manifest(String name, Kind from, Kind to) throws IOException {
    String text =
        """
        name: %s
        source:
          type: %s
          connection: { service: %s, database: %s }
          streams: [ { name: %s } ]
        sink:
          type: %s
          connection: { service: %s, database: %s }
          table: %s
          strategy: { mode: full_refresh, unique_key: [id] }
        """
            .formatted(
                name,
                from.text(),
                from.text(),
                from == Kind.POSTGRES ? "shop" : "warehouse",
                from == Kind.POSTGRES ? "public.things" : "things, bytes: [by]",
                to.text(),
                to.text(),
                "warehouse",
                to == Kind.POSTGRES ? "public.things_back" : "things");
    Path file = Files.writeString(systems.folder().resolve(name + ".yaml"), text);
    return systems.dpone().read(file).getFirst();
  }

  private static VerifyReport loaded(Manifest manifest) {
    RunReceipt receipt = systems.dpone().run(manifest);
    assertThat(receipt.succeeded()).as(receipt.toJson()).isTrue();
    return systems.dpone().verify(manifest, 20);
  }

  @Test
  void theSameRowsHaveTheSameFingerprintInBoth() throws Exception {
    execute(
        "create table things (" + COLUMNS + ")",
        "insert into things select i, i % 100 - 50, i / 7.0, (i * 31) / 1000.0, i / 3.0, sqrt(i),"
            + " i % 2 = 0, date '1999-12-30' + i, timestamp '1969-12-31 23:59:00' + i * interval '1"
            + " second', timestamp '1999-01-01' + i * interval '1.000001 hour', timestamptz"
            + " '2026-01-01 00:00+02' + i * interval '0.25 second', decode(md5(i::text), 'hex'),"
            + " jsonb_build_object('i', i, 's', 'ü'), md5(i::text)::uuid, 'Straße ' || i"
            + " from generate_series(1, 3000) i",
        "insert into things (id) values (0)",
        "insert into things values (-1, -32768, -9999999999999999.9999, -0.00001, '-0', 'NaN',"
            + " false, '1900-01-01', '1900-01-01', '2299-12-31 23:59:59.999999', '1900-01-01 00:00+00',"
            + " '', '{}', '00000000-0000-0000-0000-000000000000', ''), (-2, 32767, 0, 1000000, 'Infinity',"
            + " '-Infinity', true, '2299-12-31', '1970-01-01', '1970-01-01', '1970-01-01 00:00+00',"
            + " '\\x00ff', 'null', 'ffffffff-ffff-ffff-ffff-ffffffffffff', E'tab\\t line\\n')");
    Manifest there = manifest("things_there", Kind.POSTGRES, Kind.CLICKHOUSE);
    VerifyReport equal = loaded(there);
    assertThat(equal.equal()).as(equal.toJson()).isTrue();
    assertThat(equal.streams().getFirst().sourceRows()).isEqualTo(3003);
    assertThat(equal.streams().getFirst().columns()).isEqualTo(15);
    VerifyReport back = loaded(manifest("things_back", Kind.CLICKHOUSE, Kind.POSTGRES));
    assertThat(back.equal()).as(back.toJson()).isTrue();

    execute(
        "update things set n = n + 0.0001 where id = 17",
        "update things set t6 = t6 + interval '1 microsecond' where id = 18",
        "update things set s = s || ' ' where id = -2",
        "delete from things where id = 19",
        "insert into things (id) values (99999)");
    VerifyReport different = systems.dpone().verify(there, 20);
    assertThat(different.streams().getFirst().differences())
        .containsExactlyInAnyOrder(
            new Difference(Difference.Kind.CHANGED, "17"),
            new Difference(Difference.Kind.CHANGED, "18"),
            new Difference(Difference.Kind.CHANGED, "-2"),
            new Difference(Difference.Kind.MISSING_AT_TARGET, "99999"),
            new Difference(Difference.Kind.ONLY_AT_TARGET, "19"));
  }
}
