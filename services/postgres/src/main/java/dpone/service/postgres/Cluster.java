package dpone.service.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A database cluster on disk.
 *
 * @param folder the service's data folder: the cluster itself is {@code pgdata} in it
 */
record Cluster(Path folder, Binaries binaries, RunAs runAs) {
  static final String USER = "dpone";

  /** The only way in: by password, from this machine. There is no socket file. */
  private static final String ACCESS =
      """
      host all         all 127.0.0.1/32 scram-sha-256
      host replication all 127.0.0.1/32 scram-sha-256
      """;

  private static final int FIRST_WITH_BUILTIN_LOCALE = 17;

  Path data() {
    return folder.resolve("pgdata");
  }

  Path log() {
    return folder.resolve("server.log");
  }

  String password() throws IOException {
    return Files.readString(passwordFile()).strip();
  }

  /** Makes the cluster where there is none yet, and checks the one that is there. */
  void prepare() throws ServiceException, IOException, InterruptedException {
    if (!Files.isDirectory(data())) {
      create();
    }
    String major = Files.readString(data().resolve("PG_VERSION")).strip();
    if (!major.equals(Integer.toString(binaries.major()))) {
      throw new ServiceException(
          data() + " belongs to PostgreSQL " + major + ", and this is " + binaries.version(),
          "name a PostgreSQL " + major + " in DPONE_PG_BIN, or delete " + folder);
    }
    Folders.own(data(), owner());
  }

  /** The cluster appears whole, by a rename: a process killed half-way leaves none. */
  private void create() throws ServiceException, IOException, InterruptedException {
    Path part = folder.resolve("pgdata.part");
    Path secret = folder.resolve("password.part");
    Folders.delete(part);
    Files.deleteIfExists(secret);
    Folders.create(part);
    writeSecret(secret, randomPassword());
    Files.copy(
        secret,
        passwordFile(),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
    Files.setOwner(part, owner());
    Files.setOwner(secret, owner());
    Commands.Result made =
        Commands.run(part, Commands.concat(runAs.prefix(), initdb(part, secret)));
    Files.deleteIfExists(secret);
    if (!made.succeeded()) {
      Folders.delete(part);
      throw new ServiceException(
          "initdb failed: " + made.output(), "check the disk and the permissions of " + folder);
    }
    Files.writeString(part.resolve("pg_hba.conf"), ACCESS, StandardOpenOption.TRUNCATE_EXISTING);
    Files.move(part, data(), StandardCopyOption.ATOMIC_MOVE);
  }

  private List<String> initdb(Path part, Path secret) {
    List<String> command = new ArrayList<>();
    command.add(binaries.program("initdb"));
    command.addAll(List.of("-D", part.toString(), "-U", USER, "--pwfile=" + secret));
    command.addAll(List.of("-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync"));
    if (binaries.major() >= FIRST_WITH_BUILTIN_LOCALE) {
      command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
    }
    return command;
  }

  private Path passwordFile() {
    return folder.resolve("password");
  }

  private UserPrincipal owner() throws IOException {
    var users = folder.getFileSystem().getUserPrincipalLookupService();
    return runAs.owner().isPresent()
        ? users.lookupPrincipalByName(runAs.owner().get())
        : Folders.owner(folder);
  }

  private static void writeSecret(Path file, String text) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text + "\n");
  }

  private static String randomPassword() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
