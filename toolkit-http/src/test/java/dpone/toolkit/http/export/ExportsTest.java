package dpone.toolkit.http.export;

import static dpone.toolkit.http.testing.RawServer.reply;
import static dpone.toolkit.http.testing.RawServer.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dpone.spi.error.DponeException;
import dpone.spi.option.Secret;
import dpone.spi.testing.TestContext;
import dpone.toolkit.http.exchange.Hosts;
import dpone.toolkit.http.exchange.HttpCall;
import dpone.toolkit.http.exchange.HttpContent;
import dpone.toolkit.http.exchange.HttpSession;
import dpone.toolkit.http.exchange.HttpSettings;
import dpone.toolkit.http.login.Logins;
import dpone.toolkit.http.testing.RawServer;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An export is started once, asked for until it is ready, and downloaded byte by byte. */
@Tag("integration")
@Timeout(240)
class ExportsTest {
  private static final ExportRules RULES =
      ExportRules.of("test.export", "/exportId", "/result/status")
          .called(ExportState.RUNNING, "NotReady", "Queued")
          .called(ExportState.READY, "Ready")
          .called(ExportState.FAILED, "Failed")
          .called(ExportState.EXPIRED, "Deleted")
          .found("/result/urls", "/result/why")
          .waiting(Duration.ofMillis(1), Duration.ofMillis(4), Duration.ofSeconds(30));

  private final TestContext context = new TestContext();
  private final AtomicInteger starts = new AtomicInteger();
  private final AtomicInteger polls = new AtomicInteger();
  private final List<ExportTicket> told = new ArrayList<>();

  private static ExportRequest request(RawServer server) {
    return new ExportRequest(
        HttpCall.post("x", server.uri("/start"), HttpContent.json("{}")),
        ticket -> HttpCall.get("x", server.uri("/poll/" + ticket.id())),
        Map.of("from", "2026-01-01"));
  }

  /** Answers to polls are given in order, the last one for ever. */
  private RawServer server(String... answers) throws Exception {
    return new RawServer((asked, out) -> {
      if (asked.target().equals("/start")) {
        reply(out, 200, "", "{\"exportId\":\"e" + starts.incrementAndGet() + "\"}");
      } else {
        String answer = answers[Math.min(polls.getAndIncrement(), answers.length - 1)];
        int status = answer.startsWith("{") || answer.isEmpty() ? 200 : Integer.parseInt(answer);
        reply(out, status, "", status == 200 ? answer : "gone");
      }
    });
  }

  private ExportFiles ready(RawServer server, ExportRules rules, ExportTicket saved) {
    try (HttpSession session =
        HttpSession.open(
            HttpSettings.at(server.uri("/")).login(Logins.bearer(Secret.of("canary"))), context)) {
      return new Exports(session, context, rules).ready(saved, request(server), told::add);
    }
  }

  private DponeException failure(RawServer server, ExportRules rules, ExportTicket saved) {
    return catchThrowableOfType(DponeException.class, () -> ready(server, rules, saved));
  }

  private static String status(String word) {
    return "{\"result\":{\"status\":\""
        + word
        + "\",\"why\":\"no rows\",\"urls\":[\"/a.json\",{\"url\":\"https://s.example/b\"}]}}";
  }

  @Test
  void itIsAskedForUntilItIsReady() throws Exception {
    try (RawServer server = server(status("queued"), status("NotReady"), status("Ready"))) {
      ExportFiles files = ready(server, RULES, null);
      assertThat(files.files())
          .containsExactly(server.uri("/a.json"), URI.create("https://s.example/b"));
      assertThat(files.ticket().id()).isEqualTo("e1");
      assertThat(told).containsExactly(files.ticket());
      assertThat(starts).hasValue(1);
      assertThat(polls).hasValue(3);
    }
  }

