package dpone.certify.run;

import dpone.certify.dropin.DropIn;
import dpone.certify.dropin.StatementsFixture;
import dpone.certify.kit.Fixture;
import dpone.certify.problem.BadInputException;
import dpone.certify.proof.FixtureJars;
import dpone.certify.proof.Pages;
import dpone.runtime.discovery.FoundConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.stream.Stream;

/**
 * What there is to try a connector with: what lies beside it, else what the distribution has.
 *
 * @param dropIn the file beside it
 * @param jars its fixture's jars and golden files
 * @param pages its documentation
 */
record Provision(Optional<DropIn> dropIn, Optional<FixtureJars> jars, Pages pages) {
  static Provision of(Path dist, FoundConnector found) throws IOException {
    Optional<DropIn> dropIn = found.location().flatMap(location -> DropIn.of(location, found.id()));
    if (dropIn.isEmpty()) {
      return new Provision(
          dropIn,
          FixtureJars.in(dist, found.id()),
          new Pages(dist, Optional.empty(), found.folder()));
    }
    DropIn own = dropIn.get();
    return new Provision(
        dropIn,
        Optional.of(FixtureJars.named(found.id(), own.fixture(), own.golden())),
        new Pages(dist, Optional.of(own.docs()), Optional.empty()));
  }

  Optional<Fixture> fixture(String connector) {
    Optional<Fixture> statements =
        dropIn.flatMap(own -> StatementsFixture.of(own, System.getenv()));
    if (statements.isPresent()) {
      return statements;
    }
    Optional<Fixture> fixture = written(connector);
    if (fixture.isEmpty() && dropIn.isPresent() && !dropIn.get().fixture().isEmpty()) {
      throw new BadInputException(
          "DROP_IN_FIXTURE: no jar under fixture of "
              + dropIn.get().file()
              + " provides a "
              + Fixture.class.getName()
              + " for "
              + connector
              + "; name its class in META-INF/services of that jar");
    }
    return fixture;
  }

  private Optional<Fixture> written(String connector) {
    try {
      return jars.flatMap(each -> each.fixture(connector));
    } catch (ServiceConfigurationError | LinkageError broken) {
      throw new BadInputException(
          "DROP_IN_FIXTURE: the fixture of "
              + connector
              + " cannot be created: "
              + String.valueOf(broken.getMessage()).replaceAll("\\s+", " ")
              + "; build it against this version of dpone-certify");
    }
  }

  /** Lets go of the jars. */
  void close() throws IOException {
    if (jars.isPresent()) {
      jars.get().close();
    }
  }

  /** The files that decide how it is tried. */
  List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    dropIn.ifPresent(own -> files.add(own.file()));
    jars.ifPresent(own -> files.addAll(own.jars()));
    Optional<Path> golden = dropIn.flatMap(DropIn::golden);
    if (golden.isPresent()) {
      try (Stream<Path> tree = Files.walk(golden.get())) {
        tree.filter(Files::isRegularFile).sorted().forEach(files::add);
      }
    }
    return files;
  }
}
