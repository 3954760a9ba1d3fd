package dpone.toolkit.http.page;

import static dpone.toolkit.http.testing.RawServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.error.DponeException;
import dpone.spi.testing.TestContext;
import dpone.toolkit.http.exchange.HttpAnswer;
import dpone.toolkit.http.exchange.HttpCall;
import dpone.toolkit.http.exchange.HttpSession;
import dpone.toolkit.http.exchange.HttpSettings;
import dpone.toolkit.http.testing.RawServer;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A page that is fetched ahead is the one that is asked for, or is forgotten. */
@Tag("integration")
class AheadTest {
  private final TestContext context = new TestContext();
  private final CountDownLatch silent = new CountDownLatch(1);
  private RawServer server;
  private HttpSession session;
  private Ahead ahead;

  @BeforeEach
  void open() throws IOException {
    server =
        new RawServer((asked, out) -> {
          if (asked.target().equals("/silent")) {
            silent.countDown();
            Thread.sleep(60_000);
          }
          reply(out, asked.target().equals("/gone") ? 404 : 200, "", "page " + asked.target());
        });
    session = HttpSession.open(HttpSettings.at(server.uri("/")), context);
    ahead = new Ahead(session, context);
  }

  @AfterEach
  void close() throws IOException {
    ahead.close();
    session.close();
    server.close();
    assertThat(context.reserved).hasValue(0);
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(Thread::isAlive)
        .noneMatch(thread -> thread.getName().equals("dpone-http-ahead"));
  }

  private HttpCall call(String path) {
    return HttpCall.get("page", server.uri(path));
  }

  private String text(String path) {
    try (HttpAnswer answer = ahead.send(call(path))) {
      return answer.text();
    }
  }

  @Test
  void eachPageIsAskedForOnce() {
    for (int page = 0; page < 20; page++) {
      assertThat(text("/" + page)).isEqualTo("page /" + page);
      ahead.begin(call("/" + (page + 1)));
    }
    assertThat(text("/20")).isEqualTo("page /20");
    assertThat(server.asked).hasSize(21).doesNotHaveDuplicates();
  }

  @Test
  void anotherPageThanTheOneExpectedIsFetchedItself() {
    assertThat(text("/1")).isEqualTo("page /1");
    ahead.begin(call("/2"));
    assertThat(text("/3")).isEqualTo("page /3");
    ahead.begin(call("/4"));
    assertThat(text("/4")).isEqualTo("page /4");
  }

  @Test
  void aFailureIsToldWhenItsPageIsAskedFor() {
    assertThat(text("/1")).isEqualTo("page /1");
    ahead.begin(call("/gone"));
    assertThat(catchFailure("/gone").what()).contains("404");
    assertThat(text("/2")).isEqualTo("page /2");
  }

  private DponeException catchFailure(String path) {
    try {
      text(path);
    } catch (DponeException failure) {
      return failure;
    }
    throw new AssertionError("nothing failed");
  }

  @Test
  void whoeverClosesDoesNotWaitForAnAnswer() throws Exception {
    assertThat(text("/1")).isEqualTo("page /1");
    ahead.begin(call("/silent"));
    assertThat(silent.await(10, TimeUnit.SECONDS)).isTrue();
    long begin = System.nanoTime();
    ahead.close();
    assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(5));
  }
}
