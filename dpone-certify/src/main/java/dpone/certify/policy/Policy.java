package dpone.certify.policy;

import dpone.certify.catalogue.Requirement;
import dpone.certify.sign.TrustedKey;
import dpone.spi.certify.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What evidence is judged by, beside the catalogue.
 *
 * @param source the file, or {@code built in}
 * @param digest SHA-256 of its text
 * @param minimums the levels that are demanded everywhere
 * @param environments the levels that are demanded in each environment
 * @param recurring what recurring evidence is
 * @param maxAges how old evidence may be, by requirement; others as the catalogue says
 * @param trustedKeys whose signatures count; if there are none, the key that a command is given
 * @param waivers what a release may lack for a while
 */
public record Policy(
    String source,
    String digest,
    Minimums minimums,
    Map<String, Minimums> environments,
    Recurring recurring,
    Map<String, Duration> maxAges,
    List<TrustedKey> trustedKeys,
    List<Waiver> waivers) {
  /** Copies the collections. */
  public Policy {
    environments = Map.copyOf(environments);
    maxAges = Map.copyOf(maxAges);
    trustedKeys = List.copyOf(trustedKeys);
    waivers = List.copyOf(waivers);
  }

  /**
   * The levels that are demanded.
   *
   * @param others of every connector that is not named
   * @param connectors by id
   */
  public record Minimums(Optional<Level> others, Map<String, Level> connectors) {
    /** None at all. */
    public static final Minimums NONE = new Minimums(Optional.empty(), Map.of());

    /** Copies the map. */
    public Minimums {
      connectors = Map.copyOf(connectors);
    }

    Optional<Level> of(String connector) {
      return Optional.ofNullable(connectors.get(connector)).or(() -> others);
    }
  }

  /**
   * What recurring evidence is.
   *
   * @param runs how many green runs in a row, at least
   * @param span over how long, at least
   */
  public record Recurring(int runs, Duration span) {}

  /** How old evidence of a requirement may be. */
  public Duration maxAge(Requirement requirement) {
    return maxAges.getOrDefault(requirement.id(), requirement.evidenceMaxAge());
  }

  /**
   * The level that is demanded of a connector, if any is.
   *
   * @param environment where it is to be used; a level demanded there replaces the general one
   */
  public Optional<Level> minimum(String connector, Optional<String> environment) {
    return environment
        .flatMap(name -> Optional.ofNullable(environments.get(name)))
        .flatMap(there -> there.of(connector))
        .or(() -> minimums.of(connector));
  }

  /** The waivers that count. */
  public List<Waiver> active(Instant now) {
    return waivers.stream().filter(waiver -> waiver.active(now)).toList();
  }

  /** One line for each waiver that is over. */
  public List<String> expiredWaivers(Instant now) {
    return waivers.stream().filter(waiver -> !waiver.active(now)).map(Waiver::expired).toList();
  }
}
