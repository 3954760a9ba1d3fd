package dpone.service.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Tag("integration")
@ExtendWith(RequiresEngine.class)
@Execution(ExecutionMode.SAME_THREAD)
class ServiceTest {
  @TempDir Path folder;

  @Test
  void fillsANewDatabaseOnceAndAsksForThePassword() throws Exception {
    Path init = Files.createDirectory(folder.resolve("init"));
    Files.writeString(
        init.resolve("1.sql"),
        "CREATE TABLE t (k Int64, v Nullable(String)) ENGINE = MergeTree ORDER BY k; -- a; b\n"
            + "INSERT INTO t VALUES (3, ';');");
    Files.writeString(init.resolve("t.csv"), "k,v\n1,one\n2,\\N\n");
    Path data = folder.resolve("data");
    try (ServiceProcess service = ServiceProcess.start(data)) {
      JsonNode first = service.open("app", init);
      assertThat(first.path("error").textValue()).isNull();
      assertThat(first.get("created").booleanValue()).isTrue();
      assertThat(first.at("/service/kind").textValue()).isEqualTo("real");
      assertThat(first.at("/service/version").textValue()).startsWith("26.7.");
      assertThat(ServiceProcess.query(first, "SELECT count(), count(v) FROM t")).isEqualTo("3\t2");
      assertThat(service.open("app", init).get("created").booleanValue()).isFalse();
      assertThat(ServiceProcess.query(first, "SELECT count() FROM t")).isEqualTo("3");

      String password = first.at("/connection/password").textValue();
      assertThat(ServiceProcess.query(first, "dpone", "wrong", "SELECT 1"))
          .contains("AUTHENTICATION_FAILED");
      assertThat(ServiceProcess.query(first, "default", "", "SELECT 1")).contains("Code: 700");
      assertThat(ServiceProcess.query(first, "reader", password, "SELECT count() FROM t"))
          .isEqualTo("3");
      assertThat(ServiceProcess.query(first, "reader", password, "INSERT INTO t VALUES (1, '')"))
          .contains("READONLY");
      assertThat(
              ServiceProcess.query(
                  first, "small", password, "SELECT groupArray(number) FROM numbers(10000000)"))
          .contains("MEMORY_LIMIT_EXCEEDED");
      // Not valid in a server, though the command line tool would take it.
      assertThat(ServiceProcess.query(first, "1 + 1")).contains("SYNTAX_ERROR");
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(data.resolve("password"))))
          .isEqualTo("rw-------");
      assertThat(data.resolve("server.log")).content().doesNotContain(password);

