package dpone.certify;

import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.EvidenceSamples;
import dpone.certify.evidence.Outcome;
import dpone.certify.evidence.Subject;
import dpone.certify.ledger.Trust;
import dpone.certify.level.Judge;
import dpone.certify.policy.PolicyReader;
import dpone.certify.reference.ReferenceDist;
import dpone.certify.run.RunOutcome;
import dpone.spi.certify.Profile;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every defect that the suite is tried with. */
final class PlantedDefects {
  private static final Requirements CATALOGUE = Requirements.load();
  private static final String PAGE = "certification/reference/docs/connectors/reference.md";
  private static final String EXAMPLES = "certification/reference/examples/";
  private static final String DRIVER =
      "new DriverRequirement(\"reference:driver:1\", \"reference.driver.LineCodec\")";
  private static final String TOUCHED =
      "static final Object TOUCHED = new reference.driver.LineCodec();";
  private static final String NOT_SO = "documented and not so";

  /** A sink that changes a schema without a word. */
  static final ReferenceDist.Edit SILENT =
      new ReferenceDist.Edit(
          "FileCommitter.java", "context.reached(Boundary.DURING_SCHEMA_CHANGE);", "");

  private PlantedDefects() {}

  static List<Defect> all() {
    return Stream.of(
            isolation(),
            documents(),
            switches(),
            logs(),
            PlantedPages.all(),
            retries(),
            records(),
            boundaries())
        .flatMap(List::stream)
        .toList();
  }

  /** By what a trial takes; each defect is in one. */
  enum Group {
    /** Mostly found without a system. */
    FORM,
    /** Runs against the reference connector's folders. */
    BEHAVIOUR,
    /** Reruns, processes that die. */
    RECOVERY;

    private static Group of(String check) {
      if (check.startsWith("BETA-")) {
        return BEHAVIOUR;
      }
      return check.matches("PROD-[2-6]\\..*") ? RECOVERY : FORM;
    }
  }

  static List<Defect> of(Group group) {
    return all().stream().filter(defect -> Group.of(defect.check()) == group).toList();
  }

  private static List<Defect> isolation() {
    return List.of(
        planted(
            "EXP-1.found-without-drivers",
            "a static field of the provider makes a driver object",
            "not found once its drivers are taken away",
            folder -> ReferenceDist.make(folder, TOUCHED)),
        planted(
            "EXP-1.discovery-touches-no-driver",
            "a static field of the provider makes a driver object",
            "discovery loaded driver classes",
            folder -> ReferenceDist.make(folder, TOUCHED)),
        planted(
            "EXP-1.provider-names-no-driver",
            "a field of the provider has a driver's type",
            "names driver classes: reference/driver/LineCodec",
            folder -> ReferenceDist.make(folder, "private reference.driver.LineCodec codec;")),
        planted(
            "EXP-1.drivers-invisible",
            "a driver that lies on the application's path, too",
            "is visible to the application",
            PlantedDefects::driverOfTheApplication),
        planted(
            "EXP-1.module-requires-contracts-only",
            "the module requires dpone.runtime, of which a copy lies beside it",
            "module dpone.reference requires [dpone.runtime]",
            folder -> ReferenceDist.requiring(folder, "dpone.runtime")),
        planted(
            "EXP-1.versions-side-by-side",
            "a driver class that comes from the JDK's loader",
            "is one class in both copies",
            folder ->
                ReferenceDist.make(
                    folder,
                    edit(
                        "ReferenceConnector.java",
                        DRIVER,
                        "new DriverRequirement(\"reference:driver:1\","
                            + " \"java.util.zip.CRC32\")"))));
  }

  /**
   * The test's own libraries are on the application's path, and no module of dpone asks for them.
   */
  private static Path driverOfTheApplication(Path folder) throws IOException {
    Class<?> probe = org.opentest4j.AssertionFailedError.class;
    Path dist =
        ReferenceDist.make(
            folder,
            edit(
                "ReferenceConnector.java",
                DRIVER,
                DRIVER
                    + ", new DriverRequirement(\"leaked:driver:1\", \""
                    + probe.getName()
                    + "\")"));
    try {
      Files.copy(
          Path.of(probe.getProtectionDomain().getCodeSource().getLocation().toURI()),
          dist.resolve("connectors/reference/drivers/leaked.jar"));
    } catch (URISyntaxException malformed) {
      throw new IOException(malformed);
    }
    return dist;
  }

