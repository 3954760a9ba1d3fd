package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.connector.postgres.testing.TextRead;
import dpone.spi.error.DponeException;
import dpone.spi.source.ReadMode;
import dpone.spi.source.Source;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** Rows as lines of text: the server's own bytes, read back by the server itself. */
@Tag("integration")
class TextLaneTest {
  private static final TimeZone ZONE = TimeZone.getDefault();
  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("text_from");
    to = PostgresTestServer.get().database("text_to");
    for (Database database : List.of(from, to)) {
      database.run(
          "CREATE TYPE mood AS ENUM ('sad', E'a\\tb')",
          "CREATE TYPE pair AS (a int, b text)",
          "CREATE DOMAIN amount AS numeric(10,2)",
          "CREATE TABLE nasty (id int PRIMARY KEY, t text, c char(4), b bytea, n numeric, f real,"
              + " d double precision, a amount, day date, at timestamptz, i interval, j json,"
              + " jb jsonb, ts text[], ns numeric[], ms mood[], m mood, p pair, cash money,"
              + " r int4range, ok boolean, u uuid, net inet, far timestamp)");
    }
    from.run(
        "INSERT INTO nasty VALUES"
            + " (1, '', '', '', 0, '-0', 'NaN', 0, '4713-01-01 BC', 'infinity', '0', '{}', '{}',"
            + " '{}', '{}', '{}', 'sad', '(,)', '$0.00', 'empty', true, gen_random_uuid(), '::1',"
            + " '-infinity')",
        "INSERT INTO nasty (id) VALUES (2)",
        "INSERT INTO nasty (id, t, ts, j, p, m, b, ms) VALUES (3, E'\\\\N', ARRAY[E'\\\\N', NULL,"
            + " 'NULL', '', '{a,b}', E'\\t\\n\"\\\\'], E'{\"a\":\\n\\t\"\\\\\\\\N\"}', ROW(1,"
            + " E'\\n\\t'), E'a\\tb', '\\x005c4e090a0dff', ARRAY[E'a\\tb'::mood])",
        "INSERT INTO nasty (id, t) VALUES (4, E'\\\\.'), (5, E'a\\tb\\nc\\rd\\\\e\\x0b\\b\\f\\x01'),"
            + " (6, E'\\r\\n'), (7, 'ü€😀' || chr(133) || chr(8232)), (8, E'\\\\\\\\'),"
            + " (9, E'trailing\\\\'), (10, E'\\n'), (11, E'\\t')",
        "INSERT INTO nasty (id, f, d, n, at, i, cash) VALUES (12, 1e-45, 5e-324, 1e400,"
            + " '2026-03-29 01:00:00.000001+00', '1 year 2 mons -3 days 04:05:06.000007',"
            + " '-92233720368547758.08'), (13, 3.4028235e38, 0.1, 'NaN', '-infinity', '-1 mon',"
            + " '12.34')",
        "INSERT INTO nasty (id, t, b) SELECT 14, repeat(E'\\t\\\\é\\n', 2000000),"
            + " decode(repeat('5c0a', 1000000), 'hex')",
        "INSERT INTO nasty (id, t) SELECT i, md5(i::text) FROM generate_series(15, 9000) i");
  }

  @AfterEach
  void zoneBack() {
    TimeZone.setDefault(ZONE);
  }

  /** The same lines as a client gets that has never heard of dpone. */
  private static byte[] plainly(String select) throws Exception {
    try (Connection connection = from.connect();
        var statement = connection.createStatement()) {
      for (String setting :
          List.of(
              "TimeZone = 'UTC'",
              "DateStyle = 'ISO'",
              "IntervalStyle = 'postgres'",
              "bytea_output = 'hex'",
              "extra_float_digits = 1")) {
        statement.execute("SET " + setting);
      }
      ByteArrayOutputStream lines = new ByteArrayOutputStream();
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut("COPY (" + select + ") TO STDOUT", lines);
      return lines.toByteArray();
    }
  }

  private static void load(byte[] lines, String table) throws Exception {
    try (Connection connection = to.connect()) {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("COPY " + table + " FROM STDIN", new ByteArrayInputStream(lines));
    }
  }

  @Test
  void linesAreTheServersOwnAndMeanTheSameRows() throws Exception {
    TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
    TextRead read = TextRead.of(new Move(from, to, "public.nasty"));
    assertThat(read.rows()).isEqualTo(read.told()).isEqualTo(9000);
    assertThat(read.chunks()).isGreaterThan(2);
    assertThat(read.layout())
        .isEqualTo(
            "int4,text,bpchar,bytea,numeric,float4,float8,numeric,date,timestamptz,interval,json,"
                + "jsonb,_text,_numeric,_text,text,text,numeric,text,bool,uuid,inet,timestamp");
    byte[] plain =
        plainly("SELECT " + select().replace("cash", "cash::numeric") + " FROM nasty ORDER BY id");
    assertThat(read.lines()).isEqualTo(plain);
    load(read.lines(), "nasty");
    String digest =
        "SELECT count(*), sum(hashtextextended(n::text, 0)), max(length(t)), max(length(b)) FROM"
            + " nasty n";
    assertThat(to.psql(digest)).isEqualTo(from.psql(digest));
  }

  private static String select() {
    return from.value(
        "SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid ="
            + " 'nasty'::regclass AND attnum > 0");
  }

  @Test
  void everyWayOfReadingTakesIt() throws Exception {
    from.run(
        "CREATE TABLE steps (id int PRIMARY KEY, at timestamptz NOT NULL, t text)",
        "INSERT INTO steps SELECT i, '2026-01-01'::timestamptz + i * interval '1 s',"
            + " E'\\t' || i FROM generate_series(1, 20000) i",
        "ANALYZE steps");
    Move whole = new Move(from, to, "public.steps");
    whole.parallelism = 3;
    whole.sourceOptions.put("min_split", 65_536);
    TextRead all = TextRead.of(whole);
    assertThat(all.splits()).isGreaterThan(2);
    assertThat(String.join("\n", all.sorted()))
        .isEqualTo(
            String.join(
                "\n",
                new String(plainly("SELECT * FROM steps"), StandardCharsets.UTF_8)
                    .lines()
                    .sorted()
                    .toList()));
    for (String cursor : List.of("at", "xmin")) {
      Move increment = new Move(from, to, "public.steps");
      increment.cursor = cursor;
      increment.readMode = ReadMode.FROM_POSITION;
      TextRead first = TextRead.of(increment);
      assertThat(first.rows()).isEqualTo(Long.parseLong(from.value("SELECT count(*) FROM steps")));
      increment.position = first.position();
      from.run(
          "INSERT INTO steps SELECT max(id) + 1, max(at) + interval '1 s', E'new\\n' FROM steps");
      TextRead second = TextRead.of(increment);
      assertThat(second.sorted()).anyMatch(line -> line.endsWith("\tnew\\n"));
      assertThat(second.rows()).isEqualTo(second.told()).isLessThan(3);
    }
    Move chunked = new Move(from, to, "public.steps");
    chunked.readMode = ReadMode.FROM_POSITION;
    chunked.chunkRows = 5000;
    long rows = 0;
    for (int i = 0; i < 5; i++) {
      TextRead chunk = TextRead.of(chunked);
      chunked.position = chunk.position();
      rows += chunk.rows();
    }
    assertThat(rows).isEqualTo(20002);
  }

  @Test
  void tablesWithoutColumnsOrRowsAndQueriesAreLinesToo() throws Exception {
    from.run(
        "CREATE TABLE bare ()",
        "INSERT INTO bare DEFAULT VALUES",
        "INSERT INTO bare DEFAULT VALUES",
        "CREATE TABLE empty (id int)");
    TextRead bare = TextRead.of(new Move(from, to, "public.bare"));
    assertThat(new String(bare.lines(), StandardCharsets.US_ASCII)).isEqualTo("\n\n");
    assertThat(bare.rows()).isEqualTo(2);
    assertThat(TextRead.of(new Move(from, to, "public.empty")).rows()).isZero();
    Move query = new Move(from, to, "public.q");
    query.query = "SELECT i, '\\N' AS t, NULL::bytea AS b FROM generate_series(1, 3) i";
    assertThat(TextRead.of(query).sorted())
        .containsExactly("1\t\\\\N\t\\N", "2\t\\\\N\t\\N", "3\t\\\\N\t\\N");
  }

  @Test
  void aCellAboveTheLimitIsNamed() {
    from.run(
        "CREATE TABLE wide (id int, t text)", "INSERT INTO wide VALUES (1, repeat('x', 5000000))");
    Move move = new Move(from, to, "public.wide");
    move.context.maxCellBytes = 5_000_000;
    assertThat(TextRead.of(move).rows()).isEqualTo(1);
    move.context.maxCellBytes--;
    assertThatThrownBy(() -> TextRead.of(move))
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              assertThat(e.code()).isEqualTo("PG_CELL_TOO_LARGE");
              assertThat(e.what()).contains("column 2", "5000000", "4999999");
            });
    assertThat(move.context.reserved.get()).isZero();
  }

  @Test
  void thePlanSaysWhatItIsAndThisSinkTakesBinary() {
    Move move = new Move(from, to, "public.nasty");
    move.target = "landing.chosen";
    assertThat(move.planOnly().streams().get(0).wire().orElseThrow().name())
        .isEqualTo("postgres-copy-binary");
    try (Source source = move.source()) {
      StreamInfo info = source.describe(move.selection());
      assertThat(info.wireFormats().get(0).name()).isEqualTo("postgres-copy-binary");
      assertThat(
              source.explain(
                  new StreamRead(
                      move.selection(),
                      info.schema(),
                      ReadMode.FULL,
                      info.wireFormats().get(info.wireFormats().size() - 1))))
          .anyMatch(line -> line.contains("COPY text"));
    }
  }
}
