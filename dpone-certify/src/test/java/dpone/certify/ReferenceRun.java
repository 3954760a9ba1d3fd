package dpone.certify;

import dpone.certify.level.Judge;
import dpone.certify.run.CertificationRun;
import dpone.certify.run.RunOutcome;
import dpone.certify.run.RunSettings;
import dpone.spi.certify.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Certifies the reference connector with its switches set; one at a time in a process. */
final class ReferenceRun {
  private static final String SETTINGS = "dpone.reference.";
  static final String SOUND = "none";
  private static final String FIRED = SETTINGS + "fired";

  private ReferenceRun() {}

  /** Without any switch. */
  static RunOutcome certify(Path dist, Profile profile, String... requirements) throws IOException {
    return certify(dist, profile, Judge.ofOneRun(), requirements);
  }

  /** Without any switch, before a judge that knows other runs. */
  static RunOutcome certify(Path dist, Profile profile, Judge judge, String... requirements)
      throws IOException {
    return certify("reference", dist, profile, judge, requirements);
  }

  private static RunOutcome certify(
      String connector, Path dist, Profile profile, Judge judge, String... requirements)
      throws IOException {
    return new CertificationRun(
            new RunSettings(dist, List.of(), List.of(connector), profile, List.of(requirements)),
            judge,
            line -> {})
        .run();
  }

  /** The second connector of the jar, which reads pages, with one switch set. */
  static RunOutcome ofPages(String defect, Path dist, String... checks) throws IOException {
    return fired(
        "defect",
        defect,
        defect.equals(SOUND) ? "" : defect,
        () -> certify("reference-pages", dist, Profile.INTEGRATION, Judge.ofOneRun(), checks));
  }

  /** The same over its only stream without a cursor. */
  static RunOutcome ofPagesWithoutCursor(String defect, Path dist, String... checks)
      throws IOException {
    String only = SETTINGS + "only";
    System.setProperty(only, "labels");
    try {
      return ofPages(defect, dist, checks);
    } finally {
      System.clearProperty(only);
    }
  }

  /** As a connector of logs, with one switch set. */
  static RunOutcome ofLogs(String defect, Path dist, String... checks) throws IOException {
    String logs = SETTINGS + "log";
    System.setProperty(logs, "true");
    try {
      return with(
          "defect", defect, defect.equals(SOUND) ? "" : defect, dist, Profile.INTEGRATION, checks);
    } finally {
      System.clearProperty(logs);
    }
  }

  /**
   * With one setting of the connector changed.
   *
   * @param fires what the connector says once it heeds the setting; empty where it says nothing
   * @throws AssertionError when it never did: such a run has tried nothing
   */
  static RunOutcome with(
      String setting, String value, String fires, Path dist, Profile profile, String... checks)
      throws IOException {
    return fired(setting, value, fires, () -> certify(dist, profile, checks));
  }

  @FunctionalInterface
  private interface Run {
    RunOutcome go() throws IOException;
  }

  private static RunOutcome fired(String setting, String value, String fires, Run run)
      throws IOException {
    System.clearProperty(FIRED);
    System.setProperty(SETTINGS + setting, value);
    try {
      RunOutcome outcome = run.go();
      String fired = System.getProperty(FIRED, "");
      if (!fired.equals(fires)) {
        throw new AssertionError(
            setting + " " + value + " never fired" + (fired.isEmpty() ? "" : ", but " + fired));
      }
      return outcome;
    } finally {
      System.clearProperty(SETTINGS + setting);
      System.clearProperty(FIRED);
    }
  }
}
