package dpone.runtime.discovery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A jar that a connector is made of. Thread-safe. */
public final class ConnectorJar {
  private final Path path;
  private final boolean driver;
  private volatile @Nullable String sha256;

  ConnectorJar(Path path, boolean driver) {
    this.path = path;
    this.driver = driver;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Whether it is third-party code under {@code drivers/}. */
  public boolean driver() {
    return driver;
  }

  /**
   * Digest of its bytes, 64 lower-case hexadecimal digits; read at the first call and kept.
   *
   * @throws UncheckedIOException when the jar cannot be read
   */
  public String sha256() {
    String known = sha256;
    if (known == null) {
      known = digest(path);
      sha256 = known;
    }
    return known;
  }

  private static String digest(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
