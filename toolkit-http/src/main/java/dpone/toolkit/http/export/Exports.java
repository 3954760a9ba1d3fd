package dpone.toolkit.http.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dpone.spi.batch.BatchMemory;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.HttpAnswer;
import dpone.toolkit.http.exchange.HttpCall;
import dpone.toolkit.http.exchange.HttpSession;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Exports of one API: started once, asked for until they are ready, downloaded. Thread-safe. */
public final class Exports {
  private static final int GONE = 410;
  private static final int NOT_FOUND = 404;
  private static final int ACCEPTED = 202;

  private final HttpSession session;
  private final ConnectorContext context;
  private final ExportRules rules;

  /** Exports over a session. */
  public Exports(HttpSession session, ConnectorContext context, ExportRules rules) {
    this.session = session;
    this.context = context;
    this.rules = rules;
  }

  /**
   * Waits until an export is ready: the one of a ticket, or where there is none, or that one is
   * gone and the rules say so, another that is started.
   *
   * @param saved ticket of an earlier try, or null
   * @param started told of the ticket as soon as an export was started, before anybody waits for it
   * @throws DponeException {@code HTTP_EXPORT_FAILED}, {@code HTTP_EXPORT_EXPIRED}, {@code
   *     HTTP_EXPORT_TIMEOUT}, {@code HTTP_UNEXPECTED}, or a failure of a call
   */
  public ExportFiles ready(
      @Nullable ExportTicket saved, ExportRequest request, Consumer<ExportTicket> started) {
    ExportTicket ticket = saved;
    if (ticket == null) {
      ticket = start(request);
      started.accept(ticket);
    }
    try {
      return wait(ticket, request);
    } catch (DponeException gone) {
      // One that was only just made and is gone at once would be made for ever.
      if (!HttpCode.EXPORT_EXPIRED.is(gone) || !rules.restart() || saved == null) {
        throw gone;
      }
    }
    ExportTicket another = start(request);
    started.accept(another);
    return wait(another, request);
  }

  /** Starts an export. */
  public ExportTicket start(ExportRequest request) {
    HttpCall call = named(request.start(), ".start");
    try (HttpAnswer answer = session.ask(call)) {
      String id;
      if (rules.id().isEmpty()) {
        id = answer.header("Location").orElse("");
      } else {
        id = json(answer).at(rules.id()).asText("");
      }
      if (id.isBlank()) {
        throw unexpected(answer, "does not name the export that was started");
      }
      return new ExportTicket(id, context.clock().instant(), request.facts());
    }
  }

  private ExportFiles wait(ExportTicket ticket, ExportRequest request) {
    Instant end = ticket.startedAt().plus(rules.total());
    Duration wait = rules.firstWait();
    while (true) {
      // Also one that had its time while nobody asked may be ready.
      Poll poll = poll(ticket, request);
      if (poll.state() == ExportState.READY) {
        return new ExportFiles(ticket, poll.files());
      }
      Duration next = poll.asked().filter(asked -> asked.compareTo(wait(rules)) <= 0).orElse(wait);
      if (context.clock().instant().plus(next).isAfter(end)) {
        throw HttpCode.EXPORT_TIMEOUT
            .error(
                "export "
                    + session.redactor().start(ticket.id())
                    + " was not ready "
                    + rules.total().toSeconds()
                    + " s after it was asked for")
            .build();
      }
      session.pause(next);
      Duration longer = wait.multipliedBy(3).dividedBy(2);
      wait = longer.compareTo(rules.longestWait()) > 0 ? rules.longestWait() : longer;
    }
  }

  /** The longest wait that an answer may ask for. */
  private static Duration wait(ExportRules rules) {
    Duration tenfold = rules.longestWait().multipliedBy(10);
    return tenfold.compareTo(rules.total()) > 0 ? rules.total() : tenfold;
  }

  /**
   * What was told of an export.
   *
   * @param asked how long to wait before the next time, if it was said
   */
  private record Poll(ExportState state, List<URI> files, Optional<Duration> asked) {}

