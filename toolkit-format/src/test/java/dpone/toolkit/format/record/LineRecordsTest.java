package dpone.toolkit.format.record;

import static dpone.toolkit.format.Texts.all;
import static dpone.toolkit.format.Texts.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dpone.toolkit.format.Dribble;
import dpone.toolkit.format.csv.CsvRules;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** JSON Lines and CSV. */
@Tag("unit")
class LineRecordsTest {
  private static final CsvRules COMMAS = CsvRules.of(",", "\"", "", false);

  private static Records lines(String body) {
    return JsonLinesRecords.open(Dribble.of(body), null, 1000);
  }

  private static Records csv(String body, boolean hasHeader) {
    return CsvRecords.open(Dribble.of(body), null, COMMAS, hasHeader, false, 1000);
  }

  @Test
  void aLineIsARecordAndAnEmptyLineIsNone() throws IOException {
    assertThat(all(lines("{\"a\":1}\n\n \r\n{\"a\":\"x\"}\r\n{}")))
        .containsExactly("{\"a\":1}", "{\"a\":\"x\"}\r", "{}");
    assertThat(all(lines(""))).isEmpty();
    assertThat(all(lines("\n\n"))).isEmpty();
    String wide = "{\"a\":\"" + "\u0436".repeat(300) + "\"}";
    assertThat(all(lines("\uFEFF" + wide + "\n" + wide))).containsExactly(wide, wide);
  }

  @Test
  void aPageOfHtmlAndALineWithoutEndAreErrors() {
    failure("FORMAT_BODY_HTML", () -> all(lines("<!DOCTYPE html>\n<html>")));
    failure("FORMAT_RECORD_TOO_LARGE", () -> all(lines("{}\n{\"a\":\"" + "x".repeat(70_000))));
    failure("FORMAT_RECORD_TOO_LARGE", () -> all(lines("x".repeat(1001) + "\n")));
  }

  @Test
  void aRecordOfCsvMayHaveSeveralLines() throws IOException {
    assertThat(all(csv("a,b\r\n\"x\n,\"\"y\",2\n\n3,\r\n\"\",\"\"", false)))
        .containsExactly("a,b", "\"x\n,\"\"y\",2", "", "3,", "\"\",\"\"");
    assertThat(all(csv("1,a\"b,2\n3,c,4\n", false))).containsExactly("1,a\"b,2", "3,c,4");
  }

  @Test
  void theFirstLineNamesTheFields() throws IOException {
    Records records = csv("\uFEFFid,\"Full \"\"Name\"\"\",\n1,x,\n\n2,y,\n", true);
    assertThat(records.header()).contains(List.of("id", "Full \"Name\"", ""));
    assertThat(all(records)).containsExactly("1,x,", "2,y,");
    Records one = csv("id\n1\n\n2\n", true);
    assertThat(all(one)).containsExactly("1", "", "2");
    Records none = csv("id,name\r\n", true);
    assertThat(all(none)).isEmpty();
    assertThat(none.header()).contains(List.of("id", "name"));
  }

  @Test
  void whatIsNoCsvHasItsCode() throws IOException {
    failure("FORMAT_BODY_EMPTY", () -> all(csv("", true)));
    failure("FORMAT_BODY_HTML", () -> all(csv("<html><body>Login</body></html>", true)));
    failure("FORMAT_BODY_TRUNCATED", () -> all(csv("a,b\n1,\"x\n2,y\n", false)));
    failure("FORMAT_BODY_MALFORMED", () -> all(csv("a\"b,c\n1,2\n", true)));
    failure("FORMAT_RECORD_TOO_LARGE", () -> all(csv("\"" + "x".repeat(70_000), false)));
    failure("FORMAT_CHARSET", () -> all(csvIn("windows-1251", new byte[] {'a', (byte) 0x98})));
    Records empty = CsvRecords.open(Dribble.of(""), null, COMMAS, true, true, 1000);
    assertThat(all(empty)).isEmpty();
  }

  private static Records csvIn(String charset, byte[] body) {
    return CsvRecords.open(
        new Dribble(body, 1), Charset.forName(charset), COMMAS, false, false, 1000);
  }

  @Test
  void everyDelimiterAndCharset() throws IOException {
    CsvRules rules = CsvRules.of(";", "'", "", false);
    byte[] body =
        "\u0418\u043C\u044F;x\n'\u0410;\n''\u0411';1\n".getBytes(Charset.forName("windows-1251"));
    Records records =
        CsvRecords.open(
            new Dribble(body, 3), Charset.forName("windows-1251"), rules, true, false, 1000);
    assertThat(records.header()).contains(List.of("\u0418\u043C\u044F", "x"));
    assertThat(all(records)).containsExactly("'\u0410;\n''\u0411';1");
    CsvRules bare = CsvRules.of("\t", "", "\\N", false);
    byte[] raw = {'"', 'a', '\t', 'b', '\n', (byte) 0xFF, '\t', 'c'};
    Records tabs = CsvRecords.open(new Dribble(raw, 3), null, bare, false, false, 1000);
    assertThat(tabs.next()).isTrue();
    assertThat(
            new String(tabs.data(), tabs.from(), tabs.to() - tabs.from(), StandardCharsets.UTF_8))
        .isEqualTo("\"a\tb");
    assertThat(tabs.next()).isTrue();
    assertThat(tabs.to() - tabs.from()).isEqualTo(3);
    assertThat(tabs.next()).isFalse();
  }
}
