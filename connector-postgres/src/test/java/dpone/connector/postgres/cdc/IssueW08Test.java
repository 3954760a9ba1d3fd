package dpone.connector.postgres.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** W08: no warning before a slot was invalidated. */
@Tag("unit")
class IssueW08Test {
  private static Slot slot(String status, Long safe, long retained, long limit, String invalid) {
    return new Slot(
        "s",
        "pgoutput",
        "db",
        0,
        status,
        safe,
        "0/1",
        "0/1",
        retained,
        retained,
        limit,
        false,
        invalid);
  }

  @Test
  void earlyAndThenLouder() {
    assertThat(SlotHealth.warnings(slot("reserved", 90L << 20, 10 << 20, 100 << 20, null)))
        .isEmpty();
    assertThat(SlotHealth.warnings(slot("reserved", 50L << 20, 50 << 20, 100 << 20, null)))
        .singleElement()
        .asString()
        .contains("50 %", "50 MB", "run the pipeline more often");
    assertThat(SlotHealth.warnings(slot("unreserved", 0L, 110 << 20, 100 << 20, null)))
        .singleElement()
        .asString()
        .contains("next checkpoint");
    assertThat(SlotHealth.warnings(slot("lost", null, -1, 100 << 20, "wal_removed")))
        .singleElement()
        .asString()
        .contains("is lost (wal_removed)");
  }

  /** A run that goes on for ever looks at its slot every few seconds. */
  @Test
  void againOnlyWhenItIsAStepWorse() {
    SlotWarnings warnings = new SlotWarnings();
    assertThat(warnings.fresh(slot("reserved", 45L << 20, 55 << 20, 100 << 20, null))).hasSize(1);
    assertThat(warnings.fresh(slot("reserved", 44L << 20, 56 << 20, 100 << 20, null))).isEmpty();
    assertThat(warnings.fresh(slot("reserved", 39L << 20, 61 << 20, 100 << 20, null))).hasSize(1);
    assertThat(warnings.fresh(slot("reserved", 44L << 20, 56 << 20, 100 << 20, null))).isEmpty();
    assertThat(warnings.fresh(slot("reserved", 90L << 20, 10 << 20, 100 << 20, null))).isEmpty();
    assertThat(warnings.fresh(slot("reserved", 44L << 20, 56 << 20, 100 << 20, null)))
        .as("it was well in between")
        .hasSize(1);
    assertThat(warnings.fresh(slot("unreserved", 0L, 61 << 20, 100 << 20, null))).hasSize(1);
    assertThat(warnings.fresh(slot("extended", null, 5L << 30, -1, null))).hasSize(1);
    assertThat(warnings.fresh(slot("extended", null, 6L << 30, -1, null))).isEmpty();
    assertThat(warnings.fresh(slot("extended", null, 9L << 30, -1, null))).hasSize(1);
  }

  @Test
  void withoutALimitALotIsWorthAWord() {
    assertThat(SlotHealth.warnings(slot("extended", null, 1 << 30, -1, null))).isEmpty();
    assertThat(SlotHealth.warnings(slot("extended", null, 5L << 30, -1, null)))
        .singleElement()
        .asString()
        .contains("5120 MB", "without a limit");
  }

  @Test
  void theShareOfTheLimit() {
    assertThat(slot("reserved", null, 25, 100, null).retentionUsed()).isEqualTo(0.25);
    assertThat(slot("reserved", null, 25, -1, null).retentionUsed()).isNegative();
  }
}
