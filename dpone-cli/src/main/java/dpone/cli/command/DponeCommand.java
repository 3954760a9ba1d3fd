package dpone.cli.command;

import dpone.cli.output.Problems;
import dpone.cli.output.Screen;
import dpone.runtime.Dpone;
import dpone.runtime.DponeBuilder;
import dpone.runtime.manifest.Manifest;
import dpone.runtime.manifest.ManifestWarning;
import dpone.runtime.observe.RunListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command without a subcommand: the options that all have, and what all of them open. */
@Command(
    name = "dpone",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Moves data between systems, and proves which connectors may be trusted to.",
    footer = {
      "",
      "Examples:",
      "  dpone check orders.yaml --offline     is the manifest right?",
      "  dpone plan orders.yaml                what would a run do, and why?",
      "  dpone run orders.yaml                 move the data",
      "  dpone verify orders.yaml              are both ends the same?",
      "",
      "Exit codes:",
      "  0    done",
      "  1    data, accounting, commit unknown, a difference found, internal error",
      "  2    wrong usage or configuration; whatever is wrong at plan time",
      "  3    a system refused, throttled, failed in passing or ran out of something",
      "  4    authentication, permission, secret or TLS",
      "  130  interrupted",
      "",
      "`dpone COMMAND --help` says more. JVM options go into DPONE_JAVA_OPTS, default -Xmx256m."
    })
public final class DponeCommand {
  private final Screen screen;

  @Option(
      names = "--plugin",
      paramLabel = "JAR_OR_DIR",
      scope = ScopeType.INHERIT,
      description = "A further connector: its jar, its folder, or a folder of those. Repeatable.")
  private List<Path> plugins = new ArrayList<>();

  @Option(
      names = "--dist",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Folder with connectors/ and certification/; by default dpone's own.")
  private @Nullable Path dist;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Log more, and show the stack trace of an error.")
  private boolean debug;

  /** The command on that screen. */
  public DponeCommand(Screen screen) {
    this.screen = screen;
  }

  /** Whether stack traces are wanted. */
  public boolean debug() {
    return debug;
  }

  Screen screen() {
    return screen;
  }

  @Nullable Path dist() {
    return dist == null ? null : folder(dist);
  }

  Dpone open() {
    return open(RunListener.SILENT);
  }

  Dpone open(RunListener listener) {
    DponeBuilder builder = Dpone.builder().listener(listener).measureLiveSet(true);
    if (dist != null) {
      builder.dist(folder(dist));
    }
    for (Path plugin : plugins) {
      if (!Files.exists(plugin)) {
        throw Problems.usage(
            "PLUGIN_NOT_FOUND",
            "there is no plugin " + plugin,
            "name a connector's jar or folder with --plugin");
      }
      builder.plugin(plugin);
    }
    Dpone dpone = builder.build();
    screen.redactWith(dpone::redact);
    return dpone;
  }

  private static Path folder(Path dist) {
    if (!Files.isDirectory(dist)) {
      throw Problems.usage(
          "DIST_NOT_FOUND", "there is no folder " + dist, "name a folder with --dist");
    }
    return dist;
  }

  /** The pipelines of a file; what the user should know about them goes to standard error. */
  List<Manifest> read(Dpone dpone, Path file) {
    List<Manifest> manifests = dpone.read(file);
    for (Manifest manifest : manifests) {
      for (ManifestWarning warning : manifest.warnings()) {
        screen.complain("warning " + warning.oneLine());
      }
    }
    return manifests;
  }
}
