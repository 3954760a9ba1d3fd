package dpone.toolkit.format.record;

import static dpone.toolkit.format.Texts.all;
import static dpone.toolkit.format.Texts.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.testing.PlainMemory;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.Dribble;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.format.cell.RecordColumn;
import dpone.toolkit.format.json.JsonDecoder;
import dpone.toolkit.format.json.JsonRules;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Children of records, with what they take over from their parents. */
@Tag("unit")
class ExplodedRecordsTest {
  private static Records open(String body, String children, boolean missing, String... lineage) {
    return ExplodedRecords.of(
        JsonRecords.at(RecordPath.parse("/orders"))
            .envelope(List.of("/next"))
            .open(Dribble.of(body), null),
        RecordPath.parse(children),
        false,
        List.of(lineage),
        missing);
  }

  private static final String ORDERS =
      "{\"orders\":[{\"lines\":[{\"sku\":\"a\"},{ },[1],null],\"id\":7,\"to\":{\"c\":\"x\\\"\"}},"
          + "{\"id\":8,\"lines\":[]},{\"id\":9,\"lines\":[{\"sku\":\"b\",\"id\":1}]}],\"next\":\"n\"}";

  @Test
  void aChildBeginsWithMembersOfItsParent() throws IOException {
    Records records = open(ORDERS, "/lines", false, "/id", "/to/c", "/nothing");
    assertThat(all(records))
        .containsExactly(
            "{\"^/id\":7,\"^/to/c\":\"x\\\"\",\"^/nothing\":null,\"sku\":\"a\"}",
            "{\"^/id\":7,\"^/to/c\":\"x\\\"\",\"^/nothing\":null}",
            "{\"^/id\":7,\"^/to/c\":\"x\\\"\",\"^/nothing\":null,\"value\":[1]}",
            "{\"^/id\":7,\"^/to/c\":\"x\\\"\",\"^/nothing\":null,\"value\":null}",
            "{\"^/id\":9,\"^/to/c\":null,\"^/nothing\":null,\"sku\":\"b\",\"id\":1}");
    assertThat(records.envelope("/next")).contains("n");
    assertThat(all(open(ORDERS, "$.lines[*]", false)))
        .containsExactly(
            "{\"sku\":\"a\"}",
            "{ }".replace(" ", ""),
            "{\"value\":[1]}",
            "{\"value\":null}",
            "{\"sku\":\"b\",\"id\":1}");
  }

  @Test
  void columnsOfTheParentAreColumnsLikeOthers() throws IOException {
    List<RecordColumn> columns =
        List.of(
            new RecordColumn(
                new Field("order_id", new DataType.Int(64), false, ""),
                ExplodedRecords.lineage("/id"),
                CellForm.STANDARD),
            RecordColumn.of(new Field("sku", new DataType.Text(), true, "")));
    ColumnBatch batch = PlainMemory.batch(columns.stream().map(RecordColumn::field).toList());
    JsonDecoder decoder =
        JsonDecoder.of(
            columns,
            new int[] {0, 1},
            List.of(),
            new JsonRules(JsonRules.Unknown.IGNORE, "", false, false));
    Records records = open(ORDERS, "/lines", false, "/id");
    while (records.next()) {
      assertThat(
              decoder.decode(records.data(), records.from(), records.to() - records.from(), batch))
          .isNull();
      batch.endRow();
    }
    assertThat(batch.rows()).isEqualTo(5);
    assertThat(batch.longs(0).get(4)).isEqualTo(9);
    assertThat(batch.bytes(1).text(4)).isEqualTo("b");
  }

  @Test
  void aParentWithoutChildrenIsAnErrorUnlessItMayLackThem() throws IOException {
    String body = "{\"orders\":[{\"id\":1,\"lines\":[{}]},{\"id\":2}]}";
    assertThat(failure("FORMAT_RECORD_PATH", () -> all(open(body, "/lines", false))))
        .hasMessageContaining("the names at $ are id");
    assertThat(all(open(body, "/lines", true))).hasSize(1);
  }

  @Test
  void keysOfTwoLevelsAreColumns() throws IOException {
    String body = "{\"rates\":{\"2013-01-01\":{\"BTC\":0.07,\"EUR\":0.750},\"2013-01-02\":{}}}";
    Records records =
        ExplodedRecords.of(
            JsonRecords.at(RecordPath.parse("/rates")).entries(true).open(Dribble.of(body), null),
            RecordPath.parse("/value"),
            true,
            List.of("/key"),
            false);
    assertThat(all(records))
        .containsExactly(
            "{\"^/key\":\"2013-01-01\",\"key\":\"BTC\",\"value\":0.07}",
            "{\"^/key\":\"2013-01-01\",\"key\":\"EUR\",\"value\":0.750}");
    assertThat(records.containers()).isEqualTo(2);
    String lists = "{\"i\":{\"A\":[{\"d\":1},{\"d\":2}],\"B\":[]}}";
    assertThat(
            all(
                ExplodedRecords.of(
                    JsonRecords.at(RecordPath.parse("/i"))
                        .entries(true)
                        .open(Dribble.of(lists), null),
                    RecordPath.parse("/value"),
                    true,
                    List.of("/key"),
                    false)))
        .containsExactly("{\"^/key\":\"A\",\"d\":1}", "{\"^/key\":\"A\",\"d\":2}");
  }

  @Test
  void aParentThatIsNoJsonIsAnError() {
    assertThat(
            failure(
                "FORMAT_BODY_MALFORMED",
                () -> all(open("{\"orders\":[{\"lines\":[{}],\"x\" 1}]}", "/lines", false))))
        .hasMessageContaining("record 1 is no JSON");
  }
}
