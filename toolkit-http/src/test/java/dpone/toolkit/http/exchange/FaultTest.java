package dpone.toolkit.http.exchange;

import static dpone.toolkit.http.testing.RawServer.reply;
import static dpone.toolkit.http.testing.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.testing.TestContext;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.testing.RawServer;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever happens to a call has one name, and is tried again exactly where that is right. */
@Tag("integration")
@Timeout(240)
class FaultTest {
  private final TestContext context = new TestContext();

  private static HttpSettings settings(URI uri) {
    return HttpSettings.at(uri)
        .timeouts(
            new Timeouts(
                Duration.ofSeconds(9),
                Duration.ofSeconds(9),
                Duration.ofSeconds(9),
                Duration.ofSeconds(20)));
  }

  private DponeException failure(HttpSettings settings, HttpCall call) {
    try (HttpSession session = HttpSession.open(settings, context)) {
      DponeException failure =
          catchThrowableOfType(DponeException.class, () -> session.send(call).close());
      assertThat(failure).as("the call must fail").isNotNull();
      assertThat(context.reserved).hasValue(0);
      return failure;
    }
  }

  private DponeException get(RawServer.Script script) throws Exception {
    try (RawServer server = new RawServer(script)) {
      return failure(settings(server.uri("/")), HttpCall.get("test.get", server.uri("/a?b=c")));
    }
  }

  private static HttpCall post(RawServer server) {
    return HttpCall.post("test.post", server.uri("/start"), HttpContent.json("{}"));
  }