  @Test
  void anExportOfAnEarlierRunIsAskedForAndNotPaidForAgain() throws Exception {
    try (RawServer server = server(status("Ready"))) {
      Map<String, String> position =
          new ExportTicket("old", Instant.now().minusSeconds(86_400), Map.of("from", "x")).toMap();
      ExportTicket saved = ExportTicket.fromMap(position).orElseThrow();
      assertThat(saved.facts()).containsEntry("from", "x");
      assertThat(ready(server, RULES, saved).ticket()).isEqualTo(saved);
      assertThat(starts).hasValue(0);
      assertThat(server.asked.get(0).target()).isEqualTo("/poll/old");
      assertThat(told).isEmpty();
    }
  }

  @Test
  void oneThatIsGoneHasAName() throws Exception {
    ExportTicket saved = new ExportTicket("old", Instant.now(), Map.of());
    for (String gone : new String[] {status("Deleted"), "404", "410"}) {
      polls.set(0);
      try (RawServer server = server(gone, status("Ready"))) {
        assertThat(failure(server, RULES, saved).code()).isEqualTo("HTTP_EXPORT_EXPIRED");
        assertThat(starts).hasValue(0);
      }
    }
  }

  @Test
  void oneThatIsGoneIsStartedAgainAsToldAndOnlyOnce() throws Exception {
    ExportTicket saved = new ExportTicket("old", Instant.now(), Map.of());
    try (RawServer server = server("410", status("Ready"))) {
      assertThat(ready(server, RULES.restarting(), saved).ticket().id()).isEqualTo("e1");
      assertThat(told).hasSize(1);
    }
    polls.set(0);
    starts.set(0);
    try (RawServer server = server("410")) {
      assertThat(failure(server, RULES.restarting(), saved).code())
          .isEqualTo("HTTP_EXPORT_EXPIRED");
      assertThat(starts).hasValue(1);
      // One that was only just made would be made for ever.
      assertThat(failure(server, RULES.restarting(), null).code()).isEqualTo("HTTP_EXPORT_EXPIRED");
      assertThat(starts).hasValue(2);
    }
  }

  @Test
  void whatIsWrongIsNamed() throws Exception {
    try (RawServer server = server(status("Failed"))) {
      DponeException failed = failure(server, RULES, null);
      assertThat(failed.code()).isEqualTo("HTTP_EXPORT_FAILED");
      assertThat(failed.what()).endsWith("says Failed: \"no rows\"");
    }
    try (RawServer server = server(status("Dancing"))) {
      assertThat(failure(server, RULES, null).code()).isEqualTo("HTTP_UNEXPECTED");
    }
    try (RawServer server = server("{\"result\":{\"status\":\"Ready\"}}")) {
      assertThat(failure(server, RULES, null).what()).contains("names no file at /result/urls");
    }
    try (RawServer server = server("{\"result\"")) {
      assertThat(failure(server, RULES, null).what()).contains("is not JSON");
    }
    try (RawServer server = server(status("Queued"))) {
      ExportRules brief =
          RULES.waiting(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(20));
      assertThat(failure(server, brief, null).code()).isEqualTo("HTTP_EXPORT_TIMEOUT");
    }
    try (RawServer server =
        new RawServer((asked, out) -> reply(out, 200, "", "{\"exportId\":\"\"}"))) {
      assertThat(failure(server, RULES, null).what()).contains("does not name the export");
    }
  }

  @Test
  void aStartWhoseAnswerIsLostIsNotSentAgain() throws Exception {
    context.retries = 4;
    try (RawServer server =
        new RawServer((asked, out) -> {
          starts.incrementAndGet();
          throw new IllegalStateException("gone");
        })) {
      assertThat(failure(server, RULES, null).code()).isEqualTo("HTTP_OUTCOME_UNKNOWN");
      assertThat(starts).hasValue(1);
    }
  }

