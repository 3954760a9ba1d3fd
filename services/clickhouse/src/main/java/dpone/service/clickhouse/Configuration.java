package dpone.service.clickhouse;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

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
    Path users = folder.resolve("users.xml");
    Files.deleteIfExists(users);
    Files.createFile(
        users, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(users, resource("users.xml").replace("PASSWORD", password));
    return new Configuration(folder, engine, password);
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
