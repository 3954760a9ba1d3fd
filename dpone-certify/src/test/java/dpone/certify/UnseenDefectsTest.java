package dpone.certify;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.certify.evidence.CheckEvidence;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.Outcome;
import dpone.certify.reference.ReferenceDist;
import dpone.certify.run.CertificationRun;
import dpone.certify.run.RunOutcome;
import dpone.certify.run.RunSettings;
import dpone.spi.certify.Level;
import dpone.spi.certify.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Connectors with a fault that no check was written for: sources of the reference connector are
 * edited, not switched. Each is refused by a requirement that names the fault, and the message
 * tells its author what happened.
 */
@Tag("unit")
class UnseenDefectsTest {
  @TempDir Path root;

  /** The end is found by the size of a batch, as if the last one were always a full one. */
  @Test
  void droppedLastBatch() throws IOException {
    Map<String, String> failures =
        refused(
            "FileReader.java",
            "    if (left <= 0 || partial && settings.has(\"drop-last-batch\")) {",
            "    if (left <= 0 || rows.size() > 500 && left < settings.batchRows()) {",
            "BETA-5.large-read");

    assertThat(failures.get("BETA-5.large-read")).contains("is lost");
  }

  /** The position is one further than the last row that was delivered. */
  @Test
  void offByOneCursor() throws IOException {
    Map<String, String> failures =
        refused(
            "FileSource.java",
            "new Position(\n                  new Payload(\"reference\", \"mark\", 1, mark.json())",
            "new Position(\n                  new Payload(\"reference\", \"mark\", 1,"
                + " new Mark(mark.cursor() + 1, java.util.Set.of()).json())",
            "BETA-4.ties");

    assertThat(failures.get("BETA-4.ties")).contains("is lost");
  }

  /** A driver's class is asked for through the application's loader and kept by the provider. */
  @Test
  void leakedDriver() throws IOException {
    Map<String, String> failures =
        refused(
            "ReferenceConnector.java",
            "/*PLANT*/",
            "public Object codec() { return new reference.driver.LineCodec(); }",
            "EXP-1.provider-names-no-driver");

    assertThat(failures.get("EXP-1.provider-names-no-driver"))
        .contains("ReferenceConnector", "reference/driver/LineCodec");
  }

  /** The connection is quoted whole where a table is not found. */
  @Test
  void secretInAnException() throws IOException {
    Map<String, String> failures =
        refused(
            "FileSource.java",
            "    Table table =\n        Tables.read(settings.folder(), selection.name(),"
                + " settings.has(\"unmapped-as-text\"));",
            """
                Table table;
                try {
                  table = Tables.read(settings.folder(), selection.name());
                } catch (DponeException failed) {
                  failed.addSuppressed(
                      new IllegalArgumentException(
                          "files://" + settings.token().map(Secret::reveal).orElse("") + "@" + settings.folder()));
                  throw failed;
                }
            """,
            "BETA-1.canary");

    assertThat(failures.get("BETA-1.canary")).contains("the secret token stands in");
  }

  /** The source keeps a bookmark of its own, written when the position is asked for. */
  @Test
  void stateSavedBeforeTheCommit() throws IOException {
    Map<String, String> failures =
        refused(
            "PROD-3.halted-at-boundaries",
            edit(
                "FileSource.java",
                "            .map(p -> Mark.parse(p.payload().json()))\n            .orElse(Mark.START);",
                """
                            .map(p -> kept(bookmark(request), Mark.parse(p.payload().json())))
                            .orElseGet(() -> kept(bookmark(request), Mark.START));
                """),
            edit(
                "FileSource.java",
                "  @Override\n  public SplitReader open(",
                """
                private java.nio.file.Path bookmark(ReadRequest request) {
                  return settings
                      .folder()
                      .resolve(request.streams().getFirst().selection().name() + ".bookmark");
                }

                private static Mark kept(java.nio.file.Path bookmark, Mark else_) {
                  try {
                    return Files.exists(bookmark) ? Mark.parse(Files.readString(bookmark)) : else_;
                  } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                }

                @Override
                public SplitReader open(\
                """),
            edit(
                "FileSource.java",
                "!log || to == lines);",
                "!log || to == lines, bookmark(request));"),
            edit(
                "FileSource.java",
                "      boolean complete)\n      implements ReadSession",
                "      boolean complete,\n      java.nio.file.Path bookmark)\n      implements ReadSession"),
            edit(
                "FileSource.java",
                "      return mark.equals(Mark.START)",
                """
                try {
                  Files.writeString(bookmark, mark.json());
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
                return mark.equals(Mark.START)\
                """));

    assertThat(failures.get("PROD-3.halted-at-boundaries")).contains("is lost");
  }

