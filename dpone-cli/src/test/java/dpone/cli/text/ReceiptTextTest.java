package dpone.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.runtime.receipt.RunReceipt;
import dpone.runtime.receipt.RunStatus;
import dpone.runtime.receipt.StreamReceipt;
import dpone.runtime.verify.Difference;
import dpone.runtime.verify.StreamVerdict;
import dpone.runtime.verify.VerifyReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Receipts and reports as people read them, to the letter. */
@Tag("unit")
class ReceiptTextTest {
  @Test
  void aLoad() {
    assertThat(
            ReceiptText.stream(stream(26_416, 26_416, 26_000, 416, null, "modified <= 2023-03-05")))
        .isEqualTo(
            """
              public.cities: succeeded
                rows      26,416 read, 26,416 written, 0 rejected, 0 filtered
                target    landing.cities, 26,000 inserted, 416 updated (merge)
                position  none -> modified <= 2023-03-05
                load      0a1b2c3d
                time      2.0 s, 13,208 rows/s, 4.2 MB at 2.1 MB/s
            """);
  }

  @Test
  void deletesAndNotes() {
    assertThat(
            ReceiptText.stream(
                stream(5, 5, 0, 2, 1_000, List.of("60 % of the keys had changed"), null, null)))
        .contains("target    landing.cities, 0 inserted, 2 updated, 1,000 deleted (merge)\n")
        .contains("note      60 % of the keys had changed\n");
  }

  @Test
  void nothingNew() {
    assertThat(ReceiptText.stream(stream(0, 0, 0, 0, "id <= 7", "id <= 7")))
        .startsWith("  public.cities: nothing new at the source\n")
        .contains("position  unchanged, id <= 7\n")
        .contains("time      2.0 s\n");
  }

  @Test
  void tiesReadAgain() {
    assertThat(ReceiptText.stream(stream(3, 3, 0, 0, "id <= 7", "id <= 7")))
        .startsWith(
            "  public.cities: nothing new at the source; rows at the position itself were read"
                + " again, none of them had changed\n");
  }

  @Test
  void tiesOfWhichOneHadChangedAreNews() {
    assertThat(ReceiptText.stream(stream(3, 3, 0, 1, "id <= 7", "id <= 7")))
        .startsWith("  public.cities: succeeded\n");
  }

  @Test
  void anEmptySourceIsNoNews() {
    assertThat(ReceiptText.stream(stream(0, 0, 0, 0, null, null)))
        .startsWith("  public.cities: the source has no rows\n");
  }

  @Test
  void theEnd() {
    RunReceipt receipt =
        new RunReceipt(
            1,
            RunStatus.SUCCEEDED,
            "p",
            null,
            List.of(),
            Instant.EPOCH,
            62_345,
            50L << 20,
            190L << 20,
            "UTC",
            Map.of(),
            List.of(),
            null,
            null);
    assertThat(ReceiptText.end(receipt))
        .isEqualTo(
            """
            peak memory 50 MB of heap after a collection, 190 MB resident
            succeeded in 1 min 02 s
            """);
  }

  @Test
  void aComparison() {
    VerifyReport report =
        new VerifyReport(
            "p",
            false,
            List.of(
                new StreamVerdict(
                    "public.a",
                    "t.a",
                    false,
                    1000,
                    1001,
                    List.of("id"),
                    3,
                    List.of(
                        new Difference(Difference.Kind.MISSING_AT_TARGET, "1"),
                        new Difference(Difference.Kind.ONLY_AT_TARGET, "2"),
                        new Difference(Difference.Kind.CHANGED, "3"),
                        new Difference(Difference.Kind.COUNT, "4")),
                    true)),
            12);
    assertThat(VerifyText.report(report))
        .isEqualTo(
            """
            pipeline p
              public.a and t.a: different
                rows      1,000 at the source, 1,001 at the target; 3 columns compared, key id
                missing   1
                extra     2
                changed   3
                repeated  4
                ...       there are more; raise --limit to see them
            different, compared in 12 ms
            """);
  }

  private static StreamReceipt stream(
      long read,
      long written,
      long inserted,
      long updated,
      @Nullable String before,
      @Nullable String after) {
    return stream(read, written, inserted, updated, 0, List.of(), before, after);
  }

  private static StreamReceipt stream(
      long read,
      long written,
      long inserted,
      long updated,
      long deleted,
      List<String> notes,
      @Nullable String before,
      @Nullable String after) {
    return new StreamReceipt(
        "public.cities",
        "landing.cities",
        RunStatus.SUCCEEDED,
        "0a1b2c3d",
        read,
        written,
        0,
        0,
        4_405_607,
        inserted,
        updated,
        deleted,
        "columns",
        "merge",
        notes,
        "staged-commit",
        List.of(),
        before,
        after,
        0,
        1,
        null,
        2000);
  }
}
