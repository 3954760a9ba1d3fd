package dpone.service.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class UnprivilegedTest {
  private static final String NO_CAPABILITIES = "0000000000000000";

  private final Path data = TestArea.data();

  @Test
  void theServerHasNoPowersOfItsStarter() throws Exception {
    Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self")), "needs /proc");
    try (ServiceProcess service = ServiceProcess.start(data)) {
      service.open("app");
      assertThat(status(service.server(), "CapEff")).isEqualTo(NO_CAPABILITIES);
      if (Users.root()) {
        ProcessHandle starter = ProcessHandle.of(service.pid()).orElseThrow();
        assertThat(status(starter, "CapEff")).isNotEqualTo(NO_CAPABILITIES);
      }
    }
  }

  @Test
  void rootChangesItsUserWhereThereAreNoNamespaces() throws Exception {
    Assumptions.assumeTrue(Users.root() && TestArea.installed("setpriv"), "needs root and setpriv");
    try (ServiceProcess service = ServiceProcess.start(data)) {
      ServiceProcess.query(service.open("app"), "CREATE TABLE t (k int)");
    }
    String path = TestArea.machineWith("sh", "id", "setpriv").toString();
    ServiceProcess changed =
        ServiceProcess.start(List.of(), ServiceProcess.classPath(), Map.of("PATH", path), data);
    assertThat(ServiceProcess.query(changed.open("app"), "SELECT count(*) FROM t")).isEqualTo("0");
    ProcessHandle server = changed.server();
    assertThat(status(server, "Uid")).doesNotStartWith("0\t");
    assertThat(status(server, "CapEff")).isEqualTo(NO_CAPABILITIES);
    changed.kill();
    server.onExit().get(10, TimeUnit.SECONDS);
    try (ServiceProcess back = ServiceProcess.start(data)) {
      assertThat(ServiceProcess.query(back.open("app"), "SELECT count(*) FROM t")).isEqualTo("0");
    }
  }

  @Test
  void rootWithoutAWayToDropItsPowersIsRefused() throws Exception {
    Assumptions.assumeTrue(Users.root(), "needs root");
    String path = TestArea.machineWith("sh", "id").toString();
    try (ServiceProcess service =
        ServiceProcess.start(List.of(), ServiceProcess.classPath(), Map.of("PATH", path), data)) {
      JsonNode refused = service.open("app");
      assertThat(refused.path("error").textValue()).contains("unprivileged");
      assertThat(refused.path("remedy").textValue()).contains("unshare", "setpriv");
    }
  }

  @Test
  void anOrdinaryUserRunsItDirectly() throws Exception {
    Assumptions.assumeTrue(Users.root() && TestArea.installed("setpriv"), "needs root and setpriv");
    Path area = TestArea.open();
    List<String> nobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    try (ServiceProcess service =
        ServiceProcess.start(nobody, readable(area), Map.of(), area.resolve("data"))) {
      JsonNode opened = service.open("app");
      assertThat(opened.path("error").textValue()).isNull();
      assertThat(status(service.server(), "Uid")).startsWith("65534\t65534");
    }
  }

  @Test
  void anInstalledServerServesWhereItIsAskedFor() throws Exception {
    Assumptions.assumeTrue(
        InstalledBinaries.newest(Optional.empty()).isPresent(), "no PostgreSQL is installed");
    try (ServiceProcess service = ServiceProcess.start(data, "--installed")) {
      JsonNode opened = service.open("app");
      assertThat(opened.at("/service/binaries").textValue()).isEqualTo("installed");
      assertThat(opened.at("/service/version").textValue())
          .isEqualTo(ServiceProcess.query(opened, "SHOW server_version").replaceAll(" .*", ""));
    }
    try (ServiceProcess service =
        ServiceProcess.start(
            List.of(), ServiceProcess.classPath(), Map.of("DPONE_PG_BIN", "/nowhere"), data)) {
      assertThat(service.open("app").path("error").textValue())
          .contains("DPONE_PG_BIN", "/nowhere");
    }
  }

  @Test
  void aClusterOfAnotherVersionIsRefusedWithBothNamed() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(data)) {
      service.open("app");
    }
    Files.writeString(data.resolve("pgdata/PG_VERSION"), "11\n");
    try (ServiceProcess service = ServiceProcess.start(data)) {
      JsonNode refused = service.open("app");
      assertThat(refused.path("error").textValue()).contains("PostgreSQL 11");
      assertThat(refused.path("remedy").textValue()).contains("DPONE_PG_BIN", data.toString());
    }
  }

  private static String status(ProcessHandle process, String field) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith(field + ":"))
          .map(line -> line.substring(field.length() + 1).strip())
          .findFirst()
          .orElseThrow();
    }
  }

  /** The class path in a folder that everybody can read. */
  private static String readable(Path area) throws IOException {
    List<String> entries = new ArrayList<>();
    for (String entry : ServiceProcess.classPath().split(File.pathSeparator)) {
      Path from = Path.of(entry);
      Path to = area.resolve(entries.size() + "-" + from.getFileName());
      if (Files.isDirectory(from)) {
        try (Stream<Path> paths = Files.walk(from)) {
          for (Path path : paths.toList()) {
            Files.copy(path, to.resolve(from.relativize(path).toString()));
          }
        }
      } else {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
      }
      entries.add(to.toString());
    }
    return String.join(File.pathSeparator, entries);
  }
}
