package dpone.service.postgres;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the service was started.
 *
 * @param data absolute; the folder that holds the cluster, its password and its log
 * @param installedOnly leave bundled binaries alone
 * @param binaries the folder of programs that the environment names
 */
record Options(Path data, boolean installedOnly, Optional<Path> binaries) {
  static final String USAGE = "Main --data DIR [--installed]";

  /** Whether bundled binaries may be used. */
  boolean bundled() {
    return !installedOnly && binaries.isEmpty();
  }

  static Options parse(List<String> arguments, Map<String, String> environment)
      throws ServiceException {
    Optional<Path> data = Optional.empty();
    boolean installed = false;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--data") && i + 1 < arguments.size()) {
        data = Optional.of(Path.of(arguments.get(++i)));
      } else if (argument.equals("--installed")) {
        installed = true;
      } else {
        throw new ServiceException("unexpected argument " + argument, USAGE);
      }
    }
    Path folder = data.orElseThrow(() -> new ServiceException("--data is missing", USAGE));
    Optional<Path> binaries =
        Optional.ofNullable(environment.get("DPONE_PG_BIN"))
            .filter(value -> !value.isBlank())
            .map(value -> Path.of(value).toAbsolutePath());
    return new Options(folder.toAbsolutePath().normalize(), installed, binaries);
  }
}
