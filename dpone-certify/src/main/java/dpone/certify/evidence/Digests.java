package dpone.certify.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** SHA-256 of files and of folders. */
public final class Digests {
  private Digests() {}

  /** Digest of a file's bytes, or of the names and bytes of all files below a folder. */
  public static String of(Path path) throws IOException {
    MessageDigest digest = sha256();
    if (!Files.isDirectory(path)) {
      add(digest, path);
    } else {
      for (Path file : files(path)) {
        name(digest, slashes(path.relativize(file)));
        add(digest, file);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Digest of bytes. */
  public static String ofBytes(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /** One digest of many texts, their order included. */
  public static String of(List<String> texts) {
    MessageDigest digest = sha256();
    texts.forEach(text -> name(digest, text));
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Every jar below a folder, in order of name. */
  public static List<Subject> jars(Path folder) throws IOException {
    List<Subject> jars = new ArrayList<>();
    for (Path file : files(folder)) {
      if (file.toString().toLowerCase(Locale.ROOT).endsWith(".jar")) {
        jars.add(new Subject(slashes(folder.relativize(file)), of(file)));
      }
    }
    return jars;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String slashes(Path relative) {
    return relative.toString().replace('\\', '/');
  }

  private static void name(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static void add(MessageDigest digest, Path file) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Java has SHA-256", absent);
    }
  }
}
