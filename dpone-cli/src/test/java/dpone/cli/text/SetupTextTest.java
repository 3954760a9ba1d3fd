package dpone.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.cli.document.SetupDocument;
import dpone.runtime.change.ChangeStreamAdmin;
import dpone.spi.cdc.ChangeSetup;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is printed is a script: whatever is no statement is a comment. */
@Tag("unit")
class SetupTextTest {
  private static final ChangeStreamAdmin.Setup TWO =
      new ChangeStreamAdmin.Setup(
          List.of(
              new ChangeSetup.Step("nobody\nrecords", "EXEC record;"),
              new ChangeSetup.Step("nobody may read", "GRANT SELECT\n  ON t TO app;")),
          List.of("the state is\naway"));

  @Test
  void everyStatementFollowsItsReason() {
    assertThat(SetupText.of("orders", TWO))
        .isEqualTo(
            """
            -- orders: 2 statements to review and run, in this order
            -- note: the state is away

            -- nobody records
            EXEC record;

            -- nobody may read
            GRANT SELECT
              ON t TO app;
            """);
  }

  @Test
  void nothingIsMissing() {
    assertThat(SetupText.of("orders", new ChangeStreamAdmin.Setup(List.of(), List.of())))
        .isEqualTo("-- orders: nothing is missing\n");
  }

  /** A name of the manifest must not end the comment and begin a statement. */
  @Test
  void aNameOfSeveralLinesStaysInTheComment() {
    assertThat(SetupText.of("a\nDROP TABLE b;", new ChangeStreamAdmin.Setup(List.of(), List.of())))
        .hasLineCount(1);
  }

  @Test
  void theDocumentHasTheSame() {
    assertThat(SetupDocument.of("orders", TWO).toString())
        .isEqualTo(
            "{\"pipeline\":\"orders\",\"steps\":[{\"why\":\"nobody records\",\"statement\":\"EXEC"
                + " record;\"},{\"why\":\"nobody may read\",\"statement\":\"GRANT SELECT\\n  ON t"
                + " TO app;\"}],\"notes\":[\"the state is\\naway\"]}");
  }
}