  @Test
  void statusesAloneTellWhereTheAnswerHasNoState() throws Exception {
    AtomicInteger asks = new AtomicInteger();
    try (RawServer server =
        new RawServer((asked, out) -> {
          if (asked.target().equals("/start")) {
            reply(out, 202, "Location: /jobs/7", "");
          } else {
            reply(out, asks.incrementAndGet() < 3 ? 202 : 200, "Retry-After: 0", "");
          }
        })) {
      ExportRules rules =
          ExportRules.of("t", "", "")
              .waiting(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofSeconds(9));
      try (HttpSession session = HttpSession.open(HttpSettings.at(server.uri("/")), context)) {
        ExportRequest request =
            new ExportRequest(
                HttpCall.post("x", server.uri("/start"), HttpContent.json("{}")),
                ticket -> HttpCall.get("x", server.uri(ticket.id())),
                Map.of());
        ExportFiles files = new Exports(session, context, rules).ready(null, request, told::add);
        assertThat(files.files()).isEmpty();
        assertThat(files.ticket().id()).isEqualTo("/jobs/7");
        assertThat(asks).hasValue(3);
      }
    }
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(11).nextBytes(bytes);
    return bytes;
  }

  /** A storage that breaks off after some bytes each time, with or without ranges. */
  private static RawServer.Script storage(byte[] file, int each, String headers, boolean ranges) {
    return (asked, out) -> {
      int from = 0;
      String range = asked.header("Range");
      boolean same = headers.contains(asked.header("If-Range"));
      if (ranges && same && !range.isEmpty()) {
        from = Integer.parseInt(range.replaceAll("\\D", ""));
      }
      int length = file.length - from;
      String line =
          from == 0
              ? "HTTP/1.1 200 OK\r\n"
              : "HTTP/1.1 206 Part\r\nContent-Range: bytes "
                  + from
                  + "-"
                  + (file.length - 1)
                  + "/"
                  + file.length
                  + "\r\n";
      write(out, line + headers + "Content-Length: " + length + "\r\n\r\n");
      int now = ranges ? Math.min(length, each) : length;
      out.write(file, from, Math.min(length, now));
      out.flush();
      if (now < length) {
        throw new IllegalStateException("gone");
      }
    };
  }

  private byte[] downloaded(RawServer server, URI file) throws Exception {
    context.retries = 3;
    try (HttpSession session =
            HttpSession.open(
                HttpSettings.at(server.uri("/"))
                    .wholeBytes(1 << 16)
                    .login(Logins.bearer(Secret.of("canary")))
                    .downloads(Hosts.of("http://" + file.getAuthority())),
                context);
        InputStream in = new Exports(session, context, RULES).download(file)) {
      return in.readAllBytes();
    } finally {
      assertThat(context.reserved).hasValue(0);
    }
  }

  @Test
  void aDownloadGoesOnWhereItBroke() throws Exception {
    byte[] file = noise(1_000_000);
    try (RawServer api = server(status("Ready"));
        RawServer storage =
            new RawServer(
                storage(file, 300_000, "ETag: \"v1\"\r\nAccept-Ranges: bytes\r\n", true))) {
      assertThat(downloaded(api, storage.uri("/f?sig=abc"))).isEqualTo(file);
      assertThat(storage.asked).hasSizeBetween(4, 5);
      assertThat(storage.asked)
          .allSatisfy(asked -> {
            assertThat(asked.header("Authorization")).isEmpty();
            assertThat(asked.header("Accept-Encoding")).isEqualTo("identity");
          });
      assertThat(storage.asked.get(1).header("If-Range")).isEqualTo("\"v1\"");
    }
  }

  @Test
  void aDownloadFromAHostWithoutRangesIsReadAgainUpToThere() throws Exception {
    byte[] file = noise(500_000);
    AtomicInteger gets = new AtomicInteger();
    RawServer.Script script =
        (asked, out) -> {
          write(out, "HTTP/1.1 200 OK\r\nContent-Length: " + file.length + "\r\n\r\n");
          if (gets.incrementAndGet() == 1) {
            out.write(file, 0, 200_000);
            throw new IllegalStateException("gone");
          }
          out.write(file);
        };
    try (RawServer api = server(status("Ready"));
        RawServer storage = new RawServer(script)) {
      assertThat(downloaded(api, storage.uri("/f"))).isEqualTo(file);
      assertThat(gets).hasValue(2);
      assertThat(storage.asked.get(1).header("Range")).isEmpty();
    }
  }

