package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.acceptance.Postgres.Database;
import dpone.runtime.Dpone;
import dpone.runtime.credential.SecretResolver;
import dpone.runtime.receipt.RunReceipt;
import dpone.spi.context.Boundary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A connection that breaks in the middle of a COPY: tried again, and every row is there once. One
 * that breaks while a COPY is being ended is not, since its rows may be staged; so there is one
 * COPY here, larger than what the network keeps.
 */
@Tag("integration")
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LostConnectionTest {
  @TempDir Path folder;
  private Database source;
  private Database target;

  @BeforeEach
  void tables() {
    source = Postgres.server().database();
    target = Postgres.server().database();
    source.execute(
        "create table big (id int primary key, v text)",
        "insert into big select i, repeat(md5(i::text), 10) from generate_series(1, 30000) i");
    target.execute(
        "create schema landing",
        "create table landing.big (id int, v text)",
        "insert into landing.big values (-1, 'old')");
  }

  private Path manifest(String mode) throws IOException {
    return Files.writeString(
        folder.resolve("m.yaml"),
        """
        name: lost
        source:
          type: postgres
          connection: %s
          streams: [ { name: public.big, cursor: id } ]
        sink:
          type: postgres
          connection: %s
          table: landing.{stream}
          strategy: { mode: %s }
        runtime: { parallelism: 1, memory: 1MB, retry: { first_wait: 50ms } }
        """
            .formatted(source.yaml(), target.yaml(), mode));
  }

  private RunReceipt run(Path manifest, Boundary at, Runnable accident) {
    AtomicBoolean fired = new AtomicBoolean();
    try (Dpone dpone =
        Dpone.builder()
            .dist(Dist.folder())
            .secrets(SecretResolver.of(Map.of("PG_PASSWORD", Postgres.server().password())))
            .onBoundary(reached -> {
              if (reached == at && fired.compareAndSet(false, true)) {
                accident.run();
              }
            })
            .build()) {
      RunReceipt receipt = dpone.run(manifest);
      assertThat(fired).as("the fault must fire").isTrue();
      return receipt;
    }
  }

  private void end(Database database, String like) {
    assertThat(
            database.column(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname ="
                    + " current_database() and query like '"
                    + like
                    + "' and pid <> pg_backend_pid()"))
        .as("sessions that copy")
        .isNotEmpty();
  }

  private static String rows(Database database, String from) {
    return database.value(
        "select count(*) || ':' || sum(hashtextextended(v, id)::numeric) from " + from);
  }

  private void assertEveryRowOnce(String and) {
    assertThat(rows(target, "landing.big where id > 0")).isEqualTo(rows(source, "big"));
    assertThat(target.value("select count(*) from landing.big where id < 0")).isEqualTo(and);
  }

  @ParameterizedTest
  @ValueSource(strings = {"incremental_append", "full_refresh"})
  void anAdministratorEndsTheReader(String mode) throws IOException {
    RunReceipt receipt =
        run(manifest(mode), Boundary.MID_PAGE, () -> end(source, "COPY (SELECT %"));
    assertThat(receipt.succeeded()).as(receipt.toJson()).isTrue();
    assertEveryRowOnce(mode.equals("full_refresh") ? "0" : "1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"incremental_append", "full_refresh"})
  void anAdministratorEndsTheWriter(String mode) throws IOException {
    RunReceipt receipt =
        run(manifest(mode), Boundary.MID_WRITE, () -> end(target, "COPY \"dpone%"));
    assertThat(receipt.succeeded()).as(receipt.toJson()).isTrue();
    assertEveryRowOnce(mode.equals("full_refresh") ? "0" : "1");
  }

  /** With it goes the snapshot that the readers shared, which nothing can bring back. */
  @Test
  void theServerIsRestarted() throws IOException {
    Path manifest = manifest("incremental_append");
    String before = target.checksum("landing.big");
    RunReceipt receipt = run(manifest, Boundary.MID_PAGE, () -> Postgres.server().restart());
    assertThat(receipt.succeeded()).isFalse();
    assertThat(receipt.toJson()).contains("\"transient\"");
    assertThat(receipt.toJson()).containsAnyOf("PG_SNAPSHOT_LOST", "PG_CONNECTION_LOST");
    assertThat(target.checksum("landing.big")).isEqualTo(before);
    assertThat(run(manifest, Boundary.MID_PAGE, () -> {}).succeeded()).isTrue();
    assertEveryRowOnce("1");
  }
}