      Files.writeString(init.resolve("t.csv"), "k,v\nx,one\n");
      JsonNode failed = service.open("broken", init);
      assertThat(failed.path("error").textValue()).contains("t.csv").doesNotContain("\n");
      assertThat(ServiceProcess.query(first, "SELECT name FROM system.databases"))
          .doesNotContain("broken", "filling");
    }
  }

  @Test
  void aKilledServerKeepsWhatItHadAndItsPort() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(folder.resolve("data"))) {
      JsonNode opened = service.open("app");
      ServiceProcess.query(opened, "CREATE TABLE t (k Int64) ENGINE = MergeTree ORDER BY k");
      ServiceProcess.query(opened, "INSERT INTO t SELECT * FROM numbers(20000)");
      ServiceProcess.query(opened, "SYSTEM FLUSH LOGS");
      ProcessHandle server = service.server();
      assertThat(service.say("{\"op\":\"kill\"}").get("ok").booleanValue()).isTrue();
      assertThat(server.isAlive()).isFalse();
      assertThat(service.say("{\"op\":\"ping\"}").get("running").booleanValue()).isFalse();
      assertThat(service.say("{\"op\":\"restart\"}").get("running").booleanValue()).isTrue();
      // The logs begin anew; where they could not, this would never return.
      ServiceProcess.query(opened, "SYSTEM FLUSH LOGS");
      assertThat(ServiceProcess.query(opened, "SELECT count() > 0 FROM system.query_log"))
          .isEqualTo("1");
      assertThat(ServiceProcess.query(opened, "SELECT count() FROM t")).isEqualTo("20000");
      assertThat(service.say("{\"op\":\"stop\"}").get("ok").booleanValue()).isTrue();
      assertThat(service.say("{\"op\":\"ping\"}").get("running").booleanValue()).isFalse();
      service.open("app");
      assertThat(ServiceProcess.query(opened, "SELECT count() FROM t")).isEqualTo("20000");
    }
  }

  @Test
  void anotherUserIsLetInWithItsLastPassword() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(folder.resolve("data"))) {
      JsonNode opened = service.open("app");
      for (String password : List.of("a<&'#", "b ' $x")) {
        String asked = password.replace("\"", "\\\"");
        JsonNode reply =
            service.say("{\"op\":\"user\",\"user\":\"other\",\"password\":\"" + asked + "\"}");
        assertThat(reply.path("running").booleanValue()).as(reply.toString()).isTrue();
        assertThat(
                ServiceProcess.query(opened, "other", password, "CREATE DATABASE IF NOT EXISTS d"))
            .isEmpty();
      }
      assertThat(ServiceProcess.query(opened, "other", "a<&'#", "SELECT 1"))
          .contains("AUTHENTICATION_FAILED");
      service.say(
          "{\"op\":\"user\",\"user\":\"weak\",\"password\":\"w\",\"grant\":\"GRANT SELECT ON app.*\"}");
      assertThat(ServiceProcess.query(opened, "weak", "w", "CREATE DATABASE d2"))
          .contains("ACCESS_DENIED");
      assertThat(service.say("{\"op\":\"user\",\"user\":\"<x>\"}").get("ok").booleanValue())
          .isFalse();
    }
  }

  @Test
  void theServerGoesWithAKilledService() throws Exception {
    ServiceProcess service = ServiceProcess.start(folder.resolve("data"));
    service.open("app");
    ProcessHandle server = service.server();
    service.kill();
    server.onExit().get(10, TimeUnit.SECONDS);
    assertThat(server.isAlive()).isFalse();
  }

  @Test
  void saysWhatToRunWhereTheEngineIsMissing() throws Exception {
    Path alone = Files.createDirectory(folder.resolve("classes"));
    Path classes = Path.of("target").toAbsolutePath().resolve("classes");
    Path from = Files.isDirectory(classes) ? classes : ownClasses();
    copy(from, alone);
    String others =
        String.join(
            ":",
            List.of(ServiceProcess.classPath().split(":")).stream()
                .filter(entry -> entry.endsWith(".jar"))
                .toList());
    try (ServiceProcess service =
        ServiceProcess.start(
            folder.resolve("data"), folder.resolve("no").toString(), alone + ":" + others)) {
      JsonNode refused = service.open("app");
      assertThat(refused.get("ok").booleanValue()).isFalse();
      assertThat(refused.get("remedy").textValue()).isEqualTo("run ./build services");
    }
  }

  @Test
  void whatItDoesNotUnderstandIsAnsweredAndForgotten() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(folder.resolve("data"))) {
      for (String line :
          List.of(
              "nonsense",
              "[]",
              "{\"op\":\"fly\"}",
              "{\"op\":\"open\"}",
              "{\"op\":\"open\",\"database\":\"x\",\"version\":\"9\"}",
              "{\"op\":\"open\",\"database\":\"x\",\"init\":\"relative\"}")) {
        JsonNode reply = service.say(line);
        assertThat(reply.get("ok").booleanValue()).as(line).isFalse();
        assertThat(reply.get("error").textValue()).as(line).isNotBlank();
        assertThat(reply.get("remedy").textValue()).as(line).isNotBlank();
      }
      assertThat(service.say("{\"op\":\"ping\"}").get("running").booleanValue()).isFalse();
    }
  }

  private static Path ownClasses() throws Exception {
    return Path.of(Engine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static void copy(Path from, Path to) throws Exception {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
