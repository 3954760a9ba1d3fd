package dpone.connector.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.clickhouse.sink.TableStates.Written;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which changes of a table are somebody's, and which are the server's own. */
@Tag("unit")
class WrittenTest {
  private static final Written BEFORE =
      new Written(Map.of("a", List.of(3L, 1L), "b", List.of(9L, 1L)), 12);

  private static boolean written(long rows, Map<String, List<Long>> partitions) {
    return BEFORE.before(new Written(partitions, rows));
  }

  @Test
  void sameIsNotWritten() {
    assertThat(written(12, BEFORE.partitions())).isFalse();
  }

  @Test
  void aMergeThatTakesDeletedRowsAwayIsNotWritten() {
    assertThat(written(12, Map.of("a", List.of(3L, 1L), "b", List.of(8L, 1L)))).isFalse();
    assertThat(written(12, Map.of("a", List.of(3L, 1L)))).isFalse();
  }

  @Test
  void anInsertIsWrittenEvenBesideAMerge() {
    assertThat(written(13, Map.of("a", List.of(4L, 1L), "b", List.of(9L, 1L)))).isTrue();
    assertThat(written(12, Map.of("a", List.of(4L, 1L), "b", List.of(8L, 1L)))).isTrue();
    assertThat(
            written(13, Map.of("a", List.of(3L, 1L), "b", List.of(9L, 1L), "c", List.of(1L, 0L))))
        .isTrue();
  }

  @Test
  void aMutationIsWritten() {
    assertThat(written(12, Map.of("a", List.of(3L, 2L), "b", List.of(9L, 1L)))).isTrue();
  }

  @Test
  void aPartitionThatIsGoneWithItsRowsIsWritten() {
    assertThat(written(9, Map.of("b", List.of(9L, 1L)))).isTrue();
  }
}
