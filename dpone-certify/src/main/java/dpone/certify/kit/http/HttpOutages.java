package dpone.certify.kit.http;

import dpone.certify.kit.Outages;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Outages of a double: each exchange of those that fit is a try.
 *
 * @param system the double
 * @param which exchanges that meet them: those that a retried call makes
 * @param connection connection options of the connector
 * @param kinds what is met, by the documented code of the failure
 * @param others codes that are tried again and that nothing here brings about, each with the reason
 */
public record HttpOutages(
    HttpDouble system,
    Predicate<HttpAsked> which,
    Map<String, Object> connection,
    Map<String, Kind> kinds,
    Map<String, String> others)
    implements Outages {
  /** Copies the maps. */
  public HttpOutages {
    connection = Map.copyOf(connection);
    kinds = Map.copyOf(kinds);
    others = Map.copyOf(others);
  }

  /**
   * What brings a code about.
   *
   * @param fault what an exchange meets
   * @param options further connection options, such as short timeouts
   */
  public record Kind(HttpFault fault, Map<String, Object> options) {
    /** Copies the map. */
    public Kind {
      options = Map.copyOf(options);
    }

    /** Without further options. */
    public Kind(HttpFault fault) {
      this(fault, Map.of());
    }

    /** How long the answer asks to wait, by seconds in its {@code Retry-After}. */
    private Duration asked() {
      return Optional.of(fault)
          .filter(HttpFault.Answered.class::isInstance)
          .map(answered -> ((HttpFault.Answered) answered).reply().headers().get("Retry-After"))
          .filter(value -> value.chars().allMatch(Character::isDigit))
          .map(value -> Duration.ofSeconds(Long.parseLong(value)))
          .orElse(Duration.ZERO);
    }
  }

  @Override
  public Set<String> codes() {
    return kinds.keySet();
  }

  @Override
  public Outage begin(String code, int times) {
    Kind kind = kinds.get(code);
    if (kind == null) {
      throw new IllegalArgumentException(code);
    }
    Map<String, Object> options = new LinkedHashMap<>(connection);
    options.putAll(kind.options());
    return new Begun(system.meet(kind.fault(), times, which), options, kind.asked());
  }

  private record Begun(HttpDouble.Planned plan, Map<String, Object> connection, Duration asked)
      implements Outage {
    @Override
    public boolean counted() {
      return true;
    }

    @Override
    public boolean ends() {
      return true;
    }

    @Override
    public List<Instant> met() {
      return plan.met().stream().map(HttpAsked::at).toList();
    }

    @Override
    public void close() {
      plan.close();
    }
  }
}
