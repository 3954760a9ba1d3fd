package dpone.toolkit.http.export;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How an API makes exports. Places in answers are JSON Pointers (RFC 6901); an empty one means that
 * the API has no such place.
 *
 * @param operation name of its calls for the retry policy, such as {@code mindbox.export}; {@code
 *     .start}, {@code .poll} and {@code .download} are added
 * @param id where the answer to the start names the export; empty for its header {@code Location}
 * @param state where an answer says how far it is; empty where its status says it: 200 for ready,
 *     202 for not yet, 404 and 410 for gone
 * @param words what each state is called there, in lower case
 * @param urls where the addresses of its files are: text, a list of it, or a list of objects
 * @param urlField the field of such objects
 * @param message where a failure is explained
 * @param firstWait until it is asked for the first time; half as long again each time after
 * @param longestWait between two times
 * @param total from its start until it has to be ready
 * @param restart whether one that is gone is started again
 */
public record ExportRules(
    String operation,
    String id,
    String state,
    Map<String, ExportState> words,
    String urls,
    String urlField,
    String message,
    Duration firstWait,
    Duration longestWait,
    Duration total,
    boolean restart) {
  /** Copies the map, its words in lower case. */
  public ExportRules {
    Map<String, ExportState> lower = new HashMap<>();
    words.forEach((word, means) -> lower.put(word.toLowerCase(Locale.ROOT), means));
    words = Map.copyOf(lower);
    for (String pointer : List.of(id, state, urls, message)) {
      if (!pointer.isEmpty() && !pointer.startsWith("/")) {
        throw new IllegalArgumentException("not a JSON Pointer: " + pointer);
      }
    }
  }

  /** An export told by its name and its state; asked for after a second, then ever more seldom. */
  public static ExportRules of(String operation, String id, String state) {
    return new ExportRules(
        operation,
        id,
        state,
        Map.of(),
        "",
        "url",
        "",
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        Duration.ofHours(2),
        false);
  }

  /** The same with words for a state. */
  public ExportRules called(ExportState means, String... names) {
    Map<String, ExportState> more = new HashMap<>(words);
    for (String name : names) {
      more.put(name, means);
    }
    return new ExportRules(
        operation,
        id,
        state,
        more,
        urls,
        urlField,
        message,
        firstWait,
        longestWait,
        total,
        restart);
  }

  /** The same with the places of addresses and of the explanation of a failure. */
  public ExportRules found(String urlsAt, String messageAt) {
    return new ExportRules(
        operation,
        id,
        state,
        words,
        urlsAt,
        urlField,
        messageAt,
        firstWait,
        longestWait,
        total,
        restart);
  }

  /** The same with other waits. */
  public ExportRules waiting(Duration first, Duration longest, Duration inAll) {
    return new ExportRules(
        operation, id, state, words, urls, urlField, message, first, longest, inAll, restart);
  }

  /** The same, and one that is gone is started again. */
  public ExportRules restarting() {
    return new ExportRules(
        operation, id, state, words, urls, urlField, message, firstWait, longestWait, total, true);
  }

  Optional<ExportState> means(String word) {
    return Optional.ofNullable(words.get(word.toLowerCase(Locale.ROOT)));
  }
}