  private Poll poll(ExportTicket ticket, ExportRequest request) {
    HttpCall call =
        named(request.poll().apply(ticket), ".poll").accepting(NOT_FOUND, GONE).repeated();
    try (HttpAnswer answer = session.ask(call)) {
      if (answer.status() == NOT_FOUND || answer.status() == GONE) {
        throw expired(answer.call() + " answered " + answer.status());
      }
      Optional<Duration> asked = session.asked(answer);
      if (rules.state().isEmpty()) {
        ExportState state = answer.status() == ACCEPTED ? ExportState.RUNNING : ExportState.READY;
        return new Poll(state, files(state, answer), asked);
      }
      JsonNode body = json(answer);
      String word = body.at(rules.state()).asText("");
      ExportState state =
          rules
              .means(word)
              .orElseThrow(() -> unexpected(answer, "says \"" + word + "\" of the export's state"));
      String explained = explained(body);
      return switch (state) {
        case FAILED ->
            throw HttpCode.EXPORT_FAILED.error(answer.call() + " says " + word + explained).build();
        case EXPIRED -> throw expired(answer.call() + " says " + word + explained);
        default -> new Poll(state, files(state, answer), asked);
      };
    }
  }

  private String explained(JsonNode body) {
    if (rules.message().isEmpty()) {
      return "";
    }
    JsonNode node = body.at(rules.message());
    String text = node.isTextual() ? node.asText() : node.isMissingNode() ? "" : node.toString();
    return text.isEmpty() ? "" : ": \"" + session.redactor().start(text) + "\"";
  }

  private static DponeException expired(String why) {
    return HttpCode.EXPORT_EXPIRED.error("the export is gone: " + why).build();
  }

  private List<URI> files(ExportState state, HttpAnswer answer) {
    if (state != ExportState.READY || rules.urls().isEmpty()) {
      return List.of();
    }
    JsonNode found = json(answer).at(rules.urls());
    List<URI> files = new ArrayList<>();
    if (found.isArray()) {
      for (JsonNode each : found) {
        files.add(file(answer, each.isObject() ? each.path(rules.urlField()) : each));
      }
    } else if (!found.isNull() && !found.isMissingNode()) {
      files.add(file(answer, found));
    } else {
      throw unexpected(answer, "is ready and names no file at " + rules.urls());
    }
    return files;
  }

  private static URI file(HttpAnswer answer, JsonNode node) {
    try {
      if (node.isTextual() && !node.asText().isBlank()) {
        return answer.uri().resolve(new URI(node.asText().strip()));
      }
    } catch (URISyntaxException malformed) {
      // Its message shows the address, which may hold a signature.
    }
    throw unexpected(answer, "names a file that is no address");
  }

  private JsonNode json(HttpAnswer answer) {
    try {
      JsonNode node = new ObjectMapper().readTree(answer.text());
      return node == null ? MissingNode.getInstance() : node;
    } catch (JsonProcessingException malformed) {
      throw unexpected(answer, "is not JSON: \"" + session.redactor().start(answer.text()) + "\"");
    }
  }

  private static DponeException unexpected(HttpAnswer answer, String what) {
    return HttpCode.UNEXPECTED.error("the answer of " + answer.call() + " " + what).build();
  }

  private HttpCall named(HttpCall call, String suffix) {
    return new HttpCall(
        rules.operation() + suffix,
        call.method(),
        call.uri(),
        call.headers(),
        call.content(),
        call.repeatable(),
        call.login(),
        call.accepts());
  }

  /**
   * Downloads a file from its start. The login goes along only to the API's own origins; other
   * hosts have to be among {@link dpone.toolkit.http.exchange.HttpSettings#downloads}. A download
   * that breaks off goes on where it stopped, where the host allows that, or is read again up to
   * there.
   *
   * @return its bytes; failures are thrown as {@link DponeException}, {@code HTTP_EXPORT_EXPIRED}
   *     when it is gone
   */
  public InputStream download(URI file) {
    return Download.open(session, context, rules.operation() + ".download", file, null);
  }

  /** The same in memory that the caller has and keeps longer than the download. */
  public InputStream download(URI file, BatchMemory memory) {
    return Download.open(session, context, rules.operation() + ".download", file, memory);
  }
}