  @ParameterizedTest
  @CsvSource({
    "400,HTTP_BAD_REQUEST,CONFIG",
    "401,HTTP_UNAUTHORIZED,AUTHENTICATION",
    "402,HTTP_BAD_REQUEST,CONFIG",
    "403,HTTP_FORBIDDEN,AUTHENTICATION",
    "404,HTTP_NOT_FOUND,NOT_FOUND",
    "408,HTTP_TIMEOUT,TRANSIENT",
    "410,HTTP_NOT_FOUND,NOT_FOUND",
    "422,HTTP_BAD_REQUEST,CONFIG",
    "429,HTTP_THROTTLED,THROTTLED",
    "500,HTTP_SERVER_ERROR,TRANSIENT",
    "501,HTTP_BAD_REQUEST,CONFIG",
    "502,HTTP_SERVER_ERROR,TRANSIENT",
    "503,HTTP_SERVER_ERROR,TRANSIENT",
    "599,HTTP_SERVER_ERROR,TRANSIENT",
    "304,HTTP_UNEXPECTED,DATA"
  })
  void aStatusHasOneCode(int status, String code, ErrorCategory category) throws Exception {
    DponeException failure =
        get((asked, out) -> reply(out, status, "", status == 304 ? "" : "no such thing"));
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.category()).isEqualTo(category);
    assertThat(failure.what())
        .startsWith("GET http://127.0.0.1:")
        .contains("/a?b=c answered " + status);
    if (status != 304) {
      assertThat(failure.what()).endsWith(": \"no such thing\"");
    }
    assertThat(failure.remedy()).isNotEmpty();
  }

  @Test
  void aThrottledAnswerSaysHowLongToWait() throws Exception {
    context.time = InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z"));
    DponeException seconds = get((asked, out) -> reply(out, 429, "Retry-After: 7", "slow down"));
    assertThat(seconds.retryAfter()).contains(Duration.ofSeconds(7));
    DponeException date =
        get((asked, out) -> reply(out, 503, "Retry-After: Sun, 01 Mar 2026 10:01:30 GMT", ""));
    assertThat(date.code()).isEqualTo("HTTP_THROTTLED");
    assertThat(date.retryAfter()).contains(Duration.ofSeconds(90));
    DponeException own = get((asked, out) -> reply(out, 429, "X-RateLimit-Reset: 1772359220", ""));
    assertThat(own.retryAfter()).contains(Duration.ofSeconds(20));
    DponeException other =
        get((asked, out) -> reply(out, 500, "X-RateLimit-Reset: 1772359220", ""));
    assertThat(other.retryAfter()).isEmpty();
  }

  @Test
  void nothingThatAnswersIsUnreachable() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    URI uri = URI.create("http://127.0.0.1:" + port + "/");
    context.retries = 2;
    DponeException failure = failure(settings(uri), HttpCall.get("test.get", uri));
    assertThat(failure.code()).isEqualTo("HTTP_UNREACHABLE");
    assertThat(context.failures).hasSize(3);
    URI nowhere = URI.create("http://no-such-host.invalid/");
    assertThat(failure(settings(nowhere), HttpCall.get("test.get", nowhere)).code())
        .isEqualTo("HTTP_UNREACHABLE");
  }

  @Test
  void aConnectionThatBreaksBeforeTheAnswerIsLost() throws Exception {
    DponeException failure =
        get((asked, out) -> {
          throw new IllegalStateException("gone");
        });
    assertThat(failure.code()).isEqualTo("HTTP_CONNECTION_LOST");
    assertThat(failure.category()).isEqualTo(ErrorCategory.TRANSIENT);
  }

  @Test
  void anAnswerThatDoesNotComeTimesOut() throws Exception {
    RawServer.Script never = (asked, out) -> Thread.sleep(20_000);
    try (RawServer server = new RawServer(never)) {
      HttpSettings brief =
          HttpSettings.at(server.uri("/"))
              .timeouts(
                  new Timeouts(
                      Duration.ofMillis(100),
                      Duration.ofMillis(200),
                      Duration.ofSeconds(9),
                      Duration.ofSeconds(9)));
      DponeException failure = failure(brief, HttpCall.get("test.get", server.uri("/")));
      assertThat(failure.code()).isEqualTo("HTTP_TIMEOUT");
    }
  }

  @Test
  void aBodyThatStopsComingTimesOut() throws Exception {
    RawServer.Script stops =
        (asked, out) -> {
          write(out, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
          Thread.sleep(20_000);
        };
    try (RawServer server = new RawServer(stops)) {
      HttpSettings brief =
          settings(server.uri("/"))
              .timeouts(
                  new Timeouts(
                      Duration.ofSeconds(9),
                      Duration.ofSeconds(9),
                      Duration.ofMillis(400),
                      Duration.ofSeconds(20)));
      DponeException failure = failure(brief, HttpCall.get("test.get", server.uri("/")));
      assertThat(failure.code()).isEqualTo("HTTP_TIMEOUT");
    }
  }

  /** Each piece comes in time, and all of them together do not. */
  @Test
  void aBodyThatDripsEndsWithItsTime() throws Exception {
    RawServer.Script drips =
        (asked, out) -> {
          write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
          while (true) {
            write(out, "x");
            Thread.sleep(50);
          }
        };
    try (RawServer server = new RawServer(drips)) {
      HttpSettings brief =
          settings(server.uri("/"))
              .timeouts(
                  new Timeouts(
                      Duration.ofSeconds(9),
                      Duration.ofSeconds(9),
                      Duration.ofSeconds(9),
                      // Enough for the head of the answer on a machine that has much to do.
                      Duration.ofSeconds(4)));
      DponeException failure = failure(brief, HttpCall.get("test.get", server.uri("/")));
      assertThat(failure.code()).isEqualTo("HTTP_TIMEOUT");
      assertThat(failure.what()).contains("not whole");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'HTTP/1.1 200 OK|Content-Length: 10||abc'",
    "'HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|abcde|'",
    "'HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|abc'"
  })
  void aBodyThatEndsEarlyIsTriedAgain(String broken) throws Exception {
    AtomicInteger tries = new AtomicInteger();
    RawServer.Script script =
        (asked, out) -> {
          if (tries.incrementAndGet() < 3) {
            write(out, broken.replace("|", "\r\n"));
            throw new IllegalStateException("gone");
          }
          reply(out, 200, "", "0123456789");
        };
    context.retries = 5;
    try (RawServer server = new RawServer(script);
        HttpSession session = HttpSession.open(settings(server.uri("/")), context);
        HttpAnswer answer = session.send(HttpCall.get("test.get", server.uri("/")))) {
      assertThat(answer.text()).isEqualTo("0123456789");
      assertThat(context.failures).extracting(DponeException::code).containsOnly("HTTP_TRUNCATED");
      assertThat(tries).hasValue(3);
    }
  }

  @Test
  void aCompressedBodyThatEndsEarlyIsTruncatedAndOneThatIsNoneIsNot() throws Exception {
    byte[] packed;
    try (java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream()) {
      try (java.util.zip.GZIPOutputStream gzip = new java.util.zip.GZIPOutputStream(bytes)) {
        gzip.write(new byte[10_000]);
      }
      packed = java.util.Arrays.copyOf(bytes.toByteArray(), bytes.size() - 12);
    }
    assertThat(get((asked, out) -> reply(out, 200, "Content-Encoding: gzip", packed)).code())
        .isEqualTo("HTTP_TRUNCATED");
    assertThat(get((asked, out) -> reply(out, 200, "Content-Encoding: gzip", "not packed")).code())
        .isEqualTo("HTTP_ENCODING");
    assertThat(get((asked, out) -> reply(out, 200, "Content-Encoding: br", "?")).code())
        .isEqualTo("HTTP_ENCODING");
  }

  @Test
  void aStreamedBodyThatBreaksIsAPassingFailureOfItsReader() throws Exception {
    RawServer.Script script =
        (asked, out) -> {
          write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
          out.write(new byte[200_000]);
          throw new IllegalStateException("gone");
        };
    try (RawServer server = new RawServer(script);
        HttpSession session =
            HttpSession.open(settings(server.uri("/")).wholeBytes(1 << 16), context);
        HttpAnswer answer = session.send(HttpCall.get("test.get", server.uri("/")));
        InputStream body = answer.body()) {
      DponeException failure =
          catchThrowableOfType(DponeException.class, () -> body.readAllBytes());
      assertThat(failure.code()).isEqualTo("HTTP_TRUNCATED");
      assertThat(failure.category().retryable()).isTrue();
    }
  }

  @Test
  void anErrorWhoseBodyBreaksIsStillThatError() throws Exception {
    DponeException failure =
        get((asked, out) -> {
          write(out, "HTTP/1.1 403 No\r\nContent-Length: 100\r\n\r\nyour pl");
          throw new IllegalStateException("gone");
        });
    assertThat(failure.code()).isEqualTo("HTTP_FORBIDDEN");
    assertThat(failure.what()).contains("your pl");
  }

  @Test
  void aPostIsNotSentAgainWhenNobodyKnowsWhatBecameOfIt() throws Exception {
    context.retries = 5;
    AtomicInteger sent = new AtomicInteger();
    RawServer.Script broken =
        (asked, out) -> {
          sent.incrementAndGet();
          throw new IllegalStateException("gone");
        };
    try (RawServer server = new RawServer(broken)) {
      DponeException failure = failure(settings(server.uri("/")), post(server));
      assertThat(failure.code()).isEqualTo("HTTP_OUTCOME_UNKNOWN");
      assertThat(failure.category().retryable()).isFalse();
      assertThat(sent).hasValue(1);
      server.script =
          (asked, out) -> {
            sent.incrementAndGet();
            reply(out, 500, "", "oops");
          };
      assertThat(failure(settings(server.uri("/")), post(server)).code())
          .isEqualTo("HTTP_OUTCOME_UNKNOWN");
      assertThat(sent).hasValue(2);
      assertThat(failure(settings(server.uri("/")), post(server).repeated()).code())
          .isEqualTo("HTTP_SERVER_ERROR");
      assertThat(sent).hasValue(8);
    }
  }

  @Test
  void aPostThatWasRefusedBeforeItWasCarriedOutIsSentAgain() throws Exception {
    context.retries = 5;
    AtomicInteger sent = new AtomicInteger();
    RawServer.Script script =
        (asked, out) -> reply(out, sent.incrementAndGet() < 3 ? 429 : 201, "Retry-After: 0", "id");
    try (RawServer server = new RawServer(script);
        HttpSession session = HttpSession.open(settings(server.uri("/")), context);
        HttpAnswer answer = session.send(post(server))) {
      assertThat(answer.status()).isEqualTo(201);
      assertThat(sent).hasValue(3);
    }
  }

  @Test
  void aWebPageIsNoAnswer() throws Exception {
    DponeException failure =
        get((asked, out) ->
            reply(out, 200, "Content-Type: text/html; charset=utf-8", "<html>Log in</html>"));
    assertThat(failure.code()).isEqualTo("HTTP_HTML_PAGE");
  }

  @Test
  void whatIsNoHttpIsNamed() throws Exception {
    DponeException failure = get((asked, out) -> write(out, "SSH-2.0-OpenSSH_9.6\r\n\r\n"));
    assertThat(failure.code()).isEqualTo("HTTP_UNEXPECTED");
  }

  /** Without its length an answer of which only the first lines came would be an empty one. */
  @ParameterizedTest
  @CsvSource({"'HTTP/1.1 200 OK|'", "'HTTP/1.1 200 OK|Content-Ty'", "'HTTP/1.1 200 OK|A: b|'"})
  void aHeadThatBreaksOffIsNoAnswer(String head) throws Exception {
    DponeException failure =
        get((asked, out) -> {
          write(out, head.replace("|", "\r\n"));
          throw new IllegalStateException("gone");
        });
    assertThat(failure.code()).isEqualTo("HTTP_CONNECTION_LOST");
  }

  /** Servers close connections that were idle for long, and a client may just be using them. */
  @Test
  void anIdleConnectionThatWasClosedMeanwhileIsNoFailure() throws Exception {
    AtomicInteger answered = new AtomicInteger();
    RawServer.Script once =
        (asked, out) -> {
          if (asked.target().equals("/second") && answered.incrementAndGet() == 1) {
            throw new IllegalStateException("closed just now");
          }
          reply(out, 200, "", "fine");
        };
    try (RawServer server = new RawServer(once);
        HttpSession session = HttpSession.open(settings(server.uri("/")), context)) {
      session.send(HttpCall.get("test.get", server.uri("/first"))).close();
      session.send(HttpCall.get("test.get", server.uri("/second"))).close();
      assertThat(context.failures).isEmpty();
      assertThat(answered).hasValue(2);
      DponeException failure =
          catchThrowableOfType(
              DponeException.class,
              () -> {
                answered.set(0);
                session
                    .send(HttpCall.post("test.post", server.uri("/second"), HttpContent.json("{}")))
                    .close();
              });
      assertThat(failure.code()).isEqualTo("HTTP_OUTCOME_UNKNOWN");
      assertThat(answered).hasValue(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"'a b',c", "X,'a\rb'", "X,'a\u0000b'", "X,'\u2603'", "Host,x", "upgrade,h2c"})
  void aHeaderThatWouldMeanSomethingElseIsNotSent(String name, String value) throws Exception {
    try (RawServer server = new RawServer((asked, out) -> reply(out, 200, "", ""))) {
      DponeException failure =
          failure(
              settings(server.uri("/")),
              HttpCall.get("test.get", server.uri("/")).header(name, value));
      assertThat(failure.code()).isEqualTo("HTTP_INVALID_OPTION");
      assertThat(server.asked).isEmpty();
    }
  }

  @Test
  void anApiMayJudgeByTheBody() throws Exception {
    try (RawServer server =
        new RawServer((asked, out) ->
            reply(
                out,
                asked.target().equals("/none") ? 404 : 200,
                "",
                "{\"error\":\"daily quota\"}"))) {
      HttpSettings settings =
          settings(server.uri("/"))
              .verdicts(head -> {
                if (head.status() == 404) {
                  return Verdict.ACCEPT;
                }
                return head.text().contains("quota")
                    ? Verdict.refuse(HttpCode.QUOTA, "the daily quota is used up")
                    : Verdict.USUAL;
              });
      DponeException failure = failure(settings, HttpCall.get("test.get", server.uri("/a")));
      assertThat(failure.code()).isEqualTo("HTTP_QUOTA");
      assertThat(failure.category().retryable()).isFalse();
      assertThat(failure.what()).endsWith("answered 200: \"the daily quota is used up\"");
      try (HttpSession session = HttpSession.open(settings, context);
          HttpAnswer answer = session.send(HttpCall.get("test.get", server.uri("/none")))) {
        assertThat(answer.status()).isEqualTo(404);
      }
    }
  }

  private void endsSoon(
      RawServer.Script script,
      boolean streamed,
      Runnable end,
      HttpSession session,
      RawServer server)
      throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    CountDownLatch started = new CountDownLatch(1);
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try (HttpAnswer answer = session.send(HttpCall.get("test.get", server.uri("/")))) {
                started.countDown();
                if (streamed) {
                  answer.body().readAllBytes();
                }
              } catch (Throwable failure) {
                thrown.set(failure);
              }
            });
    if (streamed) {
      started.await();
    } else {
      while (server.asked.isEmpty()) {
        Thread.sleep(5);
      }
    }
    long begun = System.nanoTime();
    end.run();
    assertThat(caller.join(Duration.ofSeconds(5))).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    assertThat(thrown.get()).isInstanceOf(DponeException.class);
  }

  @ParameterizedTest
  @CsvSource({"false,false", "false,true", "true,false", "true,true"})
  void everyWaitEndsWithCancellationAndClose(boolean streamed, boolean cancels) throws Exception {
    RawServer.Script script =
        (asked, out) -> {
          if (streamed) {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            out.write(new byte[100_000]);
            out.flush();
          }
          Thread.sleep(60_000);
        };
    try (RawServer server = new RawServer(script);
        HttpSession session =
            HttpSession.open(HttpSettings.at(server.uri("/")).wholeBytes(1 << 16), context)) {
      endsSoon(script, streamed, cancels ? context::cancel : session::close, session, server);
      assertThat(context.reserved).hasValue(0);
    }
  }

  @Test
  void headersThatCannotBeSentAreAnOptionAndTheirValueIsNotShown() throws Exception {
    try (RawServer server = new RawServer((asked, out) -> reply(out, 200, "", ""))) {
      DponeException failure =
          failure(
              settings(server.uri("/")),
              HttpCall.get("test.get", server.uri("/")).header("Content-Length", "5"));
      assertThat(failure.code()).isEqualTo("HTTP_INVALID_OPTION");
      assertThat(server.asked).isEmpty();
    }
  }
}
