package dpone.toolkit.http.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.error.DponeException;
import dpone.spi.source.ReadMode;
import dpone.spi.testing.TestContext;
import dpone.spi.type.DataType;
import dpone.toolkit.http.api.BodyFormat;
import dpone.toolkit.http.api.ColumnDefinition;
import dpone.toolkit.http.api.Ending;
import dpone.toolkit.http.api.Found;
import dpone.toolkit.http.api.Paging;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.testing.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class FormatsTest {
  private final TestContext context = new TestContext();

  private List<String> rows(StreamDefinition stream, String type, byte[] body) throws IOException {
    try (RawServer server =
        new RawServer((asked, out) -> RawServer.reply(out, 200, "Content-Type: " + type, body))) {
      return new Loads(
              new ApiSource(new TestApi(server.uri("/"), stream, context), context), stream.name())
          .run(ReadMode.FULL, 1, 1)
          .rows;
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static StreamDefinition.Builder stream(BodyFormat format) {
    return StreamDefinition.named("s").format(format);
  }

  @Test
  void csvByTheNamesOfItsFirstLine() throws Exception {
    StreamDefinition stream =
        stream(new BodyFormat.Csv(';', '"', null, true, List.of("")))
            .column("b", new DataType.Text(), "/Name B")
            .column("a", new DataType.Int(64))
            .build();
    assertThat(rows(stream, "text/csv", utf8("a;Name B\n1;\"x;y\"\n2;\n")))
        .containsExactly("x;y|1", "null|2");
  }

  @Test
  void xmlInItsOwnCharsetWithAttributesAndWhatStandsAroundTheRecords() throws Exception {
    StreamDefinition stream =
        stream(new BodyFormat.Xml("/ValCurs/Valute"))
            .column(
                new ColumnDefinition(
                    new dpone.spi.type.Field("date", new DataType.Text(), true, ""),
                    new ColumnDefinition.Source.InEnvelope("/ValCurs/@Date"),
                    dpone.toolkit.format.cell.CellForm.STANDARD))
            .column("id", new DataType.Text(), "/@ID")
            .column("name", new DataType.Text(), "/Name")
            .build();
    String xml =
        "<?xml version=\"1.0\" encoding=\"windows-1251\"?><ValCurs Date=\"02.03.2002\">"
            + "<Valute ID=\"R01\"><Name>\u0414\u043e\u043b\u043b\u0430\u0440</Name></Valute></ValCurs>";
    assertThat(rows(stream, "application/xml", xml.getBytes(Charset.forName("windows-1251"))))
        .containsExactly("02.03.2002|R01|\u0414\u043e\u043b\u043b\u0430\u0440");
  }

  @Test
  void linesOfJsonThatArePackedWithoutSayingSo() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(utf8("{\"a\":1}\n{\"a\":2}\n"));
    }
    StreamDefinition stream =
        stream(new BodyFormat.JsonLines()).column("a", new DataType.Int(64)).build();
    assertThat(rows(stream, "application/x-ndjson", packed.toByteArray()))
        .containsExactly("1", "2");
  }

  @Test
  void membersOfMembersAreRowsAndTheApiCountsTheOuterOnes() throws Exception {
    StreamDefinition stream =
        stream(new BodyFormat.Json("/rates", true, "/value", true))
            .column(
                new ColumnDefinition(
                    new dpone.spi.type.Field("day", new DataType.Text(), true, ""),
                    new ColumnDefinition.Source.InParent("/key"),
                    dpone.toolkit.format.cell.CellForm.STANDARD))
            .column("currency", new DataType.Text(), "/key")
            .column("rate", new DataType.AnyDecimal(), "/value")
            .paging(
                new Paging.PageNumber(
                    "p",
                    1,
                    Paging.Size.ANY,
                    new Ending(Ending.Rule.TOTAL, new Found.InBody("/count"), null)))
            .build();
    String body =
        "{\"rates\":{\"2013-01-01\":{\"BTC\":0.0746562,\"EUR\":0.75},\"2013-01-02\":{\"EUR\":0.76}},"
            + "\"count\":2}";
    assertThat(rows(stream, "application/json", utf8(body)))
        .containsExactly("2013-01-01|BTC|0.0746562", "2013-01-01|EUR|0.75", "2013-01-02|EUR|0.76");
  }

  @Test
  void columnsAreFoundByASampleAndNeverFrozenOnTheFirstRecord() throws Exception {
    StreamDefinition stream = stream(BodyFormat.Json.at("$")).build();
    assertThat(
            rows(
                stream,
                "application/json",
                utf8("[{\"a\":1},{\"a\":1.5,\"b\":\"x\"},{\"b\":null}]")))
        .containsExactly("1|null", "1.5|x", "null|null");
    assertThatThrownBy(() -> rows(stream, "application/json", utf8("[]")))
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("HTTP_SCHEMA_UNKNOWN"));
  }
}
