package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.context.Boundary;
import dpone.spi.error.DponeException;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.SchemaEvolution;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Types that somebody made at the source: made at the target too, or refused by column. */
@Tag("integration")
class NativeTypesTest {
  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("native_from");
    to = PostgresTestServer.get().database("native_to");
  }

  private static void refused(Move move, String code, String... parts) {
    assertThatThrownBy(move::planOnly)
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.place().field()).isNotNull();
              assertThat(e.toString() + e.remedy()).contains(parts);
            });
    assertThat(to.value("SELECT to_regclass('" + move.target + "') IS NULL")).isEqualTo("t");
  }

  private static boolean has(String type) {
    return to.value("SELECT to_regtype('" + type + "') IS NOT NULL").equals("t");
  }

  private static final String CATALOGUE =
      """
      SELECT t.typname, t.typtype, format_type(t.typbasetype, t.typtypmod), t.typnotnull,
        (SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum
          WHERE enumtypid = t.oid),
        (SELECT string_agg(conname || pg_get_constraintdef(oid), ',' ORDER BY conname)
          FROM pg_constraint WHERE contypid = t.oid AND conname <> 'listed'),
        (SELECT string_agg(attname || format_type(atttypid, atttypmod) || attcollation, ','
          ORDER BY attnum) FROM pg_attribute WHERE attrelid = t.typrelid AND attnum > 0
            AND NOT attisdropped),
        (SELECT format_type(rngsubtype, NULL) || rngsubdiff::regproc FROM pg_range
          WHERE rngtypid = t.oid)
      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
      WHERE n.nspname = 'My "Types"' AND t.typcategory <> 'A' ORDER BY 1
      """;

  @Test
  void makesEveryKindInOrderAndShowsIt() {
    from.run(
        "CREATE SCHEMA \"My \"\"Types\"\"\"",
        "SET search_path = \"My \"\"Types\"\"\"",
        "CREATE TYPE \"Mood, or so\" AS ENUM ('sad', 'it''s', 'back\\slash', 'ü')",
        "ALTER TYPE \"Mood, or so\" ADD VALUE 'between' BEFORE 'ü'",
        "CREATE DOMAIN \"select\" AS varchar(20) COLLATE \"C\" NOT NULL"
            + " CONSTRAINT \"not empty\" CHECK (value <> '')"
            + " CONSTRAINT listed CHECK (value IN ('a', 'b', 'c'))",
        "CREATE DOMAIN over_domain AS \"select\" CHECK (value <> 'c')",
        "CREATE DOMAIN moods AS \"Mood, or so\"[] CHECK (cardinality(value) < 3)",
        "CREATE TYPE inner_row AS (m \"Mood, or so\", d over_domain, gone int, t text COLLATE"
            + " \"C\")",
        "ALTER TYPE inner_row DROP ATTRIBUTE gone",
        "CREATE TYPE outer_row AS (i inner_row, \"is\" inner_row[], n numeric(10,2))",
        "CREATE TYPE speeds AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi,"
            + " MULTIRANGE_TYPE_NAME = many_speeds)",
        "CREATE TYPE moodspan AS RANGE (SUBTYPE = \"Mood, or so\")",
        "CREATE TYPE plain_row AS (a int, b text[], c timestamptz)",
        "CREATE TABLE public.kinds (id int PRIMARY KEY, m \"Mood, or so\", ma \"Mood, or so\"[],"
            + " d \"select\", od over_domain, mm moods, o outer_row, oa outer_row[], s speeds,"
            + " ss many_speeds, sa speeds[], ms moodspan, p plain_row, da \"select\"[])",
        "INSERT INTO public.kinds VALUES (1, 'it''s', '{{sad,NULL},{ü,between}}', 'a', 'b',"
            + " '[0:1]={sad,ü}', ROW(ROW('sad', 'a', 'x,\"y'),"
            + " ARRAY[ROW('ü', 'b', NULL)::inner_row], 1.5),"
            + " ARRAY[ROW(NULL, NULL, 'NaN')]::outer_row[], '[0.1,2)', '{[1,2),[3,4)}',"
            + " ARRAY['[1,2)'::speeds, 'empty'], '[sad,ü)', ROW(1, '{a,NULL}', 'infinity'),"
            + " '{a,b}'), (2, NULL, NULL, 'c', 'a', NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
            + " NULL, NULL)");
    Move move = new Move(from, to, "public.kinds");
    move.planOnly();
    List<String> ddl = move.plan.streams().get(0).ddl();
    assertThat(ddl.get(0)).isEqualTo("CREATE SCHEMA IF NOT EXISTS \"My \"\"Types\"\"\"");
    assertThat(ddl).filteredOn(s -> s.matches("CREATE (TYPE|DOMAIN) .*")).hasSize(9);
    assertThat(has("\"My \"\"Types\"\"\".\"Mood, or so\"")).isFalse();
    for (int again = 0; again < 2; again++) {
      move.run();
      assertThat(to.psql("SELECT k::text FROM landing.kinds k"))
          .isEqualTo(from.psql("SELECT k::text FROM kinds k"));
      assertThat(to.psql(CATALOGUE)).isEqualTo(from.psql(CATALOGUE)).hasSize(10);
      // Made again from its own spelling, a list of varchars is spelled differently, by pg_dump
      // too.
      assertThat(to.psql("SELECT count(*) FROM pg_constraint WHERE conname = 'listed'"))
          .containsExactly("1");
      move.planOnly();
      assertThat(move.plan.streams().get(0).ddl()).isEmpty();
    }
    // The two arrays are of shapes that columns do not hold.
    Move typed = new Move(from, to, "public.kinds");
    typed.forceColumns = true;
    typed.target = "landing.kinds_typed";
    typed.columns = List.of("id", "m", "d", "od", "o", "oa", "s", "ss", "sa", "ms", "p", "da");
    typed.run();
    String selected = "SELECT ROW(id, m, d, od, o, oa, s, ss, sa, ms, p, da)::text FROM ";
    assertThat(to.psql(selected + "landing.kinds_typed")).isEqualTo(from.psql(selected + "kinds"));
  }

  @Test
  void makesATypeThatTwoStreamsNeedOnceAndKeepsItWhenTheLoadFails() {
    from.run(
        "CREATE TYPE shared AS ENUM ('x')",
        "CREATE TABLE one (id int PRIMARY KEY, e shared)",
        "INSERT INTO one VALUES (1, 'x')");
    Move move = new Move(from, to, "public.one");
    move.context.onBoundary =
        b -> {
          if (b == Boundary.DURING_SCHEMA_CHANGE) {
            throw new IllegalStateException("killed");
          }
        };
    assertThatThrownBy(move::run).hasMessage("killed");
    assertThat(has("public.shared")).isFalse();
    move.context.onBoundary = b -> {};
    move.run();
    from.run("CREATE TABLE two (e shared)", "INSERT INTO two VALUES ('x')");
    Move second = new Move(from, to, "public.two").run();
    assertThat(second.plan.streams().get(0).ddl()).noneMatch(s -> s.startsWith("CREATE TYPE"));
    assertThat(to.psql("SELECT pg_typeof(e), e FROM landing.two")).containsExactly("shared|x");
  }

  @Test
  void refusesADifferentDefinitionAndSaysWhatDiffers() {
    from.run(
        "CREATE TYPE color AS ENUM ('red', 'green')",
        "CREATE DOMAIN age AS int CHECK (value > 0)",
        "CREATE TYPE pair AS (a int, b text)",
        "CREATE TABLE colors (id int PRIMARY KEY, c color[])",
        "CREATE TABLE ages (id int PRIMARY KEY, a age)",
        "CREATE TABLE pairs (id int PRIMARY KEY, p pair)");
    to.run(
        "CREATE TYPE color AS ENUM ('green', 'red')",
        "CREATE DOMAIN age AS int CHECK (value >= 0)",
        "CREATE TYPE pair AS (a int, b varchar(3))");
    refused(
        new Move(from, to, "public.colors"),
        "PG_TYPE_DIFFERS",
        "public.color",
        "labels: ('red', 'green') at the source, ('green', 'red') at the target");
    refused(new Move(from, to, "public.ages"), "PG_TYPE_DIFFERS", "VALUE > 0", "VALUE >= 0");
    refused(new Move(from, to, "public.pairs"), "PG_TYPE_DIFFERS", "b character varying(3)");
    Move allowed = new Move(from, to, "public.colors");
    allowed.lossy = Set.of("c");
    from.run("INSERT INTO colors VALUES (1, '{red}')");
    allowed.run();
    assertThat(to.psql("SELECT * FROM landing.colors")).containsExactly("1|{red}");
    // A column of another type does not care.
    to.run("CREATE TABLE landing.ages (id int PRIMARY KEY, a bigint)");
    from.run("INSERT INTO ages VALUES (1, 30)");
    new Move(from, to, "public.ages").run();
    assertThat(to.psql("SELECT * FROM landing.ages")).containsExactly("1|30");
  }

  @Test
  void tellsHowToAddTheLabelsThatAnEnumGotSince() {
    from.run(
        "CREATE TYPE growing AS ENUM ('b', 'd')",
        "CREATE TABLE grown (id int PRIMARY KEY, g growing)",
        "INSERT INTO grown VALUES (1, 'b')");
    Move move = new Move(from, to, "public.grown").run();
    from.run("ALTER TYPE growing ADD VALUE 'a' BEFORE 'b'");
    from.run("ALTER TYPE growing ADD VALUE 'c' BEFORE 'd'");
    from.run("ALTER TYPE growing ADD VALUE 'e'");
    assertThatThrownBy(move::planOnly)
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              assertThat(e.code()).isEqualTo("PG_TYPE_DIFFERS");
              for (String statement :
                  e.remedy().replaceAll("^run | at the target$", "").split("; ")) {
                to.run(statement);
              }
            });
    from.run("INSERT INTO grown VALUES (2, 'a'), (3, 'c'), (4, 'e')");
    move.run();
    assertThat(to.psql("SELECT g, enum_range(g, NULL) FROM landing.grown"))
        .isEqualTo(from.psql("SELECT g, enum_range(g, NULL) FROM grown"));
  }

  @Test
  void refusesWhatCannotBeMade() {
    from.run(
        "CREATE EXTENSION hstore",
        "CREATE FUNCTION is_even(int) RETURNS bool LANGUAGE sql IMMUTABLE RETURN $1 % 2 = 0",
        "CREATE DOMAIN even AS int CHECK (is_even(value))",
        "CREATE TABLE stores (id int PRIMARY KEY, h hstore[])",
        "CREATE TABLE evens (id int PRIMARY KEY, e even)",
        "CREATE TABLE rows (id int PRIMARY KEY, r evens)",
        "CREATE TYPE unwanted AS ENUM ('u')",
        "CREATE TABLE frozen (id int PRIMARY KEY, f unwanted)",
        "INSERT INTO stores VALUES (1, ARRAY['a=>1'::hstore])",
        "INSERT INTO rows VALUES (1, ROW(1, 2))");
    refused(
        new Move(from, to, "public.stores"), "PG_EXTENSION_MISSING", "CREATE EXTENSION \"hstore\"");
    refused(new Move(from, to, "public.evens"), "PG_TYPE_MISSING", "public.is_even(integer)");
    assertThat(has("public.even")).isFalse();
    refused(new Move(from, to, "public.rows"), "PG_TYPE_MISSING", "even");
    Move frozen = new Move(from, to, "public.frozen");
    to.run("CREATE SCHEMA IF NOT EXISTS landing", "CREATE TABLE landing.frozen (id int)");
    frozen.evolution =
        new SchemaEvolution(DriftPolicy.FAIL, DriftPolicy.EVOLVE, DriftPolicy.EVOLVE);
    assertThatThrownBy(frozen::planOnly)
        .hasMessageContaining("public.unwanted")
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> assertThat(e.remedy()).contains("CREATE TYPE public.unwanted AS ENUM ('u')"));
    to.run("DROP TABLE landing.frozen");
    // The user's word: as text then.
    Move text = new Move(from, to, "public.rows");
    text.lossy = Set.of("r");
    text.run();
    assertThat(to.psql("SELECT pg_typeof(r), r FROM landing.rows")).containsExactly("text|(1,2)");
    // The extension may live in a schema of its own.
    to.run("CREATE SCHEMA extensions", "CREATE EXTENSION hstore SCHEMA extensions");
    new Move(from, to, "public.stores").run();
    assertThat(to.psql("SELECT pg_typeof(h), h FROM landing.stores"))
        .containsExactly("extensions.hstore[]|{\"\\\"a\\\"=>\\\"1\\\"\"}");
  }
}
