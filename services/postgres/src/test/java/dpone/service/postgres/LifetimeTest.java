package dpone.service.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class LifetimeTest {
  private static final String COUNT = "SELECT count(*) FROM t";

  private final Path data = TestArea.data();

  @Test
  void theDataAndThePortSurviveTheService() throws Exception {
    int port;
    ProcessHandle server;
    try (ServiceProcess service = ServiceProcess.start(data)) {
      JsonNode opened = fill(service);
      port = opened.at("/connection/port").intValue();
      server = service.server();
    }
    assertThat(server.isAlive()).isFalse();
    assertThat(data.resolve("server.log")).content().contains("fast shutdown");
    try (ServiceProcess service = ServiceProcess.start(data)) {
      JsonNode opened = service.open("app");
      assertThat(opened.get("created").booleanValue()).isFalse();
      assertThat(ServiceProcess.query(opened, COUNT)).isEqualTo("3");
      assertThat(opened.at("/connection/port").intValue()).isEqualTo(port);
    }
  }

  @Test
  void theServerGoesWithAKilledService() throws Exception {
    ServiceProcess service = ServiceProcess.start(data);
    fill(service);
    assertGoesWith(service);
  }

  @Test
  void theServerGoesWithAKilledServiceWhereTheKernelIsNotAsked() throws Exception {
    ServiceProcess service = startWithoutSetpriv();
    fill(service);
    assertGoesWith(service);
  }

  @Test
  void aKilledServerKeepsWhatItCommitted() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(data)) {
      JsonNode opened = fill(service);
      ProcessHandle killed = service.server();
      killed.destroyForcibly();
      killed.onExit().get(5, TimeUnit.SECONDS);
      assertThat(service.say("{\"op\":\"ping\"}").get("running").booleanValue()).isFalse();
      assertThat(service.say("{\"op\":\"restart\"}").get("ok").booleanValue()).isTrue();
      assertThat(service.server().pid()).isNotEqualTo(killed.pid());
      assertThat(ServiceProcess.query(opened, COUNT)).isEqualTo("3");

      assertThat(service.say("{\"op\":\"kill\"}").get("ok").booleanValue()).isTrue();
      assertThat(service.say("{\"op\":\"ping\"}").get("running").booleanValue()).isFalse();
      assertThat(ServiceProcess.query(service.open("app"), COUNT)).isEqualTo("3");

      assertThat(service.say("{\"op\":\"stop\"}").get("ok").booleanValue()).isTrue();
      assertThat(service.say("{\"op\":\"ping\"}").get("running").booleanValue()).isFalse();
      assertThat(ServiceProcess.query(service.open("app"), COUNT)).isEqualTo("3");
    }
    assertThat(data.resolve("server.log")).content().contains("redo done");
  }

  @Test
  void aServerThatOutlivedItsServiceIsEnded() throws Exception {
    ServiceProcess first = startWithoutSetpriv();
    fill(first);
    ProcessHandle left = first.server();
    first.children().stream().filter(child -> !child.equals(left)).forEach(this::kill);
    first.kill();
    Thread.sleep(300);
    assertThat(left.isAlive()).isTrue();
    try (ServiceProcess second = ServiceProcess.start(data)) {
      assertThat(ServiceProcess.query(second.open("app"), COUNT)).isEqualTo("3");
      assertThat(left.isAlive()).isFalse();
      assertThat(second.server().pid()).isNotEqualTo(left.pid());
    }
  }

  @Test
  void aPidFileThatNamesAStrangerIsCleared() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(data)) {
      fill(service);
    }
    Process stranger = new ProcessBuilder("sleep", "60").start();
    try (ServiceProcess service = ServiceProcess.start(data)) {
      Path file = data.resolve("pgdata/postmaster.pid");
      String content = stranger.pid() + "\n" + data.resolve("pgdata") + "\n0\n5432\n\n\n";
      Files.writeString(file, content);
      assertThat(ServiceProcess.query(service.open("app"), COUNT)).isEqualTo("3");
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void aSecondServiceWaitsThenNamesTheHolder() throws Exception {
    try (ServiceProcess second = ServiceProcess.start(data)) {
      try (ServiceProcess first = ServiceProcess.start(data)) {
        first.open("app");
        long start = System.nanoTime();
        JsonNode refused = second.open("app");
        assertThat(refused.get("error").textValue())
            .endsWith("in use by the service process " + first.pid());
        assertThat(System.nanoTime() - start).isBetween(14_000_000_000L, 30_000_000_000L);
        second.send("{\"op\":\"open\",\"database\":\"app\"}");
        Thread.sleep(300);
      }
      assertThat(second.reply().get("ok").booleanValue()).isTrue();
    }
  }

  @Test
  void aServiceKilledWhileUnpackingLeavesNothingThatCounts() throws Exception {
    Path area = TestArea.open();
    Path fresh = area.resolve("data");
    ServiceProcess service = ServiceProcess.start(fresh);
    service.send("{\"op\":\"open\",\"database\":\"app\"}");
    Path part = await(area.resolve("bin"));
    service.kill();
    assertThat(area.resolve("bin")).isDirectoryNotContaining("glob:**/postgresql-*");
    Files.setLastModifiedTime(part, FileTime.from(Instant.now().minusSeconds(3600)));
    try (ServiceProcess second = ServiceProcess.start(fresh)) {
      assertThat(second.open("app").get("created").booleanValue()).isTrue();
    }
    assertThat(part).doesNotExist();
  }

  @Test
  void aServiceKilledWhileFillingLeavesNoDatabase() throws Exception {
    Path init = Files.createDirectory(TestArea.open().resolve("init"));
    Path script = init.resolve("1.sql");
    Files.writeString(script, "CREATE TABLE t (k int); SELECT pg_sleep(600)");
    ServiceProcess service = ServiceProcess.start(data);
    service.open("other");
    service.send("{\"op\":\"open\",\"database\":\"app\",\"init\":\"" + init + "\"}");
    Thread.sleep(1000);
    service.kill();
    Files.writeString(script, "CREATE TABLE t (k int); INSERT INTO t VALUES (1)");
    try (ServiceProcess second = ServiceProcess.start(data)) {
      JsonNode opened = second.open("app", init);
      assertThat(opened.get("created").booleanValue()).isTrue();
      assertThat(ServiceProcess.query(opened, COUNT)).isEqualTo("1");
    }
  }

  private static Path await(Path bin) throws Exception {
    for (int i = 0; i < 1000; i++) {
      if (Files.isDirectory(bin)) {
        try (Stream<Path> parts = Files.list(bin)) {
          var part = parts.findFirst();
          if (part.isPresent()) {
            assertThat(part.get().getFileName().toString()).startsWith(".");
            return part.get();
          }
        }
      }
      Thread.sleep(5);
    }
    throw new AssertionError("nothing was unpacked");
  }

  private ServiceProcess startWithoutSetpriv() throws Exception {
    Assumptions.assumeTrue(TestArea.installed("unshare") || !Users.root(), "needs unshare");
    String path = TestArea.machineWith("sh", "id", "unshare").toString();
    return ServiceProcess.start(List.of(), ServiceProcess.classPath(), Map.of("PATH", path), data);
  }

  private void assertGoesWith(ServiceProcess service) throws Exception {
    ProcessHandle server = service.server();
    service.kill();
    server.onExit().get(10, TimeUnit.SECONDS);
    assertThat(data.resolve("server.log")).content().contains("database system is shut down");
    try (ServiceProcess next = ServiceProcess.start(data)) {
      assertThat(ServiceProcess.query(next.open("app"), COUNT)).isEqualTo("3");
    }
  }

  private static JsonNode fill(ServiceProcess service) throws Exception {
    JsonNode opened = service.open("app");
    ServiceProcess.query(
        opened, "CREATE TABLE t (k int); INSERT INTO t SELECT generate_series(1, 3)");
    return opened;
  }

  private void kill(ProcessHandle process) {
    process.destroyForcibly();
    process.onExit().join();
  }
}
