package dpone.acceptance.mssql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each error of the table, in each place of a run where it is met: the code, the category, a
 * remedy, as many tries as the page promises, a target as it was, and every row once when the
 * pipeline runs again.
 */
@Tag("integration")
class DocumentedFailuresTest {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final int TRIES = 3;

  private static Server server;

  @TempDir Path folder;

  private record Case(ServerFailure failure, Place place) {
    @Override
    public String toString() {
      return failure.number() + " " + place.name().toLowerCase(Locale.ROOT);
    }
  }

  @BeforeAll
  static void start() throws SQLException {
    server = new Server();
  }

  @AfterAll
  static void stop() throws SQLException {
    server.close();
  }

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (ServerFailure failure : ServerFailure.all()) {
      failure.places().forEach(place -> cases.add(new Case(failure, place)));
    }
    return cases;
  }

  static Stream<Case> passing() throws IOException {
    return cases().stream().filter(c -> c.failure().passes() && c.place().retried());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void endsAsDocumentedAndIsMadeGoodByTheNextRun(Case made) throws Exception {
    ServerFailure failure = made.failure();
    Pipeline pipeline = pipeline(made);
    server.tables(pipeline);
    List<String> before = server.target(pipeline);
    long retries = server.retries();
    JsonNode receipt;
    int met;
    try (Fault fault =
        Fault.of(server, made.place(), pipeline, failure.answer(), Fault.Lasts.ALWAYS)) {
      receipt = server.load(folder, pipeline);
      met = fault.met();
    }
    JsonNode error = receipt.path("error");
    assertThat(error.path("code").textValue()).as(receipt.toString()).isEqualTo(failure.code());
    assertThat(error.path("category").textValue()).isEqualToIgnoringCase(failure.category());
    assertThat(error.path("message").textValue())
        .contains(failure.text())
        .contains("(error " + failure.number() + ")");
    assertThat(error.path("remedy").textValue()).isNotBlank();
    assertThat(receipt.toString()).doesNotContain(Server.PASSWORD);
    int tries = failure.passes() && made.place().retried() ? TRIES : 1;
    assertThat(server.retries() - retries).isEqualTo(tries - 1);
    // Where a host may have several addresses, the driver itself may knock twice.
    assertThat(met).isBetween(tries, made.place() == Place.LOGIN ? 2 * tries : tries);
    assertThat(server.target(pipeline)).isEqualTo(before);
    assertThat(server.loads(pipeline)).isEmpty();
    server.everyRowOnce(folder, pipeline);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("passing")
  void isTriedAgainAndLoadsEveryRowOnce(Case made) throws Exception {
    Pipeline pipeline = pipeline(made);
    server.tables(pipeline);
    try (Fault fault =
        Fault.of(server, made.place(), pipeline, made.failure().answer(), Fault.Lasts.ONCE)) {
      server.everyRowOnce(folder, pipeline);
      assertThat(fault.met()).isEqualTo(1);
    }
  }

  private static Pipeline pipeline(Case made) {
    int number = NUMBER.incrementAndGet();
    String user = made.place() == Place.LOGIN ? "refused" + number : Server.USER;
    return new Pipeline("f" + number, made.place().mode(), made.place().publish(), user);
  }
}
