package dpone.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class DevServicesTest {
  @TempDir Path temp;
  private Path data;
  private DevServices services;

  @BeforeEach
  void services() {
    data = temp.resolve("data");
    services = new DevServices(temp.resolve("dist/certification"), Duration.ofSeconds(20));
  }

  @AfterEach
  void close() {
    services.close();
  }

  @Test
  void connectionIsWhatTheServiceSays() throws Exception {
    install("fake");

    OpenedService opened = services.describe("fake", Map.of("database", "d\u00fc"), data);

    assertThat(opened.connection())
        .isEqualTo(
            Map.of("host", "127.0.0.1", "port", 5432L, "tls", false, "password", "canary-9"));
    assertThat(opened.created()).isTrue();
    assertThat(opened.kind()).isEqualTo("double");
    assertThat(opened.name()).isEqualTo("Fake");
    assertThat(opened.version()).isEqualTo("1.0");
    assertThat(opened.toString()).doesNotContain("canary");
    assertThat(services.open("fake", Map.of(), data)).isEqualTo(opened.connection());
    assertThat(log()).contains("asked {\"database\":\"d\u00fc\",\"op\":\"open\"}");
  }

  @Test
  void oneProcessAServiceAndFolderAndAnotherOneAfterItDied() throws Exception {
    install("fake");
    services.open("fake", Map.of(), data);
    services.open("fake", Map.of(), data);
    assertThat(starts()).isEqualTo(1);
    services.open("fake", Map.of(), temp.resolve("other"));
    assertThat(starts()).isEqualTo(1);
    assertThatThrownBy(() -> services.open("fake", Map.of("database", "dies"), data))
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("SERVICE_ENDED"))
        .hasMessageContaining("disk is full");
    services.open("fake", Map.of(), data);
    assertThat(starts()).isEqualTo(2);
  }

  @Test
  void closeEndsTheProcessesLastStartedFirst() throws Exception {
    install("first");
    install("second");
    services.open("first", Map.of(), data);
    services.open("second", Map.of(), data);
    services.close();
    assertThat(log().stream().filter(l -> l.startsWith("end ")))
        .containsExactly("end second", "end first");
    assertThat(pids()).hasSize(2).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
    assertThatThrownBy(() -> services.open("first", Map.of(), data))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void processThatDoesNotEndIsKilled() throws Exception {
    install("fake");
    services.open("fake", Map.of("database", "deaf"), data);
    long before = System.nanoTime();
    services.close();
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isBetween(ServiceProcess.PATIENCE, ServiceProcess.PATIENCE.plusSeconds(5));
    assertThat(pids()).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
  }

  @Test
  void missingServiceNamesTheCommandThatFetchesIt() {
    for (DevServices none : List.of(services, new DevServices(Optional.empty()))) {
      assertThatThrownBy(() -> none.open("postgres", Map.of(), data))
          .isInstanceOfSatisfying(
              DponeException.class,
              e -> {
                assertThat(e.category()).isEqualTo(ErrorCategory.NOT_FOUND);
                assertThat(e.code()).isEqualTo("SERVICE_NOT_INSTALLED");
                assertThat(e.remedy()).isEqualTo("run `./build services`");
              })
          .hasMessageContaining("postgres");
    }
  }

  @Test
  void nameIsNoPath() throws Exception {
    install("fake");
    assertThatThrownBy(() -> services.open("../certification/fake", Map.of(), data))
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("SERVICE_NOT_INSTALLED"));
  }

  @Test
  void refusalKeepsItsRemedyAndTheServiceGoesOn() throws Exception {
    install("fake");
    assertThatThrownBy(() -> services.open("fake", Map.of("database", "refused"), data))
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              assertThat(e.code()).isEqualTo("SERVICE_FAILED");
              assertThat(e.remedy()).isEqualTo("ask for another");
            })
        .hasMessage("service fake: no such thing");
    services.open("fake", Map.of(), data);
    assertThat(starts()).isEqualTo(1);
  }

  @Test
  void answerThatIsNotUnderstoodIsNotRepeated() throws Exception {
    install("fake");
    assertThatThrownBy(() -> services.open("fake", Map.of("database", "garbage"), data))
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("SERVICE_PROTOCOL"))
        .satisfies(e -> {
          StringWriter all = new StringWriter();
          e.printStackTrace(new PrintWriter(all));
          assertThat(all.toString()).doesNotContain("canary");
        });
  }

  @Test
  void silenceEndsInAnErrorAndTheProcessIsNotAskedAgain() throws Exception {
    install("fake");
    DevServices hasty = new DevServices(temp.resolve("dist/certification"), Duration.ofSeconds(2));
    try (hasty) {
      assertThatThrownBy(() -> hasty.open("fake", Map.of("database", "silent"), data))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("SERVICE_TIMEOUT"));
    }
    assertThat(pids()).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
  }

  @Test
  void propertiesFileNamesTheMainClass() throws Exception {
    Path folder = install("fake");
    Files.move(folder.resolve("dpone-service-fake.jar"), folder.resolve("renamed.jar"));
    Files.writeString(
        folder.resolve("service.properties"), "main=" + FakeService.class.getName() + "\n");
    assertThat(services.open("fake", Map.of(), data)).containsEntry("host", "127.0.0.1");
  }

  @Test
  void serviceThatCannotStartSaysWhy() throws Exception {
    Path folder = install("fake");
    Files.move(folder.resolve("dpone-service-fake.jar"), folder.resolve("renamed.jar"));
    assertThatThrownBy(() -> services.open("fake", Map.of(), data))
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("SERVICE_ENDED"))
        .hasMessageContaining("dpone.service.fake.Main");
  }

  private Path install(String name) throws Exception {
    Path folder =
        Files.createDirectories(
            temp.resolve("dist/certification").resolve(name).resolve("service"));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
    try (OutputStream out =
            Files.newOutputStream(folder.resolve("dpone-service-" + name + ".jar"));
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.putNextEntry(new JarEntry(FakeService.class.getName().replace('.', '/') + ".class"));
      jar.write(FakeService.class.getResourceAsStream("FakeService.class").readAllBytes());
      jar.closeEntry();
    }
    return folder;
  }

  private List<String> log() throws Exception {
    return Files.readAllLines(data.resolve("log.txt"));
  }

  private long starts() throws Exception {
    return pids().size();
  }

  private List<Long> pids() throws Exception {
    return log().stream()
        .filter(l -> l.startsWith("start "))
        .map(l -> Long.parseLong(l.substring("start ".length())))
        .toList();
  }
}
