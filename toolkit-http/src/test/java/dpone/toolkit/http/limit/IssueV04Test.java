package dpone.toolkit.http.limit;

import static dpone.toolkit.http.testing.RawServer.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dpone.spi.error.DponeException;
import dpone.spi.testing.TestContext;
import dpone.toolkit.http.exchange.HttpAnswer;
import dpone.toolkit.http.exchange.HttpCall;
import dpone.toolkit.http.exchange.HttpSession;
import dpone.toolkit.http.exchange.HttpSettings;
import dpone.toolkit.http.testing.RawServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Case V04 (flow#2223, Google Sheets answers 429): {@code Retry-After} is honoured, all streams of
 * a credential share one bucket, and the time in all is bounded.
 */
@Tag("integration")
@Timeout(240)
class IssueV04Test {
  private final TestContext context = new TestContext();
  private final List<Long> arrivals = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger();

  private RawServer server(int refused, String headers) throws Exception {
    return new RawServer((asked, out) -> {
      arrivals.add(System.nanoTime());
      boolean no = refusals.getAndIncrement() < refused;
      reply(
          out, no ? 429 : 200, no ? headers : "", no ? "{\"error\":\"RESOURCE_EXHAUSTED\"}" : "{}");
    });
  }

  @Test
  void everyStreamWaitsWhenOneIsAskedTo() throws Exception {
    context.retries = 3;
    try (RawServer server = server(1, "Retry-After: 2");
        HttpSession session = HttpSession.open(HttpSettings.at(server.uri("/")), context)) {
      CountDownLatch done = new CountDownLatch(4);
      session.send(HttpCall.get("sheets.page", server.uri("/first"))).close();
      for (int i = 0; i < 4; i++) {
        String stream = "/stream" + i;
        Thread.ofVirtual()
            .start(() -> {
              session.send(HttpCall.get("sheets.page", server.uri(stream))).close();
              done.countDown();
            });
      }
      done.await();
      assertThat(arrivals).hasSize(6);
      // The first was refused; it and everybody else came only when the time was over.
      assertThat(Duration.ofNanos(arrivals.get(1) - arrivals.get(0)))
          .isGreaterThanOrEqualTo(Duration.ofMillis(1_990));
      assertThat(context.failures).extracting(DponeException::code).containsOnly("HTTP_THROTTLED");
      assertThat(context.counts).containsEntry(HttpMeter.PAUSES.id(), 1.0);
      assertThat(context.times.get(HttpMeter.WAITED.id())).isGreaterThan(Duration.ofMillis(1_900));
    }
  }

  @Test
  void streamsShareOneBucket() throws Exception {
    try (RawServer server = server(0, "");
        HttpSession session =
            HttpSession.open(
                HttpSettings.at(server.uri("/")).limits(Limits.of(Rate.perSecond(50))), context)) {
      int calls = 120;
      CountDownLatch done = new CountDownLatch(calls);
      for (int stream = 0; stream < 6; stream++) {
        Thread.ofVirtual()
            .start(() -> {
              for (int i = 0; i < calls / 6; i++) {
                try (HttpAnswer answer =
                    session.send(HttpCall.get("sheets.page", server.uri("/x")))) {
                  assertThat(answer.status()).isEqualTo(200);
                }
                done.countDown();
              }
            });
      }
      done.await();
      for (int i = 50; i < arrivals.size(); i++) {
        assertThat(arrivals.get(i) - arrivals.get(i - 50))
            // A tenth less than it is, since this server's threads may be late on a busy machine.
            .as("51 requests within a second, of 50 that may be")
            .isGreaterThan(900_000_000L);
      }
    }
  }

  @Test
  void theTimeInAllIsBounded() throws Exception {
    try (RawServer server = server(99, "Retry-After: 3600");
        HttpSession session =
            HttpSession.open(
                HttpSettings.at(server.uri("/"))
                    .limits(Limits.NONE.longestWait(Duration.ofSeconds(30))),
                context)) {
      HttpCall call = HttpCall.get("sheets.page", server.uri("/x"));
      DponeException first =
          catchThrowableOfType(DponeException.class, () -> session.send(call).close());
      assertThat(first.retryAfter()).contains(Duration.ofHours(1));
      assertThat(first.category().retryable()).isTrue();
      // Another stream does not even ask, and does not wait for an hour either.
      DponeException second =
          catchThrowableOfType(DponeException.class, () -> session.send(call).close());
      assertThat(second.code()).isEqualTo("HTTP_THROTTLED");
      assertThat(second.retryAfter().orElseThrow()).isGreaterThan(Duration.ofMinutes(59));
      assertThat(arrivals).hasSize(1);
    }
  }
}
