package dpone.certify;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.certify.reference.ReferenceDist;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plugins that are no connector, or not the one that they say: one line, an exit code, no pass. */
@Tag("unit")
class BadPluginTest {
  private static final String DESCRIPTOR = "public ConnectorDescriptor descriptor() { return %s; }";
  private static final String SOURCE = "described(\"stranger\", Set.of(Role.SOURCE), List.of())";

  @TempDir Path folder;
  private Path dist;

  private record Result(int code, String out, String err) {}

  @BeforeEach
  void emptyDistribution() throws IOException {
    dist = folder.resolve("dist");
    Files.createDirectories(dist.resolve("connectors"));
  }

  @Test
  void jarThatIsNoJar() throws IOException {
    Path jar = Files.writeString(folder.resolve("text.jar"), "not a zip");
    refused("CONNECTOR_UNREADABLE", certify(jar));
  }

  @Test
  void jarThatIsCutOff() throws IOException {
    byte[] whole = Files.readAllBytes(stranger("cut", SOURCE));
    Path jar = Files.write(folder.resolve("cut.jar"), java.util.Arrays.copyOf(whole, 700));
    refused("CONNECTOR_UNREADABLE", certify(jar));
  }

  @Test
  void folderWithoutAConnector() throws IOException {
    refused("CONNECTOR_NOT_FOUND", certify(Files.createDirectories(folder.resolve("nothing"))));
  }

  @Test
  void pluginThatIsNotThere() {
    refused("CONNECTOR_UNREADABLE", certify(folder.resolve("gone.jar")));
  }

  @Test
  void twoConnectorsWithOneId() throws IOException {
    refused("CONNECTOR_DUPLICATE_ID", certify(stranger("one", SOURCE), stranger("two", SOURCE)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public Stranger() { throw new IllegalStateException(\"no\\nlicense\"); }",
        "static final int N = Integer.parseInt(\"none\");",
      })
  void providerThatThrowsWhenItIsCreated(String body) throws IOException {
    Path jar = ReferenceDist.plugin(folder, "thrower", body + DESCRIPTOR.formatted(SOURCE));
    refused("CONNECTOR_PROVIDER", certify(jar));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "described(\"Not An Id\", Set.of(), List.of())",
        "stack()",
      })
  void descriptorThatThrows(String descriptor) throws IOException {
    Path jar =
        ReferenceDist.plugin(
            folder,
            "thrower",
            DESCRIPTOR.formatted(descriptor) + " ConnectorDescriptor stack() { return stack(); }");
    refused("CONNECTOR_PROVIDER", certify(jar));
  }

  /**
   * Waits for a lock that is never given back: no interruption ends that, and it takes no processor
   * from the tests that follow in this process.
   */
  private static final String HANG =
      """
      static final Object LOCK = new Object();
      static volatile boolean held;

      static void hang() {
        Thread.ofPlatform().daemon().start(() -> {
          synchronized (LOCK) {
            held = true;
            while (true) {
              java.util.concurrent.locks.LockSupport.park();
            }
          }
        });
        while (!held) {
          Thread.onSpinWait();
        }
        synchronized (LOCK) {
          held = false;
        }
      }
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public Stranger() { hang(); } public ConnectorDescriptor descriptor() { return null; }",
        "public ConnectorDescriptor descriptor() { hang(); return null; }",
      })
  void providerThatHangs(String body) throws IOException {
    Path jar = ReferenceDist.plugin(folder, "hanger", body + HANG);
    long begun = System.nanoTime();
    Result result = certify(jar);

    refused("CONNECTOR_PROVIDER", result);
    assertThat(result.err).contains("does not answer within 10 seconds", "Stranger.hang");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(60));
  }

  @Test
  void descriptorThatClaimsARoleItDoesNotHave() throws IOException {
    Result result =
        certify(stranger("liar", "described(\"stranger\", Set.of(Role.SINK), List.of())"));
    failed(
        result,
        "EXP-1 failed: found-without-drivers: the descriptor claims the role sink, which the connector refuses");
  }

  @Test
  void descriptorThatNamesADriverItDoesNotBring() throws IOException {
    Result result =
        certify(
            stranger(
                "liar",
                "described(\"stranger\", Set.of(Role.SOURCE),"
                    + " List.of(new DriverRequirement(\"no:driver:1\", \"no.driver.Here\")))"));
    failed(result, "no:driver:1 is not there");
  }

  @Test
  void capabilityWhoseClassIsMissing() throws IOException {
    Path jar =
        ReferenceDist.plugin(
            folder,
            "liar",
            DESCRIPTOR.formatted(SOURCE)
                + """
                  public <T> Optional<T> capability(Class<T> type) {
                    if (type == OfflineConstructions.class) {
                      throw new NoClassDefFoundError("stranger/liar/Gone");
                    }
                    return Optional.empty();
                  }
                """);
    failed(certify(jar), "EXP-4 failed: golden-constructions: the trial broke: CONNECTOR_FAILED");
  }

  private Path stranger(String name, String descriptor) throws IOException {
    return ReferenceDist.plugin(folder, name, DESCRIPTOR.formatted(descriptor));
  }

  private static void refused(String code, Result result) {
    assertThat(result.code).as(result.out + result.err).isEqualTo(Certify.BAD_INPUT);
    assertThat(result.out).isEmpty();
    assertThat(result.err.strip()).startsWith(code + ": ").hasLineCount(1);
  }

  private static void failed(Result result, String line) {
    assertThat(result.code).as(result.out + result.err).isEqualTo(Certify.BELOW);
    assertThat(result.err).contains(line);
    assertThat(result.out).contains("| none |").doesNotContain("| experimental | experimental |");
  }

  private Result certify(Path... plugins) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> arguments =
        new ArrayList<>(List.of("--dist", dist.toString(), "--profile", "unit", "--no-ledger"));
    for (Path plugin : plugins) {
      arguments.addAll(List.of("--plugin", plugin.toString()));
    }
    int code =
        Certify.run(
            arguments.toArray(String[]::new),
            new PrintWriter(out, true),
            new PrintWriter(err, true));
    return new Result(code, out.toString(), err.toString());
  }
}
