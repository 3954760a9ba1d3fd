package dpone.toolkit.http.exchange;

import static dpone.toolkit.http.testing.RawServer.reply;
import static dpone.toolkit.http.testing.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.batch.BatchMemory;
import dpone.spi.testing.TestContext;
import dpone.toolkit.http.testing.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What comes is handed on byte by byte, however it was sent and however large it is. */
@Tag("integration")
class AnswerTest {
  private final TestContext context = new TestContext();

  private static byte[] gzip(byte[] bytes) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] deflate(byte[] bytes, boolean bare) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED, bare))) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private byte[] fetched(RawServer.Script script, int whole) throws Exception {
    try (RawServer server = new RawServer(script);
        HttpSession session =
            HttpSession.open(HttpSettings.at(server.uri("/")).wholeBytes(whole), context);
        HttpAnswer answer = session.send(HttpCall.get("test.get", server.uri("/items")));
        InputStream body = answer.body()) {
      return body.readAllBytes();
    } finally {
      assertThat(context.reserved).hasValue(0);
    }
  }

  @Test
  void aSmallAnswerIsWhole() throws Exception {
    try (RawServer server =
            new RawServer((asked, out) ->
                reply(
                    out,
                    200,
                    "Content-Type: application/json; charset=\"utf-8\"\nX-Total: 7",
                    "{}"));
        HttpSession session = HttpSession.open(HttpSettings.at(server.uri("/")), context);
        HttpAnswer answer =
            session.send(
                HttpCall.get("test.get", server.uri("/items?page=1")).header("X-A", "b"))) {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("x-total")).contains("7");
      assertThat(answer.mediaType()).isEqualTo("application/json");
      assertThat(answer.charset()).contains(StandardCharsets.UTF_8);
      assertThat(answer.framed()).isTrue();
      assertThat(answer.text()).isEqualTo("{}");
      assertThat(answer.whole())
          .hasValueSatisfying(bytes -> assertThat(bytes.remaining()).isEqualTo(2));
      RawServer.Asked asked = server.asked.get(0);
      assertThat(asked.target()).isEqualTo("/items?page=1");
      assertThat(asked.header("X-A")).isEqualTo("b");
      assertThat(asked.header("User-Agent")).isEqualTo("dpone");
      assertThat(asked.header("Accept-Encoding")).isEqualTo("gzip, deflate");
      assertThat(asked.header("Upgrade")).isEmpty();
    }
  }

  @Test
  void aPostCarriesItsBody() throws Exception {
    try (RawServer server = new RawServer((asked, out) -> reply(out, 200, "", asked.body()));
        HttpSession session = HttpSession.open(HttpSettings.at(server.uri("/")), context);
        HttpAnswer answer =
            session.ask(
                HttpCall.post("test.post", server.uri("/q"), HttpContent.json("{\"a\":\"é\"}")))) {
      assertThat(answer.text()).isEqualTo("{\"a\":\"é\"}");
      assertThat(server.asked.get(0).header("Content-Type")).isEqualTo("application/json");
    }
  }

  @Test
  void anyLengthAroundTheBoundIsHandedOnWhole() throws Exception {
    int bound = 64 << 10;
    for (int length : new int[] {0, 1, bound - 1, bound, bound + 1, 3 * bound + 5}) {
      byte[] sent = noise(length);
      assertThat(fetched((asked, out) -> reply(out, 200, "", sent), bound)).isEqualTo(sent);
      assertThat(
              fetched((asked, out) -> reply(out, 200, "Content-Encoding: gzip", gzip(sent)), bound))
          .isEqualTo(sent);
    }
  }

  @Test
  void everyEncodingIsUndone() throws Exception {
    byte[] sent = noise(40_000);
    assertThat(
            fetched(
                (asked, out) -> reply(out, 200, "Content-Encoding: deflate", deflate(sent, false)),
                1 << 20))
        .isEqualTo(sent);
    assertThat(
            fetched(
                (asked, out) -> reply(out, 200, "Content-Encoding: deflate", deflate(sent, true)),
                1 << 20))
        .isEqualTo(sent);
    assertThat(
            fetched(
                (asked, out) -> reply(out, 200, "Content-Encoding: gzip, x-gzip", gzip(gzip(sent))),
                1 << 20))
        .isEqualTo(sent);
  }

  @Test
  void gzipMembersInARowAreOneBody() throws Exception {
    byte[] first = noise(30_000);
    byte[] second = "the end".getBytes(StandardCharsets.UTF_8);
    RawServer.Script script =
        (asked, out) -> {
          write(
              out,
              "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n");
          for (byte[] part : new byte[][] {gzip(first), gzip(second)}) {
            write(out, Integer.toHexString(part.length) + "\r\n");
            out.write(part);
            write(out, "\r\n");
            out.flush();
            Thread.sleep(50);
          }
          write(out, "0\r\n\r\n");
        };
    byte[] all = fetched(script, 1 << 20);
    assertThat(all).hasSize(first.length + second.length);
    assertThat(new String(all, first.length, second.length, StandardCharsets.UTF_8))
        .isEqualTo("the end");
  }

  @Test
  void aBodyWithoutFrameSaysSo() throws Exception {
    RawServer.Script script =
        (asked, out) -> {
          write(out, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabc");
          throw new IllegalStateException("the connection ends");
        };
    try (RawServer server = new RawServer(script);
        HttpSession session = HttpSession.open(HttpSettings.at(server.uri("/")), context);
        HttpAnswer answer = session.send(HttpCall.get("test.get", server.uri("/")))) {
      assertThat(answer.framed()).isFalse();
      assertThat(answer.text()).isEqualTo("abc");
    }
  }

  @Test
  void manyAnswersTakeTurnsInOneMemory() throws Exception {
    byte[] sent = noise(300_000);
    try (RawServer server = new RawServer((asked, out) -> reply(out, 200, "", sent));
        HttpSession session = HttpSession.open(HttpSettings.at(server.uri("/")), context)) {
      BatchMemory memory = context.reserve();
      for (int i = 0; i < 20; i++) {
        try (HttpAnswer answer =
            session.send(HttpCall.get("test.get", server.uri("/" + i)), memory)) {
          assertThat(answer.whole()).isPresent();
        }
        assertThat(memory.used()).isZero();
      }
      memory.close();
    }
  }

  /** What is streamed is never held: the answer is larger than the heap of this test. */
  @Test
  void twoGigabytesPassThroughALittleMemory() throws Exception {
    byte[] piece = noise(1 << 16);
    long pieces = (2L << 30) / piece.length;
    RawServer.Script script =
        (asked, out) -> {
          write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + pieces * piece.length + "\r\n\r\n");
          for (long i = 0; i < pieces; i++) {
            out.write(piece);
          }
        };
    try (RawServer server = new RawServer(script);
        HttpSession session =
            HttpSession.open(HttpSettings.at(server.uri("/")).wholeBytes(1 << 20), context);
        HttpAnswer answer = session.send(HttpCall.get("test.get", server.uri("/large")));
        InputStream body = answer.body()) {
      assertThat(answer.whole()).isEmpty();
      assertThat(body.transferTo(OutputStream.nullOutputStream())).isEqualTo(2L << 30);
    }
  }
}
