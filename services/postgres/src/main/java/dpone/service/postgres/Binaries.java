package dpone.service.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PostgreSQL that can be run here.
 *
 * @param folder the folder that holds {@code initdb} and {@code postgres}
 * @param version as the server prints it, such as {@code 18.6}
 */
record Binaries(Path folder, String version, Origin origin) {
  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d[^\\s]*)");

  enum Origin {
    BUNDLED,
    INSTALLED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Empty when the folder lacks a program, or the program does not run on this machine. */
  static Optional<Binaries> in(Path folder, Origin origin) throws InterruptedException {
    Path postgres = folder.resolve("postgres");
    if (!Files.isExecutable(postgres) || !Files.isExecutable(folder.resolve("initdb"))) {
      return Optional.empty();
    }
    Commands.Result printed = Commands.attempt(folder, List.of(postgres.toString(), "--version"));
    Matcher version = VERSION.matcher(printed.output());
    return printed.succeeded() && version.find()
        ? Optional.of(new Binaries(folder, version.group(1), origin))
        : Optional.empty();
  }

  int major() {
    return Integer.parseInt(version.replaceFirst("\\D.*", ""));
  }

  String program(String name) {
    return folder.resolve(name).toString();
  }

  /**
   * The PostgreSQL to use: the folder the caller named, the bundled one, or an installed one.
   *
   * @param cache where bundled binaries are unpacked
   * @param major the only major version that will do, empty for any
   */
  static Binaries choose(Path cache, Options options, Optional<Integer> major)
      throws ServiceException, IOException, InterruptedException {
    Optional<Path> named = options.binaries();
    if (named.isPresent()) {
      return in(named.get(), Origin.INSTALLED)
          .filter(found -> found.fits(major))
          .orElseThrow(() ->
              new ServiceException(
                  "DPONE_PG_BIN: no PostgreSQL" + word(major) + " that runs here in " + named.get(),
                  "name the folder that holds initdb and postgres"));
    }
    if (options.bundled()) {
      Optional<Binaries> bundled = BundledBinaries.unpacked(cache, major);
      if (bundled.isPresent()) {
        return bundled.get();
      }
    }
    return InstalledBinaries.newest(major)
        .orElseThrow(() ->
            new ServiceException(
                "no PostgreSQL"
                    + word(major)
                    + " for this machine: "
                    + (options.installedOnly() ? "none is installed" : "none bundled or installed"),
                "install PostgreSQL"
                    + word(major)
                    + ", or name its folder of programs in DPONE_PG_BIN"));
  }

  boolean fits(Optional<Integer> wanted) {
    return wanted.isEmpty() || wanted.get() == major();
  }

  private static String word(Optional<Integer> major) {
    return major.map(number -> " " + number).orElse("");
  }
}