  @Test
  void aFileThatChangedInBetweenIsNotMixed() throws Exception {
    byte[] file = noise(500_000);
    AtomicInteger gets = new AtomicInteger();
    for (String headers : new String[] {"", "ETag: \"v%d\"\r\n"}) {
      gets.set(0);
      RawServer.Script script =
          (asked, out) -> {
            int now = gets.incrementAndGet();
            byte[] version = file.clone();
            version[100] += (byte) now;
            write(
                out,
                "HTTP/1.1 200 OK\r\n"
                    + headers.formatted(now)
                    + "Content-Length: "
                    + file.length
                    + "\r\n\r\n");
            out.write(version, 0, now == 1 ? 200_000 : file.length);
            if (now == 1) {
              throw new IllegalStateException("gone");
            }
          };
      try (RawServer api = server(status("Ready"));
          RawServer storage = new RawServer(script)) {
        DponeException failure =
            catchThrowableOfType(DponeException.class, () -> downloaded(api, storage.uri("/f")));
        assertThat(failure.code()).isEqualTo("HTTP_EXPORT_CHANGED");
      }
    }
  }

  @Test
  void anotherPartThanWasAskedForIsRefused() throws Exception {
    byte[] file = noise(400_000);
    AtomicInteger gets = new AtomicInteger();
    RawServer.Script script =
        (asked, out) -> {
          if (gets.incrementAndGet() == 1) {
            write(
                out,
                "HTTP/1.1 200 OK\r\nETag: \"v\"\r\nContent-Length: " + file.length + "\r\n\r\n");
            out.write(file, 0, 200_000);
            throw new IllegalStateException("gone");
          }
          reply(out, 206, "Content-Range: bytes 0-9/400000", "0123456789");
        };
    try (RawServer api = server(status("Ready"));
        RawServer storage = new RawServer(script)) {
      DponeException failure =
          catchThrowableOfType(DponeException.class, () -> downloaded(api, storage.uri("/f")));
      assertThat(failure.code()).isEqualTo("HTTP_UNEXPECTED");
    }
  }

  @Test
  void aLinkThatHasRunOutIsAnExportThatIsGoneAndItsSignatureIsNotShown() throws Exception {
    try (RawServer api = server(status("Ready"));
        RawServer storage =
            new RawServer((asked, out) ->
                reply(out, 403, "", "<Error><Message>Request has expired</Message></Error>"))) {
      DponeException failure =
          catchThrowableOfType(
              DponeException.class,
              () -> downloaded(api, storage.uri("/f?X-Amz-Signature=canarysig&x=1")));
      assertThat(failure.code()).isEqualTo("HTTP_EXPORT_EXPIRED");
      assertThat(failure.oneLine()).contains("X-Amz-Signature=***&x=1").doesNotContain("canarysig");
    }
  }

  @Test
  void aHostThatWasNotNamedIsNotAsked() throws Exception {
    try (RawServer api = server(status("Ready"));
        RawServer other = new RawServer((asked, out) -> reply(out, 200, "", "x"));
        HttpSession session = HttpSession.open(HttpSettings.at(api.uri("/")), context)) {
      DponeException failure =
          catchThrowableOfType(
              DponeException.class,
              () -> new Exports(session, context, RULES).download(other.uri("/f")).close());
      assertThat(failure.code()).isEqualTo("HTTP_OTHER_ORIGIN");
      assertThat(other.asked).isEmpty();
    }
  }

  @Test
  void cancellationEndsTheWait() throws Exception {
    try (RawServer server = server(status("Queued"))) {
      ExportRules slow =
          RULES.waiting(Duration.ofSeconds(40), Duration.ofSeconds(40), Duration.ofHours(1));
      Thread.ofVirtual()
          .start(() -> {
            while (polls.get() == 0) {
              Thread.onSpinWait();
            }
            context.cancel();
          });
      long begun = System.nanoTime();
      assertThat(failure(server, slow, null).code()).isEqualTo("RUN_CANCELLED");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }
  }
}
