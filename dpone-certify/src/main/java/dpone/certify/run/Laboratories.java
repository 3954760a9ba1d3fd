package dpone.certify.run;

import dpone.certify.evidence.ServiceUse;
import dpone.certify.kit.Fixture;
import dpone.certify.kit.Services;
import dpone.certify.proof.Pages;
import dpone.certify.scenario.Untried;
import dpone.certify.scenario.Workbench;
import dpone.runtime.discovery.FoundConnector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One laboratory for each version of a connector's system. */
final class Laboratories implements AutoCloseable {
  private final List<Laboratory> local = new ArrayList<>();

  Laboratories(
      FoundConnector connector,
      Optional<Fixture> fixture,
      Services services,
      Workbench bench,
      Pages pages,
      Path folder) {
    List<String> versions = fixture.map(Fixture::versions).orElse(List.of(Services.ANY));
    for (String version : versions) {
      Path own = version.equals(Services.ANY) ? folder : folder.resolve("v" + version);
      local.add(
          new Laboratory(
              connector,
              () ->
                  fixture
                      .orElseThrow(() ->
                          Untried.missing(
                              "no fixture in certification/" + connector.id() + "/fixture"))
                      .start(services, version),
              bench,
              pages,
              own));
    }
  }

  /** Those on disposable systems. */
  List<Laboratory> local() {
    return List.copyOf(local);
  }

  /** The systems that took part so far. */
  List<ServiceUse> used() {
    return local.stream().flatMap(laboratory -> laboratory.used().stream()).toList();
  }

  @Override
  public void close() throws Exception {
    Exception first = null;
    for (Laboratory laboratory : local) {
      try {
        laboratory.close();
      } catch (Exception e) {
        first = e;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
