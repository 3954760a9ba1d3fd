package dpone.connector.mssql.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TiesTest {
  private static List<String> read(Ties ties, String... rows) {
    List<String> delivered = new java.util.ArrayList<>();
    for (String row : rows) {
      String cursor = row.substring(0, 1);
      String key = row.substring(1);
      if (!(ties.atStart() && ties.delivered(cursor, key))) {
        ties.deliver(cursor, key);
        delivered.add(row);
      }
    }
    return delivered;
  }

  @Test
  void rowsAtThePositionThatWereDeliveredAreLeftOutAndNoOthers() {
    Ties first = new Ties(null, List.of());
    assertThat(read(first, "1a", "1b", "2a", "2b")).hasSize(4);
    Ties second = new Ties("2", first.rows());
    assertThat(read(second, "2a", "2b", "2c")).containsExactly("2c");
    Ties third = new Ties("2", second.rows());
    assertThat(read(third, "2a", "2b", "2c")).isEmpty();
    Ties fourth = new Ties("2", third.rows());
    assertThat(read(fourth, "2a", "2b", "2c", "3a")).containsExactly("3a");
    assertThat(read(new Ties("3", fourth.rows()), "3a", "3b")).containsExactly("3b");
  }

  @Test
  void moreThanAPositionHoldsAreNotRemembered() {
    Ties ties = new Ties(null, List.of());
    for (int i = 0; i <= Ties.MOST; i++) {
      ties.deliver("1", "" + i);
    }
    assertThat(ties.rows()).isNull();
    ties.deliver("2", "x");
    assertThat(ties.rows()).hasSize(1);
  }
}
