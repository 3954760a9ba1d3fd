package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.error.DponeException;
import dpone.spi.sink.Fidelity;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every type, both lanes, read back by psql. */
@Tag("integration")
class TypesTest {
  private static final TimeZone ZONE = TimeZone.getDefault();
  private static Database from;
  private static Database to;

  private record Sample(String type, String... values) {}

  private static final List<Sample> SAMPLES =
      List.of(
          new Sample("boolean", "true", "false"),
          new Sample("smallint", "-32768", "32767"),
          new Sample("integer", "-2147483648", "2147483647"),
          new Sample("bigint", "-9223372036854775808", "9007199254740993"),
          new Sample("oid", "4294967295", "0"),
          new Sample("real", "'-0'", "'NaN'", "'Infinity'", "3.4028235e38", "1e-45"),
          new Sample("double precision", "'-0'", "'NaN'", "'-Infinity'", "0.1", "5e-324"),
          new Sample("numeric(10,2)", "-99999999.99", "0.01", "0", "100", "-0.5"),
          new Sample(
              "numeric(38,0)", "99999999999999999999999999999999999999", "-1", "9007199254740993"),
          new Sample("numeric(38,38)", "0.99999999999999999999999999999999999999", "-1e-38"),
          new Sample("numeric(20,4)", "9999999999999999.9999", "-0.0001", "10000"),
          new Sample(
              "numeric(60,20)",
              "'NaN'",
              "1e39",
              "-12345678901234567890123456789.00000000000000000001"),
          new Sample("numeric(5,-2)", "1234500", "-9999900"),
          new Sample("numeric(3,5)", "0.00999", "-0.00001"),
          new Sample(
              "numeric",
              "'NaN'",
              "'Infinity'",
              "'-Infinity'",
              "1.00",
              "0.000",
              "1e400",
              "-1e-400",
              "10000",
              "0.00001"),
          new Sample("money", "'12.34'", "'-92233720368547758.08'"),
          new Sample("text", "''", "'ü€😀'", "E'a\\nb\\t\\\\'", "repeat('x', 100000)"),
          new Sample("varchar(20)", "'abc'"),
          new Sample("char(5)", "'ab'", "'abcde'"),
          new Sample("\"char\"", "'x'"),
          new Sample("name", "'Some Name'"),
          new Sample("citext", "'CaSe'"),
          new Sample("bytea", "'\\x00ff'", "''"),
          new Sample(
              "date",
              "'infinity'",
              "'-infinity'",
              "'4713-01-01 BC'",
              "'5874897-12-31'",
              "'1970-01-01'"),
          new Sample("time", "'24:00'", "'00:00:00.000001'"),
          new Sample("time(3)", "'12:34:56.789'"),
          new Sample("timetz", "'24:00+15:59'", "'01:02:03.4-08'"),
          new Sample(
              "timestamp",
              "'infinity'",
              "'-infinity'",
              "'4713-01-01 BC'",
              "'10000-01-01'",
              "'1999-12-31 23:59:59.999999'"),
          new Sample("timestamp(0)", "'2026-03-29 02:30:00'"),
          new Sample(
              "timestamptz",
              "'infinity'",
              "'-infinity'",
              "'4713-01-01 BC'",
              "'2026-03-29 01:00:00+00'",
              "'2026-10-25 00:30:00+00'",
              "'2026-10-25 01:30:00+00'"),
          new Sample("interval", "'1 year 2 months -3 days 04:05:06.000007'", "'-1 mon +1 day'"),
          new Sample(
              "uuid",
              "'ffffffff-ffff-ffff-ffff-ffffffffffff'",
              "'00000000-0000-0000-0000-000000000000'"),
          new Sample("json", "'{\"b\": 1,  \"a\":[1.10, null]}'"),
          new Sample("jsonb", "'{\"b\": 1,  \"a\":[1.10, null]}'", "'\"x\"'"),
          new Sample("xml", "'<a>ü</a>'"),
          new Sample("bit(5)", "B'10101'"),
          new Sample("varbit", "B''", "B'101'"),
          new Sample("inet", "'192.168.0.1/24'", "'::1'"),
          new Sample("cidr", "'10.0.0.0/8'"),
          new Sample("macaddr", "'08:00:2b:01:02:03'"),
          new Sample("macaddr8", "'08:00:2b:01:02:03:04:05'"),
          new Sample("tsvector", "'a:1 fat:2'"),
          new Sample("tsquery", "'fat & !rat'"),
          new Sample("point", "'(1.5,-2)'"),
          new Sample("box", "'((1,2),(3,4))'"),
          new Sample("path", "'[(0,0),(1,1)]'"),
          new Sample("circle", "'<(1,2),3>'"),
          new Sample("pg_lsn", "'16/B374D848'"),
          new Sample("int4range", "'[1,5)'", "'empty'"),
          new Sample("tstzmultirange", "'{[2020-01-01,2020-02-01)}'"),
          new Sample("mood", "'sad'", "'happy ü'"),
          new Sample("email", "'a@b'"),
          new Sample("amount", "12.30"),
          new Sample("hstore", "'a=>1, b=>NULL'"),
          new Sample("int[]", "'{}'", "'{1,NULL,3}'"),
          new Sample("numeric[]", "'{1.50,NULL,NaN}'"),
          new Sample("numeric(12,3)[]", "'{1.5,NULL}'"),
          new Sample("text[]", "'{\"\",NULL,\"a,b\"}'"),
          new Sample("varchar(9)[]", "'{a,b}'"),
          new Sample("timestamptz[]", "'{infinity,2026-01-01}'"),
          new Sample("uuid[]", "'{00000000-0000-0000-0000-000000000001}'"),
          new Sample("jsonb[]", "ARRAY['{\"a\":1}'::jsonb]"),
          new Sample("inet[]", "'{10.0.0.1,NULL}'"));

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("types_from");
    to = PostgresTestServer.get().database("types_to");
    for (Database database : List.of(from, to)) {
      database.run(
          "CREATE EXTENSION IF NOT EXISTS citext",
          "CREATE EXTENSION IF NOT EXISTS hstore",
          "CREATE TYPE mood AS ENUM ('sad', 'happy ü')",
          "CREATE DOMAIN email AS text CHECK (value LIKE '%@%')",
          "CREATE DOMAIN amount AS numeric(10,2)");
    }
    StringBuilder ddl = new StringBuilder("CREATE TABLE every (row_no int PRIMARY KEY");
    int longest = 0;
    for (int i = 0; i < SAMPLES.size(); i++) {
      ddl.append(", c").append(i).append(' ').append(SAMPLES.get(i).type);
      longest = Math.max(longest, SAMPLES.get(i).values.length);
    }
    from.run(ddl.append(")").toString());
    for (int row = 0; row <= longest; row++) {
      int n = row;
      from.run(
          "INSERT INTO every VALUES ("
              + row
              + ", "
              + SAMPLES.stream()
                  .map(s -> n < s.values.length ? s.values[n] : "NULL")
                  .collect(Collectors.joining(", "))
              + ")");
    }
  }

  @AfterEach
  void zoneBack() {
    TimeZone.setDefault(ZONE);
  }

  private static List<String> texts(Database database, String table) {
    return database.psql(
        "SELECT row_no, "
            + java.util.stream.IntStream.range(0, SAMPLES.size())
                .mapToObj(i -> "c" + i + "::text")
                .collect(Collectors.joining(", "))
            + " FROM "
            + table);
  }

  private static List<String> types(Database database, String table) {
    return database.column(
        "SELECT attname || ' ' || format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid"
            + " = '"
            + table
            + "'::regclass AND attnum > 0 ORDER BY attnum");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyTypeArrivesExactly(boolean columns) {
    // The JVM's zone must not matter: the session's is UTC, the values are instants.
    TimeZone.setDefault(TimeZone.getTimeZone(columns ? "America/St_Johns" : "Pacific/Apia"));
    Move move = new Move(from, to, "public.every");
    move.target = columns ? "landing.typed" : "landing.passed";
    if (columns) {
      move.sinkOptions.put("publish", "auto");
    }
    move.planOnly();
    assertThat(move.plan.streams().get(0).wire()).isPresent();
    assertThat(move.plan.streams().get(0).columns())
        .allSatisfy(c -> assertThat(c.fidelity()).as(c.source()).isEqualTo(Fidelity.EXACT));
    move.forceColumns = columns;
    move.run();
    assertThat(move.plan.streams().get(0).wire().isPresent()).isEqualTo(!columns);
    assertThat(texts(to, move.target)).isEqualTo(texts(from, "every"));
    assertThat(types(to, move.target)).isEqualTo(types(from, "every"));
    // Again into the table that is there now.
    move.run();
    assertThat(texts(to, move.target)).isEqualTo(texts(from, "every"));
  }

  @Test
  void timestampBeyondTheRangeIsRejectedByRowInTheColumnarLaneOnly() {
    from.run(
        "CREATE TABLE far (id int PRIMARY KEY, at timestamptz)",
        "INSERT INTO far VALUES (1, '294276-12-31'), (2, '2026-01-01')");
    Move wire = new Move(from, to, "public.far").run();
    assertThat(to.psql("SELECT * FROM landing.far")).isEqualTo(from.psql("SELECT * FROM far"));
    assertThat(wire.rowsWritten).isEqualTo(2);
    Move typed = new Move(from, to, "public.far");
    typed.forceColumns = true;
    assertThatThrownBy(typed::run).isInstanceOf(DponeException.class);
    assertThat(typed.context.rejected)
        .singleElement()
        .asString()
        .startsWith("public.far/at/PG_VALUE_OUT_OF_RANGE");
    assertThat(to.value("SELECT count(*) FROM landing.far")).isEqualTo("2");
    typed.context.rejected.clear();
    typed.context.maxRejects = 1;
    typed.run();
    assertThat(typed.rowsRead).isEqualTo(2);
    assertThat(to.value("SELECT count(*) FROM landing.far")).isEqualTo("1");
  }

  @Test
  void arraysOfSeveralDimensionsPassTheWireAndAreRefusedAsColumns() {
    from.run(
        "CREATE TABLE matrix (id int PRIMARY KEY, m int[])",
        "INSERT INTO matrix VALUES (1, '{{1,2},{3,4}}'), (2, '[0:1]={5,6}')");
    new Move(from, to, "public.matrix").run();
    assertThat(to.psql("SELECT * FROM landing.matrix"))
        .isEqualTo(from.psql("SELECT * FROM matrix"));
    Move typed = new Move(from, to, "public.matrix");
    typed.forceColumns = true;
    typed.context.maxRejects = 5;
    typed.run();
    assertThat(typed.context.rejected)
        .hasSize(2)
        .allSatisfy(r -> assertThat(r).startsWith("public.matrix/m/PG_ARRAY_SHAPE"));
  }

  @Test
  void whatMeansSomethingInOneDatabaseOnlyTravelsAsText() {
    for (Database database : List.of(from, to)) {
      database.run("CREATE TYPE pair AS (a int, b text)");
    }
    from.run(
        "CREATE TABLE odd (id int PRIMARY KEY, p pair, ps pair[], ms mood[], r regclass)",
        "INSERT INTO odd VALUES (1, '(1,\"x,y\")', ARRAY['(1,a)', NULL]::pair[], '{sad}', 'odd')");
    to.run("CREATE TABLE public.odd ()");
    for (boolean columns : new boolean[] {false, true}) {
      Move move = new Move(from, to, "public.odd");
      move.forceColumns = columns;
      move.run();
      assertThat(move.plan.streams().get(0).wire().isPresent()).isEqualTo(!columns);
      assertThat(to.psql("SELECT * FROM landing.odd")).isEqualTo(from.psql("SELECT * FROM odd"));
      assertThat(types(to, "landing.odd")).isEqualTo(types(from, "odd"));
    }
    // Into the same database the bytes mean the same.
    Move same = new Move(from, from, "public.odd").run();
    assertThat(same.plan.streams().get(0).notes()).noneMatch(n -> n.contains("sent as text"));
    assertThat(from.psql("SELECT * FROM landing.odd")).isEqualTo(from.psql("SELECT * FROM odd"));
  }

  @Test
  void bothIndependentClientsSeeTheSame() {
    assertThat(from.texts("SELECT * FROM every")).isEqualTo(from.psql("SELECT * FROM every"));
  }

  @Test
  void strangeTables() {
    String wide =
        java.util.stream.IntStream.rangeClosed(1, 1600)
            .mapToObj(i -> "c" + i + " smallint")
            .collect(Collectors.joining(", "));
    from.run(
        "CREATE TABLE wide (" + wide + ")",
        "INSERT INTO wide (c1, c1600) SELECT i, i FROM generate_series(1, 50) i",
        "CREATE TABLE nothing ()",
        "INSERT INTO nothing DEFAULT VALUES",
        "INSERT INTO nothing DEFAULT VALUES",
        "CREATE TABLE \"Select \"\"From\"\".Where\" (\"select\" int PRIMARY KEY, \"Ü x\" text,"
            + " \"a\"\"b\" int GENERATED ALWAYS AS (\"select\" * 2) STORED)",
        "INSERT INTO \"Select \"\"From\"\".Where\" VALUES (1, 'x')");
    for (boolean columns : new boolean[] {false, true}) {
      for (String stream :
          List.of("public.wide", "public.nothing", "public.\"Select \"\"From\"\".Where\"")) {
        Move move = new Move(from, to, stream);
        move.target = "landing." + stream.substring(7);
        move.forceColumns = columns;
        move.run();
        if (stream.equals("public.nothing")) {
          assertThat(to.value("SELECT count(*) FROM landing.nothing")).isEqualTo("2");
        } else {
          assertThat(to.psql("SELECT * FROM " + move.target))
              .isEqualTo(from.psql("SELECT * FROM " + stream));
        }
      }
    }
  }
}
