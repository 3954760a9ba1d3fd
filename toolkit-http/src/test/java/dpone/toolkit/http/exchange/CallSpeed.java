package dpone.toolkit.http.exchange;

import static dpone.toolkit.http.testing.RawServer.reply;

import dpone.spi.batch.BatchMemory;
import dpone.spi.testing.TestContext;
import dpone.toolkit.http.limit.Limits;
import dpone.toolkit.http.limit.Rate;
import dpone.toolkit.http.testing.RawServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** How many calls a second go through a session, and how a rate is kept; run by hand. */
public final class CallSpeed {
  private static final long SECOND = 1_000_000_000L;

  private CallSpeed() {}

  /** Arguments: calls, their size in bytes; then requests a second, for how many seconds. */
  public static void main(String[] arguments) throws Exception {
    int calls = Integer.parseInt(arguments[0]);
    byte[] page = "x".repeat(Integer.parseInt(arguments[1])).getBytes(StandardCharsets.US_ASCII);
    for (int round = 0; round < 3; round++) {
      calls(calls, page);
    }
    rate(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
  }

  private static void calls(int calls, byte[] page) throws Exception {
    TestContext context = new TestContext();
    try (RawServer server = new RawServer((asked, out) -> reply(out, 200, "", page));
        HttpSession session = HttpSession.open(HttpSettings.at(server.uri("/")), context);
        BatchMemory memory = context.reserve()) {
      long begun = System.nanoTime();
      long bytes = 0;
      for (int i = 0; i < calls; i++) {
        try (HttpAnswer answer =
            session.send(HttpCall.get("speed", server.uri("/page?n=" + i)), memory)) {
          bytes += answer.whole().orElseThrow().remaining();
        }
      }
      double seconds = (System.nanoTime() - begun) / (double) SECOND;
      System.out.printf(
          "%d calls, %.0f a second, %.1f MB/s%n", calls, calls / seconds, bytes / seconds / 1e6);
    }
  }

  private static void rate(int requests, int seconds) throws Exception {
    TestContext context = new TestContext();
    List<Long> arrivals = new CopyOnWriteArrayList<>();
    RawServer.Script script =
        (asked, out) -> {
          arrivals.add(System.nanoTime());
          reply(out, 200, "", "{}");
        };
    int streams = 4;
    try (RawServer server = new RawServer(script);
        HttpSession session =
            HttpSession.open(
                HttpSettings.at(server.uri("/")).limits(Limits.of(Rate.perSecond(requests))),
                context)) {
      CountDownLatch done = new CountDownLatch(streams);
      for (int i = 0; i < streams; i++) {
        Thread.ofPlatform()
            .start(() -> {
              for (int n = 0; n < requests * seconds / streams; n++) {
                session.ask(HttpCall.get("rate", server.uri("/"))).close();
              }
              done.countDown();
            });
      }
      done.await();
    }
    List<Long> sorted = new ArrayList<>(arrivals);
    sorted.sort(null);
    int fullest = 0;
    int from = 0;
    for (int to = 0; to < sorted.size(); to++) {
      while (sorted.get(to) - sorted.get(from) >= SECOND) {
        from++;
      }
      fullest = Math.max(fullest, to - from + 1);
    }
    double took = (sorted.get(sorted.size() - 1) - sorted.get(0)) / (double) SECOND;
    System.out.printf(
        "limit %d a second: %.2f a second arrived, %d in the fullest second%n",
        requests, (sorted.size() - 1) / took, fullest);
  }
}
