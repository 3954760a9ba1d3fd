package dpone.toolkit.http.page;

import static dpone.toolkit.http.testing.RawServer.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dpone.spi.error.DponeException;
import dpone.spi.option.Secret;
import dpone.spi.testing.TestContext;
import dpone.spi.type.DataType;
import dpone.toolkit.format.record.Records;
import dpone.toolkit.http.api.BodyFormat;
import dpone.toolkit.http.api.Request;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.api.Template;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.exchange.Credential;
import dpone.toolkit.http.exchange.Hosts;
import dpone.toolkit.http.exchange.HttpSession;
import dpone.toolkit.http.exchange.HttpSettings;
import dpone.toolkit.http.exchange.Login;
import dpone.toolkit.http.export.ExportRules;
import dpone.toolkit.http.export.ExportState;
import dpone.toolkit.http.export.Exports;
import dpone.toolkit.http.testing.RawServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An export is started once, waited for by whoever comes, and read file by file. */
@Tag("integration")
class ExportFeedTest {
  private static final Slice SLICE = Slice.of(Variables.of("from", "2026-01-01T00:00:00Z"));

  private final TestContext context = new TestContext();
  private final List<String> started = new ArrayList<>();
  private final List<String> polled = new ArrayList<>();
  private RawServer api;
  private RawServer storage;
  private HttpSession session;
  private Set<String> own;
  private volatile String state = "{\"status\":\"Ready\",\"urls\":[]}";
  private volatile int storageStatus = 200;
  private volatile int breakStarts;

  @BeforeEach
  void open() throws IOException {
    storage =
        new RawServer((asked, out) ->
            reply(
                out,
                storageStatus,
                "",
                "{\"items\":[{\"id\":" + asked.target().substring(6) + "}]}"));
    api = new RawServer(this::answer);
    source();
  }

  private void source() {
    own = ConcurrentHashMap.newKeySet();
    session =
        HttpSession.open(
            HttpSettings.at(api.uri("/"))
                .downloads(Hosts.of(storage.uri("").toString()))
                .login((settings, host) ->
                    new Login() {
                      @Override
                      public Credential credential() {
                        return Credential.header("Authorization", "Key s3cret");
                      }

                      @Override
                      public List<Secret> secrets() {
                        return List.of(Secret.of("s3cret"));
                      }
                    }),
            context);
  }

  @AfterEach
  void close() throws IOException {
    session.close();
    api.close();
    storage.close();
    assertThat(context.reserved).hasValue(0);
  }

  private void answer(RawServer.Asked asked, OutputStream out) throws Exception {
    assertThat(asked.header("Authorization")).isEqualTo("Key s3cret");
    if (asked.body().startsWith("{\"since\"")) {
      started.add(asked.body());
      if (breakStarts-- > 0) {
        throw new IOException("lost");
      }
      reply(out, 200, "", "{\"exportId\":\"e" + started.size() + "\"}");
    } else {
      polled.add(asked.body());
      reply(out, 200, "", state);
    }
  }

  private ExportFeed feed(Duration patience) {
    Request start =
        new Request(
            "POST",
            Template.of("export"),
            Map.of(),
            Map.of(),
            Template.of("{\"since\":\"{from:yyyy-MM-dd}\"}"),
            "application/json",
            false);
    StreamDefinition stream =
        StreamDefinition.named("items")
            .request(start)
            .format(BodyFormat.Json.at("/items"))
            .column("id", new DataType.Int(64))
            .build();
    ExportRules rules =
        ExportRules.of("test", "/exportId", "/status")
            .called(ExportState.RUNNING, "NotReady")
            .called(ExportState.READY, "Ready")
            .called(ExportState.FAILED, "Cancelled")
            .found("/urls", "/reason")
            .waiting(Duration.ofMillis(1), Duration.ofMillis(1), patience);
    Request poll = Request.ask("export", "{\"exportId\":\"{export}\"}");
    return new ExportFeed(
        new Exports(session, context, rules), own, context, api.uri("/"), stream, poll);
  }

  private ExportFeed feed() {
    return feed(Duration.ofMinutes(1));
  }

  private String ready(int files) {
    List<String> urls = new ArrayList<>();
    for (int i = 1; i <= files; i++) {
      urls.add("\"" + storage.uri("/file/" + i) + "\"");
    }
    return "{\"status\":\"Ready\",\"urls\":[" + String.join(",", urls) + "]}";
  }

  /** Reads a page to its end and adds what the next one is asked with. */
  private Optional<Slice> read(ExportFeed feed, Slice slice, List<String> found)
      throws IOException {
    try (Page page = feed.open(slice)) {
      Records records = page.records();
      while (records.next()) {
        found.add(
            new String(
                records.data(),
                records.from(),
                records.to() - records.from(),
                StandardCharsets.UTF_8));
      }
      assertThat(page.mayBeEmpty()).isTrue();
      return page.next(records.read(), Optional.empty())
          .map(at -> slice.at(slice.state().next(at, records.read(), page.total(), 0)));
    }
  }

  private List<String> all(ExportFeed feed, Slice from) throws IOException {
    List<String> found = new ArrayList<>();
    Optional<Slice> next = Optional.of(from);
    while (next.isPresent()) {
      next = read(feed, next.get(), found);
    }
    return found;
  }

  @Test
  void filesArePages() throws IOException {
    state = ready(3);
    try (ExportFeed feed = feed()) {
      assertThat(all(feed, SLICE)).containsExactly("{\"id\":1}", "{\"id\":2}", "{\"id\":3}");
    }
    assertThat(started).containsExactly("{\"since\":\"2026-01-01\"}");
    assertThat(polled).containsExactly("{\"exportId\":\"e1\"}");
    assertThat(storage.asked)
        .hasSize(3)
        .allSatisfy(asked -> assertThat(asked.header("Authorization")).isEmpty());
  }

