package dpone.acceptance.mssql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.service.tds.Answer;
import dpone.service.tds.wire.Collation;
import dpone.service.tds.wire.Column;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures for which the server has no number: it is gone, late, or not understood. */
@Tag("integration")
class LostContactTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final int TRIES = 3;

  private static Server server;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws SQLException {
    server = new Server();
  }

  @AfterAll
  static void stop() throws SQLException {
    server.close();
  }

  private static Pipeline pipeline(Place place) throws SQLException {
    int number = NUMBER.incrementAndGet();
    String user = place == Place.LOGIN ? "refused" + number : Server.USER;
    Pipeline pipeline = new Pipeline("lost" + number, place.mode(), place.publish(), user);
    server.tables(pipeline);
    return pipeline;
  }

  private JsonNode failing(Pipeline pipeline, Place place, Answer answer, String more, int tries)
      throws Exception {
    long retries = server.retries();
    List<String> before = server.target(pipeline);
    JsonNode receipt;
    try (Fault fault = Fault.of(server, place, pipeline, answer, Fault.Lasts.ALWAYS)) {
      receipt = server.load(folder, pipeline, more);
      assertThat(fault.met())
          .as(receipt.toString())
          .isBetween(tries, place == Place.LOGIN ? 2 * tries : tries);
    }
    assertThat(receipt.path("status").textValue()).as(receipt.toString()).isEqualTo("failed");
    assertThat(server.retries() - retries).isEqualTo(tries - 1);
    assertThat(server.target(pipeline)).isEqualTo(before);
    assertThat(server.loads(pipeline)).isEmpty();
    assertThat(receipt.at("/error/remedy").textValue()).isNotBlank();
    assertThat(receipt.toString()).doesNotContain(Server.PASSWORD);
    return receipt.path("error");
  }

  @ParameterizedTest
  @EnumSource(
      value = Place.class,
      names = {"INTENT", "COMMIT"},
      mode = EnumSource.Mode.EXCLUDE)
  void theConnectionBreaks(Place place) throws Exception {
    Pipeline pipeline = pipeline(place);
    JsonNode error = failing(pipeline, place, Answer.reset(), "", place.retried() ? TRIES : 1);
    assertThat(error.path("code").textValue()).isEqualTo("MSSQL_CONNECTION_LOST");
    assertThat(error.path("category").textValue()).isEqualToIgnoringCase("TRANSIENT");
    server.everyRowOnce(folder, pipeline);
  }

  /** Rows that came before are not taken for all. */
  @Test
  void theConnectionBreaksInTheMiddleOfTheRows() throws Exception {
    Pipeline pipeline = pipeline(Place.READ);
    Column id = Column.of("id", Kind.BIGINT);
    Column note = Column.of("note", SqlType.units(Kind.NVARCHAR, 40));
    Column text = Column.of("", SqlType.units(Kind.NVARCHAR, 60));
    Answer half =
        Answer.begun(List.of(id, note, text, text), new Object[] {1L, "row", "1", "1"})
            .and(Answer.reset());
    assertThat(failing(pipeline, Place.READ, half, "", TRIES).path("code").textValue())
        .isEqualTo("MSSQL_CONNECTION_LOST");
    server.everyRowOnce(folder, pipeline);
  }

  @ParameterizedTest
  @EnumSource(
      value = Place.class,
      names = {"LOGIN", "READ", "BULK"})
  void aConnectionThatBreaksOnceIsMadeAnew(Place place) throws Exception {
    Pipeline pipeline = pipeline(place);
    try (Fault fault = Fault.of(server, place, pipeline, Answer.reset(), Fault.Lasts.ONCE)) {
      server.everyRowOnce(folder, pipeline);
      assertThat(fault.met()).isEqualTo(1);
    }
  }

  /** Whether the server had committed or not: the run looks it up and goes on. */
  @ParameterizedTest
  @EnumSource(
      value = Fault.Lasts.class,
      names = {"ONCE", "ONCE_AFTER"})
  void theAnswerOfTheCommitIsLost(Fault.Lasts lasts) throws Exception {
    Pipeline pipeline = pipeline(Place.COMMIT);
    try (Fault fault = Fault.of(server, Place.COMMIT, pipeline, Answer.reset(), lasts)) {
      server.everyRowOnce(folder, pipeline);
      assertThat(fault.met()).isEqualTo(1);
    }
  }

  /** Nobody can be asked either: the run says that it does not know, and the next one finds out. */
  @ParameterizedTest
  @EnumSource(
      value = Fault.Lasts.class,
      names = {"ONCE", "ONCE_AFTER"})
  void theServerIsGoneWithTheCommit(Fault.Lasts lasts) throws Exception {
    Pipeline pipeline =
        new Pipeline("lost" + NUMBER.incrementAndGet(), "incremental_append", "goes");
    server.tables(pipeline);
    server.standIn().users().put(pipeline.user(), Server.PASSWORD);
    Answer gone = Answer.error(40613, 17, 1, "Database 'db' is not currently available.");
    Answer reset =
        Answer.reset().after(() -> server.standIn().refused().put(pipeline.user(), gone));
    JsonNode receipt;
    try (Fault fault = Fault.of(server, Place.COMMIT, pipeline, reset, lasts)) {
      receipt = server.load(folder, pipeline);
      assertThat(fault.met()).isEqualTo(1);
    } finally {
      server.standIn().refused().remove(pipeline.user());
    }
    assertThat(receipt.path("status").textValue()).as(receipt.toString()).isEqualTo("unknown");
    assertThat(receipt.at("/error/category").textValue()).isEqualToIgnoringCase("COMMIT_UNKNOWN");
    assertThat(receipt.at("/error/remedy").textValue()).isNotBlank();
    server.everyRowOnce(folder, pipeline);
  }

  @ParameterizedTest
  @EnumSource(
      value = Place.class,
      names = {"READ", "PUBLISH"})
  void aStatementThatTakesTooLongIsCancelled(Place place) throws Exception {
    Pipeline pipeline = pipeline(place);
    JsonNode error =
        failing(
            pipeline,
            place,
            Answer.done().after(Duration.ofSeconds(30)),
            ", query_timeout: 1s",
            place.retried() ? TRIES : 1);
    assertThat(error.path("code").textValue()).isEqualTo("MSSQL_STATEMENT_TIMEOUT");
    assertThat(error.path("category").textValue()).isEqualToIgnoringCase("TRANSIENT");
    server.everyRowOnce(folder, pipeline);
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "strict"})
  void aServerWithoutTlsIsNotTalkedTo(String encrypt) throws Exception {
    Pipeline pipeline = pipeline(Place.READ);
    long retries = server.retries();
    JsonNode error = server.load(folder, pipeline, "", encrypt).path("error");
    assertThat(error.path("code").textValue()).as(error.toString()).startsWith("MSSQL_TLS");
    assertThat(error.path("category").textValue()).isEqualToIgnoringCase("AUTHENTICATION");
    assertThat(error.path("remedy").textValue()).isNotBlank();
    assertThat(server.retries()).isEqualTo(retries);
    server.everyRowOnce(folder, pipeline);
  }

  /** What the driver cannot decode does not pass by itself. */
  @Test
  void aCollationThatTheDriverDoesNotKnow() throws Exception {
    Pipeline pipeline = pipeline(Place.READ);
    SqlType text = SqlType.bytes(Kind.VARCHAR, 40).in(new Collation(0x00D0_0FFF, 0));
    Answer rows =
        Answer.rows(
            List.of(
                Column.of("id", Kind.BIGINT),
                Column.of("note", text),
                Column.of("", SqlType.units(Kind.NVARCHAR, 60))));
    JsonNode error = failing(pipeline, Place.READ, rows, "", 1);
    assertThat(error.path("code").textValue()).isEqualTo("MSSQL_TYPE_UNMAPPED");
    assertThat(error.path("category").textValue()).isEqualToIgnoringCase("SCHEMA");
    server.everyRowOnce(folder, pipeline);
  }
}