  private static List<Defect> documents() {
    return List.of(
        edited(
            "EXP-2.page-names-drivers",
            "the page says that it needs a driver, and not which",
            "does not name reference:driver:1",
            PAGE,
            "`reference:driver:1`",
            "a driver"),
        edited(
            "EXP-3.examples-check",
            "an example says `tabel` for `table`",
            "reference.yaml: ",
            EXAMPLES + "reference.yaml",
            "table: \"orders_copy\"",
            "tabel: \"orders_copy\""),
        edited(
            "EXP-3.examples-cover-roles",
            "no example follows changes",
            "no example uses it as cdc",
            EXAMPLES + "changes.yaml",
            "cdc_apply",
            "full_refresh"),
        planted(
            "EXP-4.golden-constructions",
            "another value in the line that it builds",
            "line.txt differs from its golden file at character 0",
            folder ->
                ReferenceDist.make(
                    folder, edit("Tables.java", "asList(\"1\", null", "asList(\"2\", null"))),
        edited(
            "PROD-2.documented",
            "the page leaves a mode out of its words on a rerun",
            "incremental_append",
            PAGE,
            "`incremental_append`",
            "the rest"),
        planted(
            "PROD-7.formats-still-read",
            "an option that older manifests do not have is required",
            "region",
            folder ->
                ReferenceDist.withOption(
                    folder, "Option.of(\"region\", OptionType.STRING, \"Region.\").require(),")),
        planted(
            "PROD-7.signatures",
            "a class of the contracts taken away",
            "gone: dpone.spi.cdc.ChangeHealth",
            folder -> {
              Path dist = ReferenceDist.make(folder, "");
              ReferenceDist.addContracts(dist, "dpone/spi/cdc/ChangeHealth.class");
              return dist;
            }),
        new Defect(
            "BETA-4.late-rows",
            "the limitation that speaks of late rows taken out of the descriptor",
            "no limitation of the descriptor mentions late rows",
            (sound, folder) ->
                ReferenceRun.certify(
                    ReferenceDist.make(
                        folder,
                        edit(
                            "ReferenceConnector.java",
                            "List.of(\"Late rows, older than the position, are not read.\")",
                            "List.of()")),
                    Profile.INTEGRATION,
                    "BETA-4.late-rows")));
  }

  private static List<Defect> retries() {
    String check = "BETA-2.table-equals-policy";
    return List.of(
        edited(
            check,
            "the page's table of retries names a failure more",
            NOT_SO,
            PAGE,
            "`REF_BUSY` `REF_AWAY` |",
            "`REF_BUSY` `REF_AWAY` `REF_TYPE` |"),
        edited(
            check,
            "the page's table of retries says 9 tries",
            NOT_SO,
            PAGE,
            "`REF_AWAY` | 5",
            "`REF_AWAY` | 9"),
        edited(
            check,
            "the page's table of retries lacks its last line",
            "not documented: everything else",
            PAGE,
            "| everything else | nothing | 1 |  |  |",
            ""),
        edited(
            check,
            "the page's table of errors has another category",
            "the table of errors says RESOURCE",
            PAGE,
            "`REF_BUSY` | `THROTTLED`",
            "`REF_BUSY` | `RESOURCE`"));
  }

  private static List<Defect> switches() {
    return List.of(
        switched("swap-with-zero-rows", "BETA-5.full-refresh", "0 found"),
        switched("drop-last-batch", "BETA-5.large-read", "is lost"),
        switched("second-for-first", "BETA-5.second-full-refresh", "is lost"),
        switched("new-for-old", "BETA-5.empty-then-new", "is lost"),
        switched("append-rewrites", "BETA-5.append", "is lost"),
        switched("update-as-insert", "BETA-5.merge", "is doubled"),
        switched("counted-twice", "BETA-5.accounting", "ACCOUNTING_MISMATCH"),
        switched(
            "declares-later", "BETA-5.undeclared-refused", "is not declared and the run succeeded"),
        switched("refuses-declared", "BETA-5.undeclared-refused", "a reason is given"),
        switched("greater-than", "BETA-4.ties", "is lost"),
        switched("position-lost", "BETA-4.empty-then-new", "is doubled"),
        switched("secret-cut", "BETA-1.present", "secret from environment"),
        switched("missing-as-empty", "BETA-1.missing", "succeeded"),
        switched("secret-echoed", "BETA-1.malformed", "own refusal"),
        switched("secret-cached", "BETA-1.rotated", "not read anew"),
        switched("secret-in-cause", "BETA-1.canary", "after the login"),
        switched("busy-swallowed", "BETA-2.faults-provoked", "succeeded although every try failed"),
        switched("retry-not-used", "BETA-2.faults-provoked", "the policy counted 1 tries"),
        switched("own-retry-loop", "BETA-2.faults-provoked", "the system saw 15 tries"),
        switched("wait-ignored", "BETA-2.faults-provoked", "ms before try 2"),
        switched("failure-as-internal", "PROD-5.failures-provoked", "REF_NO_TABLE"),
        switched("rows-counted-twice", "PROD-6.fields-emitted", "inserted"),
        switched("numeric-through-double", "BETA-3.source-decodes", "decimal"),
        switched("timestamp-without-zone", "BETA-3.sink-read-back", "timestamptz"),
        switched("cut-at-nul", "BETA-3.round-trip", "string"),
        switched("unmapped-as-text", "BETA-3.refused-types", "described all the same"),
        switched("duplicate-on-retry", "PROD-2.three-runs", "is doubled"),
        switched("duplicate-on-replay", "PROD-2.replay", "is doubled"),
        switched("double-apply", "PROD-2.double-apply-log", "rows twice"),
        switched("dropped-column", "PROD-4.classes-by-policies", "gone_column under evolve"),
        switched("commit-before-write", "PROD-3.halted-at-boundaries", "is doubled"),
        switched("confirm-early", "PROD-3.changes-halted", "cdc_apply"),
        switched("acknowledge-before-durable", "PROD-3.killed-from-outside", "is lost"),
        switched("no-fence", "PROD-3.zombie-fenced", "older run went on"));
  }

