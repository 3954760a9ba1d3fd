package dpone.certify.junit;

import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every check of a profile as a test with the check's id as its name. A subclass says in its
 * constructor what is certified; the checks run in a process of their own, by the distribution that
 * the system property {@code dpone.dist} names, or else the variable {@code DPONE_DIST}, and
 * exactly as {@code dpone certify --plugin} runs them.
 *
 * <p>A check that was skipped, is missing or does not apply is an aborted test with its reason; one
 * that failed is a failed test with its reason; {@link #proves} adds a test for the level.
 */
public abstract class ConnectorCertification {
  private @Nullable Path plugin;
  private @Nullable String connector;
  private @Nullable String level;
  private String profile = "integration";
  private final List<String> requirements = new ArrayList<>();

  /** For subclasses. */
  protected ConnectorCertification() {}

  /** The connector's jar or folder; relative to the working folder. */
  public final ConnectorCertification plugin(String jarOrFolder) {
    plugin = Path.of(jarOrFolder);
    return this;
  }

  /** The connector's id. */
  public final ConnectorCertification connector(String id) {
    connector = id;
    return this;
  }

  /** The profile; {@code integration} unless another is named. */
  public final ConnectorCertification profile(String name) {
    profile = name;
    return this;
  }

  /** Only this requirement or check; may be repeated. */
  public final ConnectorCertification only(String requirement) {
    requirements.add(requirement);
    return this;
  }

  /** The level that has to be proven: {@code experimental}, {@code beta} or more. */
  public final ConnectorCertification proves(String wanted) {
    level = wanted;
    return this;
  }

  /** Certifies, then reports a test for each check. */
  @TestFactory
  Stream<DynamicTest> certification() {
    CertifyProcess.Found found =
        CertifyProcess.run(
            Objects.requireNonNull(plugin, "name the jar with plugin(...)"),
            Objects.requireNonNull(connector, "name the connector's id with connector(...)"),
            profile,
            requirements);
    Stream<DynamicTest> checks =
        found.checks().stream()
            .map(check -> DynamicTest.dynamicTest(check.name(), () -> report(check)));
    String wanted = level;
    return wanted == null
        ? checks
        : Stream.concat(
            checks,
            Stream.of(
                DynamicTest.dynamicTest(
                    "proves " + wanted, () -> CertifyProcess.gate(found, wanted))));
  }

  private static void report(CertifyProcess.Check check) {
    switch (check.outcome()) {
      case PASSED -> {}
      case FAILED -> fail(check.name() + " " + check.reason());
      case NOT_RUN -> Assumptions.abort(check.name() + " " + check.reason());
    }
  }
}
