package dpone.toolkit.format.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.testing.PlainMemory;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.format.cell.NumberForm;
import dpone.toolkit.format.cell.RecordColumn;
import dpone.toolkit.format.codec.Poison;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Columns inside of nested objects and arrays. */
@Tag("unit")
class NestedColumnsTest {
  private static final JsonRules PLAIN = new JsonRules(JsonRules.Unknown.IGNORE, "", false, false);

  private static RecordColumn column(String name, DataType type, String pointer) {
    return new RecordColumn(new Field(name, type, true, ""), pointer, CellForm.STANDARD);
  }

  private static RecordColumn text(String name, String pointer) {
    return column(name, new DataType.Text(), pointer);
  }

  /** A decoder that keeps its batch. */
  private static final class Rows {
    private final List<RecordColumn> columns;
    private final ColumnBatch batch;
    private final JsonDecoder decoder;

    Rows(JsonRules rules, RecordColumn... columns) {
      this.columns = List.of(columns);
      this.batch = PlainMemory.batch(this.columns.stream().map(RecordColumn::field).toList());
      int[] places = IntStream.range(0, columns.length).toArray();
      this.decoder = JsonDecoder.of(this.columns, places, List.of(), rules);
    }

    Poison add(String json) {
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      Poison poison = decoder.decode(bytes, 0, bytes.length, batch);
      if (poison == null) {
        batch.endRow();
      } else {
        batch.undoRow();
      }
      return poison;
    }

    List<String> last() {
      List<String> cells = new ArrayList<>();
      int row = batch.rows() - 1;
      for (int i = 0; i < columns.size(); i++) {
        cells.add(batch.column(i).isNull(row) ? "-" : batch.bytes(i).text(row));
      }
      return cells;
    }
  }

  @Test
  void valuesAreTakenFromWhereThePointersLead() {
    Rows rows =
        new Rows(
            PLAIN,
            text("id", "/id"),
            text("city", "/address/city"),
            text("zip", "/address/geo/zip"),
            column("address", new DataType.Json(), "/address"),
            text("second", "/tags/1"),
            text("name", "/people/0/a~1b"),
            column("all", new DataType.Json(), ""));
    String json =
        "{\"address\":{\"x\":[1],\"geo\":{\"zip\":\"9\"},\"city\":\"A\"},\"tags\":[\"p\",\"q\"],"
            + "\"people\":[{\"a/b\":\"n\"}],\"id\":\"7\"}";
    assertThat(rows.add(json)).isNull();
    assertThat(rows.last())
        .containsExactly(
            "7", "A", "9", "{\"x\":[1],\"geo\":{\"zip\":\"9\"},\"city\":\"A\"}", "q", "n", json);
    assertThat(rows.add("{\"tags\":[],\"address\":null}")).isNull();
    assertThat(rows.last())
        .containsExactly("-", "-", "-", "-", "-", "-", "{\"tags\":[],\"address\":null}");
    assertThat(rows.add("{\"address\":{\"geo\":null,\"city\":\"B\"},\"people\":[null]}")).isNull();
    assertThat(rows.last().subList(0, 3)).containsExactly("-", "B", "-");
  }

  @Test
  void whatIsNoObjectOnTheWayIsPoisonByTheColumnsName() {
    Rows rows = new Rows(PLAIN, text("city", "/address/city"));
    Poison poison = rows.add("{\"address\":\"Moscow\"}");
    assertThat(poison.field()).isEqualTo("city");
    assertThat(poison.code().code()).isEqualTo("FORMAT_VALUE_WRONG_TYPE");
    assertThat(rows.add("{\"address\":{\"city\":1}}").field()).isEqualTo("city");
    assertThat(rows.add("{\"address\":{\"city\":\"A\"}}")).isNull();
  }

  @Test
  void anObjectTwiceIsAFieldTwice() {
    String twice = "{\"a\":{\"x\":\"1\",\"y\":\"2\"},\"a\":{\"x\":\"3\"}}";
    Rows strict = new Rows(PLAIN, text("x", "/a/x"), text("y", "/a/y"));
    assertThat(strict.add(twice).code().code()).isEqualTo("FORMAT_FIELD_TWICE");
    JsonRules lastWins = new JsonRules(JsonRules.Unknown.IGNORE, "", true, false);
    Rows last = new Rows(lastWins, text("x", "/a/x"), text("y", "/a/y"));
    assertThat(last.add(twice)).isNull();
    assertThat(last.last()).containsExactly("3", "-");
  }

  @Test
  void aMissingObjectLacksTheValuesThatMustBeThere() {
    RecordColumn required =
        new RecordColumn(
            new Field("x", new DataType.Text(), false, ""), "/a/b/x", CellForm.STANDARD);
    Rows rows = new Rows(PLAIN, required);
    for (String json : List.of("{}", "{\"a\":null}", "{\"a\":{}}", "{\"a\":{\"b\":{}}}")) {
      Poison poison = rows.add(json);
      assertThat(poison.code().code()).as(json).isEqualTo("FORMAT_VALUE_MISSING");
      assertThat(poison.field()).isEqualTo("x");
    }
  }

  @Test
  void unknownFieldsAreFoundInsideToo() {
    JsonRules strict = new JsonRules(JsonRules.Unknown.FAIL, "", false, false);
    Rows rows = new Rows(strict, text("x", "/a/x"));
    assertThat(rows.add("{\"a\":{\"x\":\"1\"}}")).isNull();
    assertThat(rows.add("{\"a\":{\"y\":\"1\"}}").code().code()).isEqualTo("FORMAT_FIELD_UNKNOWN");
    assertThat(rows.add("{\"b\":1}").code().code()).isEqualTo("FORMAT_FIELD_UNKNOWN");
  }

  @Test
  void twoColumnsOfOnePlaceAreRefused() {
    assertThatThrownBy(() -> new Rows(PLAIN, text("x", "/a"), text("y", "/a")))
        .hasMessageContaining("the same place in a record: /a");
  }

  @Test
  void anEmptyTextMayMeanNull() {
    CellForm form = CellForm.STANDARD.with(NumberForm.COMMA).emptyIsNull(true);
    DataType decimal = new DataType.Decimal(18, 4);
    RecordColumn rate = new RecordColumn(new Field("rate", decimal, true, ""), "/rate", form);
    Rows rows = new Rows(PLAIN, rate);
    assertThat(rows.add("{\"rate\":\"\"}")).isNull();
    assertThat(rows.batch.column(0).isNull(0)).isTrue();
    assertThat(rows.add("{\"rate\":\"1 092,5058\"}")).isNull();
    assertThat(rows.batch.int128s(0).low(1)).isEqualTo(10925058);
    assertThat(rows.add("{\"rate\":92.5}")).isNull();
    assertThat(rows.batch.int128s(0).low(2)).isEqualTo(925000);
    assertThat(rows.add("{\"rate\":\"92.5058\"}").code().code())
        .isEqualTo("FORMAT_VALUE_WRONG_TYPE");
  }
}
