package dpone.connector.postgres.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.cdc.pgoutput.RelationMessage.Column;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class AlignmentTest {
  private static List<Column> log(String... names) {
    List<Column> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(new Column(name, 25, -1, false));
    }
    return columns;
  }

  private static Attribute at(int number, String name) {
    return new Attribute(number, name, 25, -1, false, false);
  }

  private static Attribute gone(int number) {
    return new Attribute(number, "........pg.dropped." + number, 0, -1, true, false);
  }

  @Test
  void theSameColumns() {
    List<Attribute> now = List.of(at(1, "a"), at(2, "b"));
    assertThat(Alignment.numbers(log("a", "b"), now, now)).containsExactly(1, 2);
  }

  @Test
  void namesThatWereSwapped() {
    List<Attribute> last = List.of(at(1, "id"), at(2, "a"), at(3, "b"));
    List<Attribute> now = List.of(at(1, "id"), at(2, "b"), at(3, "a"));
    assertThat(Alignment.numbers(log("id", "a", "b"), last, now)).containsExactly(1, 2, 3);
    assertThat(Alignment.numbers(log("id", "b", "a"), last, now)).containsExactly(1, 2, 3);
  }

  @Test
  void aColumnNobodyKnowsByName() {
    List<Attribute> last = List.of(at(1, "id"));
    List<Attribute> now = List.of(at(1, "id"), at(2, "z"));
    assertThat(Alignment.numbers(log("id", "x"), last, now)).containsExactly(1, 2);
  }

  @Test
  void beforeAndAfterADrop() {
    List<Attribute> last = List.of(at(1, "id"), at(2, "a"), at(3, "b"));
    List<Attribute> now = List.of(at(1, "id"), gone(2), at(3, "b"), at(4, "a"));
    assertThat(Alignment.numbers(log("id", "a", "b"), last, now)).containsExactly(1, 2, 3);
    assertThat(Alignment.numbers(log("id", "b"), last, now)).containsExactly(1, 3);
    assertThat(Alignment.numbers(log("id", "b", "a"), last, now)).containsExactly(1, 3, 4);
  }

  @Test
  void whatWasGoneLastTimeIsGoneForEver() {
    List<Attribute> last = List.of(at(1, "id"), at(3, "b"));
    List<Attribute> now = List.of(at(1, "id"), gone(2), at(3, "c"));
    assertThat(Alignment.numbers(log("id", "c"), last, now)).containsExactly(1, 3);
  }

  @Test
  void generatedColumnsAreNotSent() {
    Attribute generated = new Attribute(2, "g", 25, -1, false, true);
    List<Attribute> now = List.of(at(1, "id"), generated, at(3, "b"));
    assertThat(Alignment.numbers(log("id", "b"), List.of(at(1, "id"), at(3, "b")), now))
        .containsExactly(1, 3);
  }
}
