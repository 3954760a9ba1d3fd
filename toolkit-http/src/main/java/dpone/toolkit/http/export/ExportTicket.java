package dpone.toolkit.http.export;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An export that was asked for. It travels in a position, so that a run that comes after a crash
 * asks for the same export and does not pay for another; it holds no secret.
 *
 * @param id its name at the system
 * @param startedAt when it was asked for
 * @param facts what else is needed to ask for it, such as the window of time that it is of
 */
public record ExportTicket(String id, Instant startedAt, Map<String, String> facts) {
  private static final String ID = "id";
  private static final String STARTED = "started_at";
  private static final String FACT = "fact.";

  /** Copies the map. */
  public ExportTicket {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("an export without a name");
    }
    facts = Map.copyOf(facts);
  }

  /** The same with one more fact. */
  public ExportTicket with(String name, String value) {
    Map<String, String> more = new TreeMap<>(facts);
    more.put(name, value);
    return new ExportTicket(id, startedAt, more);
  }

  /** All of it as text, for a position. */
  public Map<String, String> toMap() {
    Map<String, String> map = new TreeMap<>();
    map.put(ID, id);
    map.put(STARTED, startedAt.toString());
    facts.forEach((name, value) -> map.put(FACT + name, value));
    return map;
  }

  /** What {@link #toMap} made; empty when there is no export in it, or none that can be read. */
  public static Optional<ExportTicket> fromMap(Map<String, String> map) {
    String id = map.getOrDefault(ID, "");
    if (id.isEmpty()) {
      return Optional.empty();
    }
    try {
      Map<String, String> facts = new TreeMap<>();
      map.forEach((name, value) -> {
        if (name.startsWith(FACT)) {
          facts.put(name.substring(FACT.length()), value);
        }
      });
      return Optional.of(new ExportTicket(id, Instant.parse(map.getOrDefault(STARTED, "")), facts));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
