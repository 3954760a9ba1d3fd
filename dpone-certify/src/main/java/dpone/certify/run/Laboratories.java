package dpone.certify.run;

import dpone.certify.evidence.ServiceUse;
import dpone.certify.kit.Fixture;
import dpone.certify.kit.Services;
import dpone.certify.proof.Pages;
import dpone.certify.scenario.Share;
import dpone.certify.scenario.Untried;
import dpone.certify.scenario.Workbench;
import dpone.runtime.discovery.FoundConnector;
import dpone.spi.certify.Profile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One laboratory for each version of a connector's system. */
final class Laboratories implements AutoCloseable {
  private final List<Laboratory> local = new ArrayList<>();
  private final Laboratory live;
  private final Partner.Finder finder;
  private Optional<Partner> partner = Optional.empty();

  Laboratories(
      FoundConnector connector,
      Optional<Fixture> fixture,
      Services services,
      Partner.Finder partners,
      Workbench bench,
      Pages pages,
      Path folder) {
    this.finder = partners;
    List<String> versions = fixture.map(Fixture::versions).orElse(List.of(Services.ANY));
    for (String version : versions) {
      Path own = version.equals(Services.ANY) ? folder : folder.resolve("v" + version);
      local.add(
          new Laboratory(
              connector,
              () -> fixture.orElseThrow(() -> none(connector)).start(services, version),
              this::partner,
              bench,
              pages,
              own,
              new Share(local.size(), versions.size())));
    }
    live =
        new Laboratory(
            connector,
            () -> {
              LiveVariables variables = LiveVariables.of(connector.descriptor(), System.getenv());
              return fixture
                  .orElseThrow(() -> none(connector))
                  .attach(variables.connection(), variables.streams());
            },
            this::partner,
            bench,
            pages,
            folder.resolve("live"),
            Share.ALL);
  }

  /** One for all of them. */
  private Optional<Partner> partner() throws Exception {
    if (partner.isEmpty()) {
      partner = finder.find();
    }
    return partner;
  }

  /** Those in which a check of that profile is tried. */
  List<Laboratory> of(Profile profile) {
    return profile == Profile.INTEGRATION_LIVE ? List.of(live) : List.copyOf(local);
  }

  private static Untried none(FoundConnector connector) {
    return Untried.missing(
        "no fixture in certification/" + connector.id() + "/fixture, nor named beside its jar");
  }

  /** All of them, started or not. */
  List<Laboratory> all() {
    return Stream.concat(local.stream(), Stream.of(live)).toList();
  }

  /** The systems that took part so far in the laboratories with these labels, each once. */
  List<ServiceUse> used(Set<String> labels) {
    return all().stream()
        .filter(laboratory -> labels.contains(laboratory.label()))
        .flatMap(laboratory -> laboratory.used().stream())
        .distinct()
        .toList();
  }

  @Override
  public void close() throws Exception {
    Exception first = null;
    for (Laboratory laboratory : all()) {
      try {
        laboratory.close();
      } catch (Exception e) {
        first = e;
      }
    }
    if (partner.isPresent()) {
      try {
        partner.get().close();
      } catch (Exception e) {
        first = e;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
