package dpone.toolkit.format;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.testing.PlainMemory;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.format.cell.RecordColumn;
import dpone.toolkit.format.codec.RecordDecoder;
import dpone.toolkit.format.csv.CsvDecoder;
import dpone.toolkit.format.csv.CsvRules;
import dpone.toolkit.format.infer.Inference;
import dpone.toolkit.format.json.JsonDecoder;
import dpone.toolkit.format.json.JsonRules;
import dpone.toolkit.format.record.CsvRecords;
import dpone.toolkit.format.record.JsonRecords;
import dpone.toolkit.format.record.RecordPath;
import dpone.toolkit.format.record.Records;
import dpone.toolkit.format.record.XmlRecords;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** T02: no number of a body goes through a floating-point one, whatever the body's format is. */
@Tag("unit")
class IssueT02Test {
  private static final String LEXEME = "1234567890.12345678901234567890";
  private static final String WHOLE = "9007199254740993";
  private static final JsonRules RULES = new JsonRules(JsonRules.Unknown.FAIL, "", false, false);

  private static final List<RecordColumn> COLUMNS =
      List.of(column("d", new DataType.AnyDecimal()), column("i", new DataType.Int(64)));

  private static RecordColumn column(String name, DataType type) {
    return new RecordColumn(new Field(name, type, false, ""), "/" + name, CellForm.STANDARD);
  }

  private static void exact(Records records, RecordDecoder decoder) throws IOException {
    ColumnBatch batch = PlainMemory.batch(COLUMNS.stream().map(RecordColumn::field).toList());
    records.header().ifPresent(decoder::header);
    assertThat(records.next()).isTrue();
    assertThat(decoder.decode(records.data(), records.from(), records.to() - records.from(), batch))
        .isNull();
    batch.endRow();
    assertThat(batch.bytes(0).text(0)).isEqualTo(LEXEME);
    assertThat(batch.longs(1).get(0)).isEqualTo(Long.parseLong(WHOLE));
    assertThat(records.next()).isFalse();
  }

  private static JsonDecoder json() {
    return JsonDecoder.of(COLUMNS, new int[] {0, 1}, List.of(), RULES);
  }

  @Test
  void ofJson() throws IOException {
    String body = "{\"data\":[{\"d\":" + LEXEME + ",\"i\":" + WHOLE + "}]}";
    exact(JsonRecords.at(RecordPath.parse("$.data[*]")).open(Dribble.of(body), null), json());
  }

  @Test
  void ofXml() throws IOException {
    String body = "<a><r><d>" + LEXEME + "</d><i>" + WHOLE + "</i></r></a>";
    exact(XmlRecords.open(Dribble.of(body), null, "/a/r", List.of(), List.of(), 1000), json());
  }

  @Test
  void ofCsv() throws IOException {
    CsvRules rules = CsvRules.of(",", "\"", "", false);
    exact(
        CsvRecords.open(Dribble.of("i,d\n" + WHOLE + "," + LEXEME), null, rules, true, false, 1000),
        CsvDecoder.byHeader(COLUMNS, new int[] {0, 1}, true, rules));
  }

  @Test
  void ofASample() {
    byte[] record = ("{\"d\":" + LEXEME + "}").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Inference inference = Inference.of("", false);
    inference.addJson(record, 0, record.length);
    assertThat(inference.fields().get(0).type()).isEqualTo(new DataType.AnyDecimal());
  }
}
