package dpone.connector.bigquery.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.option.Settings;
import dpone.connector.bigquery.testing.TestOptions;
import dpone.spi.error.DponeException;
import dpone.spi.testing.TestContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An upload is done when Cloud Storage holds the bytes that were sent, however it says so. */
@Tag("unit")
class ObjectUploadTest {
  private static final byte[] DATA = "123456789".getBytes(StandardCharsets.US_ASCII);

  /** The check value of CRC32C, 0xe3069283, as the specification of iSCSI has it. */
  private static final String RIGHT = "4waSgw==";

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile int status = 200;
  private volatile String put = object(RIGHT);
  private volatile String got = object(RIGHT);

  private static String object(String sum) {
    return "{\"name\":\"x.avro\",\"generation\":\"7\",\"size\":\"9\",\"crc32c\":\"" + sum + "\"}";
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String method = exchange.getRequestMethod();
    requests.add(method + " " + exchange.getRequestURI());
    exchange.getResponseHeaders().add("Location", "/session");
    byte[] body =
        switch (method) {
          case "PUT" -> put.getBytes(StandardCharsets.UTF_8);
          case "GET" -> got.getBytes(StandardCharsets.UTF_8);
          default -> new byte[] {'{', '}'};
        };
    exchange.sendResponseHeaders(method.equals("PUT") ? status : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void upload() {
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    Settings settings = TestOptions.answeredAt(address);
    try (Rest rest = new Rest(settings, new TestContext())) {
      ObjectUpload.begin(rest, "loading", "landing", "x.avro", "_dpone_s_0_", "")
          .finish(DATA, DATA.length);
    }
  }

  @Test
  void whatHasTheChecksumOfWhatWasSentIsDone() {
    assertThatCode(this::upload).doesNotThrowAnyException();
    assertThat(requests).hasSize(2);
  }

  @Test
  void anotherChecksumIsAnotherFileWhichIsRemoved() {
    put = object("AAAAAA==");
    fails(BqCode.OBJECT_LOST);
    assertThat(requests.getLast()).startsWith("DELETE ").endsWith("?ifGenerationMatch=7");
  }

  @Test
  void oneThatIsThereAlreadyAndTheSameWasSentBefore() {
    for (int told : new int[] {412, 404, 410}) {
      status = told;
      put = "{\"error\":{\"message\":\"there\"}}";
      assertThatCode(this::upload).as("HTTP %s", told).doesNotThrowAnyException();
    }
  }

  @Test
  void oneThatIsThereAlreadyAndAnotherIsNotReplaced() {
    status = 412;
    put = "{\"error\":{\"message\":\"there\"}}";
    got = object("AAAAAA==");
    fails(BqCode.DUPLICATE);
    assertThat(requests).noneMatch(r -> r.startsWith("DELETE"));
  }

  private void fails(BqCode code) {
    assertThatThrownBy(this::upload)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo(code.code()));
  }
}