  @Test
  void anExportWithoutFilesHasNoRecords() throws IOException {
    try (ExportFeed feed = feed()) {
      assertThat(all(feed, SLICE)).isEmpty();
    }
  }

  @Test
  void aRunThatWasCutOffAsksForTheSameExport() throws IOException {
    Slice waiting;
    try (ExportFeed feed = feed()) {
      waiting = read(feed, SLICE, new ArrayList<>()).orElseThrow();
    }
    source();
    state = ready(2);
    List<String> found = new ArrayList<>();
    Slice second;
    try (ExportFeed feed = feed()) {
      second = read(feed, waiting, found).orElseThrow();
    }
    source();
    try (ExportFeed feed = feed()) {
      assertThat(read(feed, second, found)).isEmpty();
    }
    assertThat(found).containsExactly("{\"id\":1}", "{\"id\":2}");
    assertThat(started).hasSize(1);
    assertThat(polled).containsOnly("{\"exportId\":\"e1\"}");
  }

  @Test
  void aStartWhoseAnswerIsLostIsNotSentAgain() {
    breakStarts = 1;
    context.retries = 3;
    try (ExportFeed feed = feed()) {
      DponeException failure = catchThrowableOfType(DponeException.class, () -> feed.open(SLICE));
      assertThat(failure.code()).isEqualTo("HTTP_OUTCOME_UNKNOWN");
    }
    assertThat(started).hasSize(1);
  }

  @Test
  void anExportThatFailsEndsTheRunThatStartedItWithTheReason() throws IOException {
    state = "{\"status\":\"Cancelled\",\"reason\":\"too large, key s3cret\"}";
    try (ExportFeed feed = feed()) {
      Slice waiting = read(feed, SLICE, new ArrayList<>()).orElseThrow();
      DponeException failure = catchThrowableOfType(DponeException.class, () -> feed.open(waiting));
      assertThat(failure.code()).isEqualTo("HTTP_EXPORT_FAILED");
      assertThat(failure.what()).contains("too large").doesNotContain("s3cret");
    }
    assertThat(started).hasSize(1);
  }

  @Test
  void theNextRunStartsAnotherOne() throws IOException {
    Slice waiting;
    try (ExportFeed feed = feed()) {
      waiting = read(feed, SLICE, new ArrayList<>()).orElseThrow();
    }
    source();
    state = "{\"status\":\"Cancelled\"}";
    try (ExportFeed feed = feed()) {
      Slice again = read(feed, waiting, new ArrayList<>()).orElseThrow();
      assertThat(again.state().value("id")).isEqualTo("e2");
    }
  }

  @Test
  void patienceEndsByName() throws IOException {
    state = "{\"status\":\"NotReady\"}";
    try (ExportFeed feed = feed(Duration.ofMillis(1))) {
      Slice waiting = read(feed, SLICE, new ArrayList<>()).orElseThrow();
      DponeException failure = catchThrowableOfType(DponeException.class, () -> feed.open(waiting));
      assertThat(failure.code()).isEqualTo("HTTP_EXPORT_TIMEOUT");
      assertThat(failure.what()).contains("e1");
    }
  }

  @Test
  void waitingEndsWhenTheRunIsCancelled() throws IOException {
    state = "{\"status\":\"NotReady\"}";
    try (ExportFeed feed = feed()) {
      Slice waiting = read(feed, SLICE, new ArrayList<>()).orElseThrow();
      api.script =
          (asked, out) -> {
            context.cancel();
            reply(out, 200, "", state);
          };
      DponeException failure = catchThrowableOfType(DponeException.class, () -> feed.open(waiting));
      assertThat(failure.code()).isEqualTo("RUN_CANCELLED");
    }
  }

  @Test
  void anAddressThatNoLongerHoldsIsAskedForAgainAndThenNamed() throws IOException {
    state = ready(2);
    try (ExportFeed feed = feed()) {
      Slice first = read(feed, SLICE, new ArrayList<>()).orElseThrow();
      Slice second = read(feed, first, new ArrayList<>()).orElseThrow();
      storageStatus = 404;
      DponeException failure = catchThrowableOfType(DponeException.class, () -> feed.open(second));
      assertThat(failure.code()).isEqualTo("HTTP_EXPORT_EXPIRED");
    }
    assertThat(polled).hasSize(2);
    assertThat(started).hasSize(1);
  }

  @Test
  void aFileOfAHostThatNobodyAllowedIsNotFetched() throws IOException {
    state = "{\"status\":\"Ready\",\"urls\":[\"https://elsewhere.example/file/1\"]}";
    try (ExportFeed feed = feed()) {
      Slice first = read(feed, SLICE, new ArrayList<>()).orElseThrow();
      DponeException failure = catchThrowableOfType(DponeException.class, () -> feed.open(first));
      assertThat(failure.code()).isEqualTo("HTTP_OTHER_ORIGIN");
      assertThat(failure.what()).contains("elsewhere.example");
    }
  }

  @Test
  void anAnswerThatNamesNoExportIsNamed() {
    api.script = (asked, out) -> reply(out, 200, "", "{\"status\":\"Success\"}");
    try (ExportFeed feed = feed()) {
      DponeException failure = catchThrowableOfType(DponeException.class, () -> feed.open(SLICE));
      assertThat(failure.code()).isEqualTo("HTTP_UNEXPECTED");
    }
  }
}
