package dpone.service.clickhouse;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What the server is started with, in its folder.
 *
 * @param folder real; holds data, configuration, password and log
 */
record Configuration(Path folder, Engine engine, String password) {
  /**
   * The user of a connection; {@code reader}, {@code small} and {@code settled} share its password.
   */
  static final String USER = "dpone";

  private static final int PASSWORD_BITS = 160;

  static Configuration write(Path folder, Engine engine) throws IOException {
    Path secret = folder.resolve("password");
    if (!Files.exists(secret)) {
      String made = new BigInteger(PASSWORD_BITS, new SecureRandom()).toString(36);
      Path part =
          Files.createTempFile(
              folder,
              "password",
              "",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(part, made + "\n");
      Files.move(part, secret);
    }
    String password = Files.readString(secret).strip();
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("config.xml"), resource("config.xml"));
    Configuration configuration = new Configuration(folder, engine, password);
    configuration.users("");
    return configuration;
  }

  /** Names one user more, in place of one named before. The engine reads users once. */
  void let(Request.User user) throws IOException {
    String grants =
        user.grant().isEmpty() ? "" : "<grants><query>" + user.grant() + "</query></grants>";
    users(
        "<%1$s><password_sha256_hex>%2$s</password_sha256_hex><networks><ip>127.0.0.1</ip></networks>"
                .formatted(user.name(), sha256(user.password()))
            + "<profile>default</profile><quota>default</quota>%s</%s>"
                .formatted(grants, user.name()));
  }

  private void users(String more) throws IOException {
    Path users = folder.resolve("users.xml");
    Files.deleteIfExists(users);
    Files.createFile(
        users, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        users,
        resource("users.xml").replace("PASSWORD", password).replace("</users>", more + "</users>"));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Configuration.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is missing in the service's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  Path log() {
    return folder.resolve("server.log");
  }
}
