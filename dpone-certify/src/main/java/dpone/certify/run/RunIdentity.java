package dpone.certify.run;

import dpone.certify.evidence.Environment;
import dpone.certify.level.Judge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What tells one run from another. */
final class RunIdentity {
  private static final long PATIENCE_SECONDS = 5;
  private static final String COMMIT = "[0-9a-f]{40,64}";

  private RunIdentity() {}

  static Environment environment(RunSettings settings, Judge judge) {
    return Environment.here(
        id(), settings.whole(), commit(settings.dist()), judge.policy().digest());
  }

  /** A build server that repeats a run says so; the suite never repeats anything by itself. */
  static int attempt() {
    return attempt(System.getenv());
  }

  static int attempt(Map<String, String> environment) {
    String text = environment.getOrDefault("GITHUB_RUN_ATTEMPT", "1");
    return text.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(text) : 1;
  }

  private static String id() {
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    return Instant.now().truncatedTo(ChronoUnit.SECONDS) + "-" + HexFormat.of().formatHex(random);
  }

  /** From the build server, else from git where the distribution was built; else empty. */
  private static String commit(Path dist) {
    String given = System.getenv().getOrDefault("GITHUB_SHA", "");
    return given.matches(COMMIT) ? given : git(dist);
  }

  private static String git(Path dist) {
    @Nullable Path output = null;
    try {
      output = Files.createTempFile("dpone-commit-", ".txt");
      Process process =
          new ProcessBuilder("git", "rev-parse", "HEAD")
              .directory(dist.toAbsolutePath().toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return "";
      }
      String text = Files.readString(output, StandardCharsets.ISO_8859_1).strip();
      return process.exitValue() == 0 && text.matches(COMMIT) ? text : "";
    } catch (IOException absent) {
      return "";
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return "";
    } finally {
      delete(output);
    }
  }

  private static void delete(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException left) {
      // A file of some bytes in the temporary folder.
    }
  }
}
