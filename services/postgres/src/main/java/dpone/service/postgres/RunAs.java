package dpone.service.postgres;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the server is run: never as root, and so that it ends when the service does.
 *
 * @param prefix what to put before the command
 * @param owner the user whose the cluster must be, where that is not the service's own
 * @param endsWithService whether the kernel signals the server when the service dies; a {@link
 *     Watchdog} is needed otherwise
 */
record RunAs(List<String> prefix, Optional<String> owner, boolean endsWithService) {
  /** The kernel clears the signal when a process changes its user, so this comes last. */
  private static final List<String> SIGNAL_AT_DEATH = List.of("setpriv", "--pdeathsig", "INT");

  private static final List<String> NAMESPACE = List.of("unshare", "-U");

  /** The first way that works on this machine. */
  static RunAs choose(Binaries binaries, Path data) throws ServiceException, InterruptedException {
    boolean root = userId().equals("0");
    for (RunAs way : root ? asRoot() : direct(List.of(), Optional.empty())) {
      if (way.reaches(binaries, data)) {
        return way;
      }
    }
    throw root
        ? new ServiceException(
            "cannot run PostgreSQL as an unprivileged user",
            "allow user namespaces (unshare -U), or install setpriv and keep "
                + data
                + " where the user postgres or nobody reaches it, or start dpone as an ordinary user")
        : new ServiceException(
            "cannot run " + binaries.program("postgres"), "check the folder's permissions");
  }

  String description() {
    return prefix.isEmpty() ? "directly" : "by " + String.join(" ", prefix);
  }

  private static List<RunAs> asRoot() throws InterruptedException {
    List<RunAs> ways = new ArrayList<>(direct(NAMESPACE, Optional.empty()));
    for (String user : List.of("postgres", "nobody")) {
      Commands.Result group = Commands.attempt(Path.of("/"), List.of("id", "-g", user));
      if (group.succeeded()) {
        List<String> change =
            List.of("setpriv", "--reuid=" + user, "--regid=" + group.output(), "--clear-groups");
        ways.add(
            new RunAs(
                Commands.concat(change, List.of("--pdeathsig", "INT")), Optional.of(user), true));
        ways.add(new RunAs(change, Optional.of(user), false));
      }
    }
    return ways;
  }

  private static List<RunAs> direct(List<String> first, Optional<String> owner) {
    return List.of(
        new RunAs(Commands.concat(first, SIGNAL_AT_DEATH), owner, true),
        new RunAs(first, owner, false));
  }

  private boolean reaches(Binaries binaries, Path data) throws InterruptedException {
    List<String> test =
        List.of(
            "sh",
            "-c",
            "test \"$(id -u)\" != 0 && test -x \"$1\" && cd \"$2\"",
            "sh",
            binaries.program("postgres"),
            data.toString());
    return Commands.attempt(data, Commands.concat(prefix, test)).succeeded();
  }

  private static String userId() throws InterruptedException {
    return Commands.attempt(Path.of("/"), List.of("id", "-u")).output();
  }
}
