package dpone.toolkit.http.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.toolkit.http.api.Exporting;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.HttpAnswer;
import dpone.toolkit.http.exchange.HttpCall;
import dpone.toolkit.http.exchange.HttpSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The exports of an opened source: starts them and waits for them. Knows which of them it started
 * itself, since only of those it can be said that asking for another one would not help.
 * Thread-safe.
 */
public final class Exports {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final long SLICE = 200;

  private final HttpSession session;
  private final ConnectorContext context;
  private final Set<String> own = ConcurrentHashMap.newKeySet();

  /**
   * Exports over a session.
   *
   * @param session of the opened source; stays open
   */
  public Exports(HttpSession session, ConnectorContext context) {
    this.session = session;
    this.context = context;
  }

  HttpSession session() {
    return session;
  }

  /** Whether an export was started by this source. */
  boolean isOwn(String export) {
    return own.contains(export);
  }

  /**
   * Starts an export. Not sent twice, unless the API is known to have done nothing.
   *
   * @return its id
   */
  String start(Exporting exporting, HttpCall call) {
    try (HttpAnswer answer = session.ask(call)) {
      String id = text(tree(answer).at(exporting.id()));
      if (id.isEmpty()) {
        throw HttpCode.UNEXPECTED
            .error(answer.call() + " names no export at " + exporting.id())
            .build();
      }
      own.add(id);
      return id;
    }
  }

  /**
   * Waits until an export is ready.
   *
   * @param export its id, for messages
   * @param call asks how far it is
   * @return addresses of its files, in order
   * @throws DponeException {@code HTTP_EXPORT_FAILED} or {@code HTTP_EXPORT_TIMEOUT}
   */
  List<String> await(Exporting exporting, String export, HttpCall call) {
    long begun = System.nanoTime();
    Duration pause = exporting.pause();
    Duration next = FIRST_PAUSE.compareTo(pause) < 0 ? FIRST_PAUSE : pause;
    while (true) {
      String status;
      try (HttpAnswer answer = session.ask(call)) {
        JsonNode tree = tree(answer);
        status = text(first(tree, exporting.status()).orElse(null));
        if (exporting.ready().contains(status)) {
          return files(exporting, tree, answer.call());
        }
        if (exporting.failed().contains(status)) {
          throw failed(exporting, export, status, tree);
        }
      }
      Duration waited = Duration.ofNanos(System.nanoTime() - begun);
      if (waited.plus(next).compareTo(exporting.patience()) > 0) {
        throw HttpCode.EXPORT_TIMEOUT
            .error(
                "export "
                    + export
                    + " is not ready after "
                    + exporting.patience().toSeconds()
                    + " s; it is "
                    + (status.isEmpty() ? "without a status" : status))
            .build();
      }
      sleep(next);
      next = next.multipliedBy(2).compareTo(pause) < 0 ? next.multipliedBy(2) : pause;
    }
  }

  private DponeException failed(Exporting exporting, String export, String status, JsonNode tree) {
    String reason = exporting.reason() == null ? "" : text(tree.at(exporting.reason()));
    return HttpCode.EXPORT_FAILED
        .error(
            "export "
                + export
                + " is "
                + status
                + (reason.isEmpty() ? "" : ": " + session.redactor().text(reason)))
        .build();
  }

  private static List<String> files(Exporting exporting, JsonNode tree, String call) {
    JsonNode list =
        first(tree, exporting.files())
            .orElseThrow(() ->
                HttpCode.UNEXPECTED.error(call + ": the export is ready and has no files").build());
    List<String> files = new ArrayList<>();
    if (list.isTextual()) {
      files.add(list.asText());
    } else {
      list.forEach(file -> files.add(file.asText()));
    }
    if (files.stream().anyMatch(String::isBlank)) {
      throw HttpCode.UNEXPECTED.error(call + ": a file of the export has no address").build();
    }
    return List.copyOf(files);
  }

  private static Optional<JsonNode> first(JsonNode tree, List<String> pointers) {
    return pointers.stream()
        .map(tree::at)
        .filter(node -> !node.isMissingNode() && !node.isNull())
        .findFirst();
  }

  private static String text(@org.jspecify.annotations.Nullable JsonNode node) {
    return node == null || node.isMissingNode() || node.isNull() ? "" : node.asText("");
  }

  private static JsonNode tree(HttpAnswer answer) {
    try {
      JsonNode tree = new ObjectMapper().readTree(answer.text());
      if (tree != null && tree.isObject()) {
        return tree;
      }
    } catch (JsonProcessingException malformed) {
      // said below
    }
    throw HttpCode.UNEXPECTED.error(answer.call() + " answered without a JSON object").build();
  }

  /** In slices, since nobody else notices that the deadline of the run has passed. */
  private void sleep(Duration pause) {
    long until = System.nanoTime() + pause.toNanos();
    while (true) {
      context.cancellation().check();
      long left = until - System.nanoTime();
      if (left <= 0) {
        return;
      }
      try {
        Thread.sleep(Math.min(SLICE, left / 1_000_000 + 1));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        context.cancellation().check();
        throw HttpCode.CLOSED.error("waiting for an export was interrupted").build();
      }
    }
  }
}
