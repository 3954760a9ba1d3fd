package dpone.toolkit.format.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.error.DponeException;
import dpone.toolkit.format.Dribble;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records by their path, and what is said when there are none. */
@Tag("unit")
class JsonRecordsTest {
  static List<String> all(Records records) throws IOException {
    List<String> all = new ArrayList<>();
    while (records.next()) {
      all.add(
          new String(
              records.data(),
              records.from(),
              records.to() - records.from(),
              StandardCharsets.UTF_8));
    }
    assertThat(records.read()).isEqualTo(all.size());
    assertThat(records.next()).isFalse();
    return all;
  }

  private static Records open(String path, String body) {
    return JsonRecords.at(RecordPath.parse(path)).open(Dribble.of(body), null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                 | [{\"a\":1},{\"a\":2}]                     | {\"a\":1} {\"a\":2}",
        "$                  | {\"a\":1}                                 | {\"a\":1}",
        "$[*]               | [{\"a\":1}, 7 ,null]                      | {\"a\":1} 7 null",
        "/data/items        | {\"data\":{\"items\":[{},{}]}}            | {} {}",
        "$.data.items[*]    | {\"x\":[[{}]],\"data\":{\"y\":\"]\",\"items\":[[1],[2]]}} | [1] [2]",
        "$.data.items       | {\"data\":{\"items\":{\"b\":\"}\"}},\"z\":0} | {\"b\":\"}\"}",
        "$.*.case           | {\"0\":{\"case\":{\"i\":1}},\"1\":{\"case\":{\"i\":2}},\"n\":2} | {\"i\":1} {\"i\":2}",
        "$.rates.*          | {\"rates\":{\"A\":1.50,\"B\":2e3}}        | 1.50 2e3",
        "$['a b'][1]        | {\"a b\":[[0],[{\"q\":\"\\\"\"}]]}       | {\"q\":\"\\\"\"}",
        "/a~1b/0            | {\"a/b\":[{\"x\":1},{\"x\":2}]}           | {\"x\":1}",
        "$.\u0436            | {\"\\u0436\":[{}]}                       | {}",
        "$.a[*].b[*].c      | {\"a\":[{\"b\":[{\"c\":1},{}]},{\"b\":[]},{\"b\":[{\"c\":2}]}]} | 1 2",
        "$.items            | {\"items\":[]}                            | ``",
        "$.items[*]         | {\"items\":[]}                            | ``",
        "$.a[*].b           | {\"a\":[]}                                | ``",
      })
  void recordsAreWhereThePathLeads(String path, String body, String expected) throws IOException {
    assertThat(String.join(" ", all(open(path, body)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$.data.items | {\"data\":{\"rows\":[],\"total\":0}} | the names at $.data are rows, total",
        "$.data.items | {\"data\":{}}      | an empty object stands at $.data",
        "$.data.items | {\"data\":\"no\"}  | a string stands at $.data",
        "$.data.items | {\"error\":\"x\"}  | the names at $ are error",
        "$.items      | {\"items\":7}      | a number stands there",
        "$.items[*]   | {\"items\":true}   | a boolean stands at $.items",
        "/items       | [1,2]              | an array of 2 elements stands at $",
        "/2           | [1,2]              | an array of 2 elements stands at $",
      })
  void aPathThatLeadsNowhereSaysWhatIsThere(String path, String body, String message) {
    assertThatThrownBy(() -> all(open(path, body)))
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("FORMAT_RECORD_PATH"))
        .hasMessageEndingWith(message);
  }

  @Test
  void aPathThatLeadsNowhereMayMeanThatThereIsNothing() throws IOException {
    Records records =
        JsonRecords.at(RecordPath.parse("$.data.items"))
            .missingIsEmpty(true)
            .open(Dribble.of("{\"data\":{\"total\":0}}"), null);
    assertThat(all(records)).isEmpty();
    assertThat(records.isNull()).isFalse();
  }

  @Test
  void nullInsteadOfRecordsIsTold() throws IOException {
    for (String path : List.of("$.data.items", "$.data.items[*]", "$.data")) {
      for (String body : List.of("{\"data\":null}", "{\"data\":{\"items\":null}}")) {
        if (!path.equals("$.data") || body.equals("{\"data\":null}")) {
          Records records = open(path, body);
          assertThat(all(records)).isEmpty();
          assertThat(records.isNull()).as(path + body).isTrue();
        }
      }
    }
    Records empty = open("$.data", "{\"data\":[]}");
    assertThat(all(empty)).isEmpty();
    assertThat(empty.isNull()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                          | FORMAT_BODY_EMPTY",
        "` \n`                       | FORMAT_BODY_EMPTY",
        "<!DOCTYPE html><html>       | FORMAT_BODY_HTML",
        "` \n<HTML><body>`           | FORMAT_BODY_HTML",
        "<?xml version='1.0'?><a/>   | FORMAT_BODY_MALFORMED",
        "Bad Gateway                 | FORMAT_BODY_MALFORMED",
        "[{\"a\":1},                 | FORMAT_BODY_TRUNCATED",
        "[{\"a\":1}                  | FORMAT_BODY_TRUNCATED",
        "[{\"a\":\"1                 | FORMAT_BODY_TRUNCATED",
        "[{\"a\":\"1\\               | FORMAT_BODY_TRUNCATED",
        "[{\"a\":1},{\"a\"           | FORMAT_BODY_TRUNCATED",
        "[                           | FORMAT_BODY_TRUNCATED",
        "[{}] x                      | FORMAT_BODY_TRAILING",
        "[{}][{}]                    | FORMAT_BODY_TRAILING",
        "[{}}                        | FORMAT_BODY_MALFORMED",
        "[{\"a\":[1}]                | FORMAT_BODY_MALFORMED",
        "[{},]                       | FORMAT_BODY_MALFORMED",
        "[{} {}]                     | FORMAT_BODY_MALFORMED",
      })
  void whatIsNoDocumentHasItsCode(String body, String code) {
    assertThatThrownBy(() -> all(open("$[*]", body)))
        .isInstanceOfSatisfying(DponeException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void valuesBesideTheRecordsAreKeptWhereverTheyStand() throws IOException {
    String body =
        "{\"meta\":{\"next\":\"a\\u0436\\\"\",\"deep\":{\"n\":12,\"list\":[5,{\"x\":true}]}},"
            + "\"items\":[{\"next\":\"no\"}],\"total\":1e3,\"none\":null,\"a/b\":{\"c\":[]}}";
    List<String> pointers =
        List.of(
            "/meta/next",
            "/meta/deep",
            "/meta/deep/n",
            "/meta/deep/list/1/x",
            "/total",
            "/none",
            "/a~1b",
            "/nowhere",
            "/meta/nowhere/x");
    Records records =
        JsonRecords.at(RecordPath.parse("/items")).envelope(pointers).open(Dribble.of(body), null);
    assertThat(records.next()).isTrue();
    assertThat(records.envelope("/meta/next")).contains("a\u0436\"");
    assertThat(records.envelope("/total")).isEmpty();
    assertThat(records.next()).isFalse();
    assertThat(pointers.stream().map(p -> records.envelope(p).orElse("-")).toList())
        .containsExactly(
            "a\u0436\"",
            "{\"n\":12,\"list\":[5,{\"x\":true}]}",
            "12",
            "true",
            "1e3",
            "-",
            "{\"c\":[]}",
            "-",
            "-");
  }

  @Test
  void aSingleRecordShowsItsValuesToo() throws IOException {
    Records records =
        JsonRecords.at(RecordPath.ROOT)
            .envelope(List.of("/timestamp"))
            .open(Dribble.of("{\"timestamp\":17,\"x\":1}"), null);
    assertThat(all(records)).hasSize(1);
    assertThat(records.envelope("/timestamp")).contains("17");
  }

  @Test
  void membersAreHandedOnWithTheirNames() throws IOException {
    Records records =
        JsonRecords.at(RecordPath.parse("$.rates"))
            .entries(true)
            .open(Dribble.of("{\"rates\":{\"A\\\"\":1.10,\"B\":{\"x\":2}, \"C\" : null}}"), null);
    assertThat(all(records))
        .containsExactly(
            "{\"key\":\"A\\\"\",\"value\":1.10}",
            "{\"key\":\"B\",\"value\":{\"x\":2}}",
            "{\"key\":\"C\",\"value\":null}");
  }

  @Test
  void aRecordHasALimit() {
    String body = "[{\"a\":1},{\"a\":\"" + "x".repeat(200_000) + "\"}]";
    Records records =
        JsonRecords.at(RecordPath.ROOT).maxRecordBytes(100_000).open(Dribble.of(body), null);
    assertThatThrownBy(() -> all(records))
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("FORMAT_RECORD_TOO_LARGE"));
    assertThat(records.read()).isEqualTo(1);
  }

  @Test
  void whatIsBesideTheRecordsHasNoLimitUnlessItIsKept() throws IOException {
    String body = "{\"junk\":[\"" + "x".repeat(300_000) + "\"],\"items\":[{}]}";
    Records records =
        JsonRecords.at(RecordPath.parse("/items"))
            .maxRecordBytes(1000)
            .open(Dribble.of(body), null);
    assertThat(all(records)).containsExactly("{}");
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, false",
    "UTF-8, true",
    "UTF-16BE, false",
    "UTF-16LE, true",
    "UTF-32BE, true",
    "UTF-32LE, false",
    "windows-1251, false",
    "Shift_JIS, false"
  })
  void everyCharsetIsTakenAndABomIsNoText(String charset, boolean mark) throws IOException {
    String json =
        "[{\"a\":\"" + (charset.equals("Shift_JIS") ? "\u3042\u4e9c" : "\u0436\u0416") + "\"}]";
    boolean unicode = charset.startsWith("UTF");
    byte[] body = ((mark ? "\uFEFF" : "") + json).getBytes(Charset.forName(charset));
    Records records =
        JsonRecords.at(RecordPath.ROOT)
            .open(new Dribble(body, 5), unicode ? null : Charset.forName(charset));
    assertThat(all(records)).containsExactly(json.substring(1, json.length() - 1));
  }

  @Test
  void aMemberThatTheWildcardPassesOverIsStillAValueBesideTheRecords() throws IOException {
    Records records =
        JsonRecords.at(RecordPath.parse("$.*.case"))
            .envelope(List.of("/total_count"))
            .open(Dribble.of("{\"0\": {\"case\": {\"id\": 1}}, \"total_count\": 7}"), null);
    assertThat(records.next()).isTrue();
    assertThat(records.next()).isFalse();
    assertThat(records.envelope("/total_count")).contains("7");
  }
}