  /** What was staged is kept in memory, so that a stage that a fence removed stops nobody. */
  @Test
  void zombieCommit() throws IOException {
    Map<String, String> failures =
        refused(
            "PROD-3.zombie-fenced",
            edit(
                "FileCommitter.java",
                "  private Runnable unwritten",
                "  private List<List<String>> kept;\n  private Runnable unwritten"),
            edit(
                "FileCommitter.java",
                "    long staged = staged(folder(stage)).size();",
                "    kept = staged(folder(stage));\n    long staged = kept.size();"),
            edit(
                "FileCommitter.java",
                "> staged = staged(stage);",
                "> staged = kept != null ? kept : staged(stage);"),
            edit(
                "FileCommitter.java",
                "            drop(stage);\n          }\n        };",
                "            if (Files.isDirectory(stage)) {\n              drop(stage);\n            }\n"
                    + "          }\n        };"));

    assertThat(failures.get("PROD-3.zombie-fenced")).contains("older run");
  }

  /** A refusal is taken for the end of the data. */
  @Test
  void swallowed429() throws IOException {
    Map<String, String> failures =
        refused(
            "FileSource.java",
            "    shut = !Door.enter(settings, context);",
            """
                try {
                  Door.enter(settings, context);
                } catch (DponeException busy) {
                  shut = busy.category() == ErrorCategory.THROTTLED;
                }
            """,
            "BETA-2.faults-provoked");

    assertThat(failures.get("BETA-2.faults-provoked"))
        .contains("REF_BUSY", "succeeded although every try failed");
  }

  /** Decimals keep what fits a long, which is right for small ones. */
  @Test
  void lossyDecimal() throws IOException {
    Map<String, String> failures =
        refused(
            "Cells.java",
            "    BigDecimal value = new BigDecimal(unscaled, scale);",
            "    BigDecimal value ="
                + " new BigDecimal(unscaled, scale).round(new java.math.MathContext(30));",
            "BETA-3.sink-read-back");

    assertThat(failures.get("BETA-3.sink-read-back")).contains("decimal");
  }

  private static ReferenceDist.Edit edit(String file, String from, String to) {
    return new ReferenceDist.Edit(file, from, to);
  }

  private Map<String, String> refused(String file, String from, String to, String check)
      throws IOException {
    return refused(check, edit(file, from, to));
  }

  private Map<String, String> refused(String check, ReferenceDist.Edit... edits)
      throws IOException {
    Path dist = ReferenceDist.make(root, List.of(edits));
    RunOutcome outcome =
        new CertificationRun(
                new RunSettings(
                    dist, List.of(), List.of("reference"), Profile.INTEGRATION, List.of(check)),
                line -> {})
            .run();
    Map<String, String> failures = new TreeMap<>();
    for (Evidence record : outcome.evidence()) {
      for (CheckEvidence tried : record.checks()) {
        // A trial that broke is not a connector that was found out.
        assertThat(tried.result())
            .as(tried.check() + " " + tried.reason())
            .isNotEqualTo(Outcome.ERROR);
        if (tried.result() == Outcome.FAILED) {
          failures.put(tried.check(), tried.reason());
        }
      }
    }
    assertThat(failures).containsKey(check);
    assertThat(failures.get(check)).doesNotContain("\n");
    assertThat(outcome.matrix().passed()).isFalse();
    assertThat(outcome.matrix().connectors().getFirst().standing().proven())
        .isLessThan(Level.PRODUCTION_CERTIFIED);
    return failures;
  }
}
