package dpone.toolkit.format.record;

import static dpone.toolkit.format.Texts.all;
import static dpone.toolkit.format.Texts.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dpone.toolkit.format.Dribble;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Elements as JSON objects, and what is no XML. */
@Tag("unit")
class XmlRecordsTest {
  private static final String RATES =
      "<?xml version=\"1.0\" encoding=\"windows-1251\"?><ValCurs Date=\"02.03.2026\" name=\"x\">"
          + "<Valute ID=\"R01235\"><NumCode>840</NumCode><Nominal>1</Nominal>"
          + "<Name>\u0414\u043E\u043B\u043B\u0430\u0440 \u0421\u0428\u0410</Name>"
          + "<Value>92,5058</Value></Valute>\n<Valute ID=\"R2\"/></ValCurs>";

  private static Records open(InputStream body, String path) {
    return XmlRecords.open(
        body, null, path, List.of("/ValCurs/@Date", "/a/n"), List.of("tag"), 10_000);
  }

  private static Records open(String body, String path) {
    return open(Dribble.of(body), path);
  }

  @Test
  void elementsAreObjects() throws IOException {
    Records records =
        open(new Dribble(RATES.getBytes(Charset.forName("windows-1251")), 4), "/ValCurs/Valute");
    assertThat(all(records))
        .containsExactly(
            "{\"@ID\":\"R01235\",\"NumCode\":\"840\",\"Nominal\":\"1\",\"Name\":"
                + "\"\u0414\u043E\u043B\u043B\u0430\u0440 \u0421\u0428\u0410\",\"Value\":\"92,5058\"}",
            "{\"@ID\":\"R2\"}");
    assertThat(records.envelope("/ValCurs/@Date")).contains("02.03.2026");
  }

  @Test
  void textAttributesListsAndNothing() throws IOException {
    String body =
        "<a xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xmlns:p='urn:p'><n>7</n>"
            + "<p:r k='1'>t</p:r><r><x>1</x><y><![CDATA[<&\"]]></y><x>2&amp;3</x> </r>"
            + "<r><v xsi:nil='true'/><w/><tag>one</tag> mixed <b>c</b></r><r>plain</r></a>";
    Records records = open(body, "/a/r");
    assertThat(all(records))
        .containsExactly(
            "{\"@k\":\"1\",\"#text\":\"t\"}",
            "{\"x\":[\"1\",\"2&3\"],\"y\":\"<&\\\"\"}",
            "{\"v\":null,\"w\":\"\",\"tag\":[\"one\"],\"b\":\"c\",\"#text\":\"mixed\"}",
            "{\"#text\":\"plain\"}");
    assertThat(records.envelope("/a/n")).contains("7");
    assertThat(all(open("<a><b><c/></b><d><c/></d></a>", "/a/*/c"))).containsExactly("{}", "{}");
    assertThat(all(open("<a><a><r/></a><r/></a>", "/a/r"))).hasSize(1);
    assertThat(all(open("<r x='1'/>", "/r"))).containsExactly("{\"@x\":\"1\"}");
  }

  @Test
  void noRecordsIsNoErrorButAPathThatIsWrongIs() throws IOException {
    assertThat(all(open("<a> </a>", "/a/r"))).isEmpty();
    assertThat(all(open("<a><other/></a>", "/a/r"))).isEmpty();
    assertThat(failure("FORMAT_RECORD_PATH", () -> all(open("<error><code/></error>", "/a/r"))))
        .hasMessageContaining("error");
    assertThat(failure("FORMAT_RECORD_PATH", () -> all(open("<a><x/><y/></a>", "/a/rows/row"))))
        .hasMessageContaining("/a are x, y");
    failure("FORMAT_RECORD_PATH", () -> all(open("<a/>", "/r")));
    failure("FORMAT_PATH_SYNTAX", () -> open("<a/>", "a/r"));
  }

  @Test
  void whatIsNoDocumentHasItsCode() {
    failure("FORMAT_BODY_EMPTY", () -> all(open("", "/a/r")));
    failure("FORMAT_BODY_HTML", () -> all(open("<!doctype html><html/>", "/a/r")));
    failure("FORMAT_BODY_MALFORMED", () -> all(open("{\"a\":1}", "/a/r")));
    failure("FORMAT_BODY_MALFORMED", () -> all(open("<a><r></a>", "/a/r")));
    failure("FORMAT_BODY_MALFORMED", () -> all(open("<a>&x;<r/></a>", "/a/r")));
    failure("FORMAT_BODY_MALFORMED", () -> all(open("<a><r>&x;</r></a>", "/a/r")));
    failure("FORMAT_BODY_TRUNCATED", () -> all(open("<a><r>1</r><r>2", "/a/r")));
    failure("FORMAT_BODY_TRUNCATED", () -> all(open("<a><r>1</r>", "/a/r")));
    failure(
        "FORMAT_RECORD_TOO_LARGE",
        () -> all(open("<a><r>" + "x".repeat(10_001) + "</r></a>", "/a/r")));
    failure(
        "FORMAT_CHARSET_UNKNOWN",
        () -> all(open("<?xml version='1.0' encoding='klingon'?><a/>", "/a/r")));
    byte[] wrong = {
      '<', 'a', '>', '<', 'r', '>', (byte) 0xC3, '<', '/', 'r', '>', '<', '/', 'a', '>'
    };
    failure("FORMAT_CHARSET", () -> all(open(new Dribble(wrong, 1), "/a/r")));
    byte[] hole =
        "<?xml version='1.0' encoding='windows-1251'?><a><r>?</r></a>"
            .replace('?', '\u0098')
            .getBytes(StandardCharsets.ISO_8859_1);
    hole[1] = '?';
    hole[hole.length - 1 - "</r></a>".length() - 0] = (byte) 0x98;
    failure("FORMAT_CHARSET", () -> all(open(new Dribble(fixProlog(hole), 1), "/a/r")));
  }

  private static byte[] fixProlog(byte[] body) {
    for (int i = 0; i < 46; i++) {
      if (body[i] == (byte) 0x98) {
        body[i] = '?';
      }
    }
    return body;
  }

  @Test
  void nothingOutsideOfTheDocumentIsRead() {
    String file = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a><r>&x;</r></a>";
    String bomb = "<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;&x;\">]><a><r>&y;</r></a>";
    String remote = "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/x.dtd\"><a><r/></a>";
    for (String body : List.of(file, bomb, remote)) {
      assertThat(failure("FORMAT_BODY_MALFORMED", () -> all(open(body, "/a/r"))))
          .hasMessageContaining("document type declaration");
    }
  }

  @Test
  void aFailureOfTheStreamIsNoneOfTheDocument() {
    InputStream broken =
        new FilterInputStream(Dribble.of("<a><r>1</r>" + " ".repeat(10_000))) {
          private int left = 20;

          @Override
          public int read(byte[] to, int offset, int length) throws IOException {
            if (left-- == 0) {
              throw new IOException("reset");
            }
            return super.read(to, offset, length);
          }
        };
    Assertions.assertThatThrownBy(() -> all(open(broken, "/a/r")))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("reset");
  }
}
