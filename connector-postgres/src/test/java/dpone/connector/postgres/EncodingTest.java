package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.error.DponeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases of different encodings: characters arrive, and one that has no place is named. */
@Tag("integration")
class EncodingTest {
  private static Database utf8;
  private static Database latin;
  private static Database bare;

  @BeforeAll
  static void servers() {
    utf8 = PostgresTestServer.get().database("encoding_utf8");
    latin = of("encoding_latin1", "LATIN1");
    bare = of("encoding_none", "SQL_ASCII");
    for (Database database : List.of(utf8, latin)) {
      database.run(
          "CREATE TYPE mood AS ENUM ('fröhlich', 'trüb')",
          "CREATE TABLE words (id int PRIMARY KEY, \"wört\" text, m mood, ms mood[], j jsonb)",
          "INSERT INTO words VALUES (1, 'Straße', 'trüb', '{fröhlich}', '{\"ä\": \"é\"}')");
    }
  }

  private static Database of(String name, String encoding) {
    utf8.run(
        "CREATE DATABASE "
            + name
            + " ENCODING '"
            + encoding
            + "' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
    Map<String, String> connection = new HashMap<>(utf8.connection());
    connection.put("database", name);
    return new Database(connection);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void charactersArrive(boolean columns) {
    for (Database from : List.of(latin, utf8)) {
      Database to = from == latin ? utf8 : latin;
      Move move = new Move(from, to, "public.words");
      move.target = "landing.words" + columns;
      move.forceColumns = columns;
      move.run();
      assertThat(to.texts("SELECT * FROM " + move.target))
          .isEqualTo(from.texts("SELECT * FROM words"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCharacterWithoutAPlaceIsNamedAndTheTargetUntouched(boolean columns) {
    utf8.run(
        "CREATE TABLE IF NOT EXISTS euro (id int PRIMARY KEY, price text)",
        "INSERT INTO euro VALUES (7, '5 €') ON CONFLICT DO NOTHING");
    Move move = new Move(utf8, latin, "public.euro");
    move.forceColumns = columns;
    assertThatThrownBy(move::run)
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              assertThat(e.code()).isEqualTo("PG_ENCODING");
              assertThat(e.place().field()).isEqualTo("price");
              assertThat(e.what()).contains("LATIN1", "line 1");
            });
    assertThat(latin.value("SELECT to_regclass('landing.euro') IS NULL")).isEqualTo("t");
  }

  @Test
  void bytesThatAreNoTextAreNamed() {
    bare.run(
        "CREATE TABLE dirty (id int PRIMARY KEY, t text)",
        "INSERT INTO dirty VALUES (1, 'fine'), (2, convert_from('\\xff', 'SQL_ASCII'))");
    Move move = new Move(bare, utf8, "public.dirty");
    assertThatThrownBy(move::run)
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              assertThat(e.code()).isEqualTo("PG_ENCODING");
              assertThat(e.place().stream()).isEqualTo("public.dirty");
              assertThat(e.what()).contains("0xff");
            });
    assertThat(utf8.value("SELECT to_regclass('landing.dirty') IS NULL")).isEqualTo("t");
  }
}
