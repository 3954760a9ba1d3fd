package dpone.certify;

import dpone.certify.level.Judge;
import dpone.certify.problem.BadInputException;
import dpone.certify.run.CertificationRun;
import dpone.certify.run.RunOutcome;
import dpone.certify.run.RunSettings;
import dpone.runtime.discovery.DistLocator;
import dpone.spi.certify.Profile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that runs something. */
final class RunOptions {
  @Option(
      names = "--connector",
      paramLabel = "ID",
      description = "Only this connector; may be repeated.")
  List<String> connectors = new ArrayList<>();

  @Option(
      names = "--requirement",
      paramLabel = "REQUIREMENT",
      description =
          "Try only this requirement or check, such as PROD-3; may be repeated. The others count as"
              + " skipped.")
  List<String> requirements = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      description =
          "unit, integration, integration_live or nightly; each includes unit. Default:"
              + " ${DEFAULT-VALUE}. What needs a service that is not installed is reported as"
              + " skipped (install them with ./build services).",
      defaultValue = "integration")
  Profile profile = Profile.INTEGRATION;

  @Option(
      names = "--plugin",
      paramLabel = "JAR_OR_DIR",
      description = "A further connector: its jar or its folder; may be repeated.")
  List<Path> plugins = new ArrayList<>();

  @Option(
      names = "--dist",
      paramLabel = "DIR",
      description = "The distribution; by default the one this program is part of.")
  @Nullable Path dist;

  RunOutcome run(PrintWriter progress, Judge judge) throws IOException {
    return run(progress, connectors, judge, false);
  }

  /**
   * Runs.
   *
   * @param ids connectors; empty means all
   * @param recorded whether nothing is tried, only what is recorded counts
   */
  RunOutcome run(PrintWriter progress, List<String> ids, Judge judge, boolean recorded)
      throws IOException {
    Path folder =
        DistLocator.find(dist)
            .orElseThrow(() ->
                new BadInputException(
                    "CERTIFY_DIST: there is no distribution"
                        + (dist == null ? " beside this program" : " in " + dist)
                        + "; build one with ./build dist, or name it with --dist"));
    return new CertificationRun(
            new RunSettings(folder, plugins, ids, profile, requirements, recorded),
            judge,
            line -> {
              if (!recorded) {
                progress.println(line);
                progress.flush();
              }
            })
        .run();
  }
}
