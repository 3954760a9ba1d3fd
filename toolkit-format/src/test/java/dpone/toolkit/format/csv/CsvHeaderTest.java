package dpone.toolkit.format.csv;

import static dpone.toolkit.format.Texts.failure;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Columns by the names in the first line. */
@Tag("unit")
class CsvHeaderTest {
  private static final CsvRules RULES = CsvRules.of(",", "\"", List.of("", "N/A"), false);
  private static final List<RecordColumn> COLUMNS =
      List.of(
          new RecordColumn(
              new Field("id", new DataType.Int(64), false, ""), "/Order Id", CellForm.STANDARD),
          new RecordColumn(
              new Field("price", new DataType.Decimal(18, 2), true, ""),
              "/Price",
              CellForm.STANDARD.with(NumberForm.COMMA).nulls(List.of("-"))),
          new RecordColumn(
              new Field("name", new DataType.Text(), true, ""), "/a~1b", CellForm.STANDARD));

  private final ColumnBatch batch =
      PlainMemory.batch(COLUMNS.stream().map(RecordColumn::field).toList());
  private final CsvDecoder decoder =
      CsvDecoder.byHeader(COLUMNS, new int[] {0, 1, 2}, false, RULES);

  private Poison decode(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    Poison poison = decoder.decode(bytes, 0, bytes.length, batch);
    if (poison == null) {
      batch.endRow();
    } else {
      batch.undoRow();
    }
    return poison;
  }

  private List<String> last() {
    int row = batch.rows() - 1;
    List<String> cells = new ArrayList<>();
    cells.add(Long.toString(batch.longs(0).get(row)));
    cells.add(batch.column(1).isNull(row) ? "-" : Long.toString(batch.int128s(1).low(row)));
    cells.add(batch.column(2).isNull(row) ? "-" : batch.bytes(2).text(row));
    return cells;
  }

  @Test
  void theOrderMayChangeFromBodyToBody() {
    decoder.header(List.of("x", "Price", "Order Id", "a/b"));
    assertThat(decode("?,\"1 234,50\",7,n")).isNull();
    assertThat(last()).containsExactly("7", "123450", "n");
    decoder.header(List.of("Order Id", "a/b", "Price"));
    assertThat(decode("8,\"N/A\",\"-\"")).isNull();
    assertThat(last()).containsExactly("8", "-", "N/A");
    assertThat(decode("9,N/A,-")).isNull();
    assertThat(last()).containsExactly("9", "-", "-");
  }

  @Test
  void aColumnThatIsNotThereIsNullIfItMayBe() {
    decoder.header(List.of("Order Id", "a/b"));
    assertThat(decode("8,n")).isNull();
    assertThat(last()).containsExactly("8", "-", "n");
    assertThat(failure("FORMAT_HEADER_COLUMN", () -> decoder.header(List.of("Price", "a/b"))))
        .hasMessageContaining("lacks Order Id; it names Price, a/b");
    failure("FORMAT_HEADER_COLUMN", () -> decoder.header(List.of("error", "message")));
    failure("FORMAT_HEADER_COLUMN", () -> decoder.header(List.of("Order Id", "Order Id")));
  }

  @Test
  void aRaggedLineIsPoison() {
    decoder.header(List.of("Order Id", "Price", "a/b", "x"));
    for (String line : List.of("1,2,3", "1,2,3,4,5", "1", "")) {
      Poison poison = decode(line);
      assertThat(poison.code().code()).as(line).matches("FORMAT_(MALFORMED|VALUE_MISSING)");
    }
    assertThat(decode("1,2,3").message()).contains("only 3 of 4 fields");
    assertThat(decode("1,2,3,4,5").message()).contains("more fields than the 4 named");
  }

  @Test
  void namesWithoutAColumnFailWhereTheyAreTo() {
    CsvDecoder strict = CsvDecoder.byHeader(COLUMNS, new int[] {0, 1, 2}, true, RULES);
    strict.header(List.of("a/b", "Price", "Order Id"));
    assertThat(
            failure(
                "FORMAT_HEADER_CHANGED",
                () -> strict.header(List.of("a/b", "Price", "Order Id", "new"))))
        .hasMessageContaining("new");
  }

  @Test
  void recordsBeforeTheirHeaderAreADefect() {
    assertThatThrownBy(() -> decode("1,2,3")).isInstanceOf(IllegalStateException.class);
  }
}