  /** A sink of its own has every boundary that it declares. */
  private static List<Defect> boundaries() {
    String check = "PROD-3.halted-at-boundaries";
    return List.of(
        new Defect(
            check,
            "a sink that says nothing of a change of schema",
            "the boundary is never reported: DURING_SCHEMA_CHANGE",
            (sound, folder) ->
                ReferenceRun.certify(
                    ReferenceDist.make(folder, List.of(SILENT)), Profile.INTEGRATION, check)));
  }

  private static List<Defect> logs() {
    return List.of(
        ofLogs("log-skips-first", "BETA-4.appended", "is lost"),
        ofLogs("gap-is-end", "BETA-4.gaps", "is lost"),
        ofLogs("position-planned", "BETA-4.cut", "rows are left"));
  }

  private static Defect ofLogs(String defect, String check, String seen) {
    return new Defect(
        check,
        "switch `" + defect + "` of a connector of logs",
        seen,
        (sound, folder) -> ReferenceRun.ofLogs(defect, logDist(sound), check));
  }

  /** The reference connector with streams that have an order of their own; made once. */
  static Path logDist(Path sound) throws IOException {
    Path root = sound.resolveSibling("logs");
    Path dist = root.resolve("dist");
    return Files.exists(dist)
        ? dist
        : ReferenceDist.make(
            root,
            List.of(
                new ReferenceDist.Edit("ReferenceConnector.java", ", Role.CDC)", ")"),
                new ReferenceDist.Edit(
                    "ReferenceConnector.java",
                    "List.of(\"Late rows, older than the position, are not read.\")));",
                    "List.of()), dpone.spi.Increments.BY_POSITION);")));
  }

  private static List<Defect> records() {
    return List.of(
        new Defect(
            "PROD-1.live",
            "switch `disposable-only`",
            "BETA-5.full-refresh: ",
            (sound, folder) -> {
              liveFolder();
              return ReferenceRun.with(
                  "defect",
                  "disposable-only",
                  "disposable-only",
                  sound,
                  Profile.INTEGRATION_LIVE,
                  "PROD-1.live");
            }),
        new Defect(
            "PROD-8.consecutive-green",
            "the last of five green runs was a second attempt",
            "0 of 5 green runs in a row",
            Outcome.MISSING,
            (sound, folder) -> withHistory(sound, 2)));
  }

  /** The folder that the variables of this test's process name as the live system. */
  static Path liveFolder() throws IOException {
    return Files.createDirectories(Path.of(System.getenv("DPONE_LIVE_REFERENCE_FOLDER")));
  }

  /** A run after five whole ones, a day apart. */
  static RunOutcome withHistory(Path sound, int lastAttempt) throws IOException {
    List<Subject> subjects =
        ReferenceRun.certify(sound, Profile.UNIT, "EXP-2").evidence().getFirst().subjects();
    Instant now = Instant.now();
    List<Evidence> history = new ArrayList<>();
    for (int day = 5; day > 0; day--) {
      EvidenceSamples.run(
              "reference",
              now.minus(Duration.ofDays(day)),
              'a',
              "integration",
              day == 1 ? lastAttempt : 1,
              true)
          .forEach(record -> history.add(EvidenceSamples.about(record, subjects)));
    }
    Judge judge = new Judge(CATALOGUE, PolicyReader.builtIn(CATALOGUE), history, Trust.NONE, now);
    return ReferenceRun.certify(sound, Profile.UNIT, judge, "EXP-2");
  }

  private static Defect switched(String defect, String check, String seen) {
    return new Defect(
        check,
        "switch `" + defect + "`",
        seen,
        (sound, folder) ->
            ReferenceRun.with("defect", defect, defect, sound, Profile.INTEGRATION, check));
  }

  private static List<ReferenceDist.Edit> edit(String file, String from, String to) {
    return List.of(new ReferenceDist.Edit(file, from, to));
  }

  /** Found without a system. */
  private static Defect planted(String check, String what, String seen, Plant plant) {
    return new Defect(
        check,
        what,
        seen,
        (sound, folder) -> ReferenceRun.certify(plant.in(folder), Profile.UNIT, check));
  }

  private static Defect edited(
      String check, String what, String seen, String file, String text, String instead) {
    return planted(
        check,
        what,
        seen,
        folder -> {
          Path dist = ReferenceDist.make(folder, "");
          String before = Files.readString(dist.resolve(file));
          if (!before.contains(text)) {
            throw new IOException("nothing was planted: " + file + " does not hold " + text);
          }
          ReferenceDist.write(dist.resolve(file), before.replace(text, instead));
          return dist;
        });
  }

  /** Makes a defective distribution. */
  @FunctionalInterface
  private interface Plant {
    Path in(Path folder) throws IOException;
  }
}
