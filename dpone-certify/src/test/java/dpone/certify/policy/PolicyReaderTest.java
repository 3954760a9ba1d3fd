package dpone.certify.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.certify.catalogue.Requirements;
import dpone.certify.problem.BadInputException;
import dpone.certify.sign.KeyFiles;
import dpone.certify.sign.TrustedKey;
import dpone.spi.certify.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class PolicyReaderTest {
  private static final Requirements CATALOGUE = Requirements.load();

  @TempDir private Path folder;

  @Test
  void theBuiltInPolicyAsksForFiveRunsOverThreeDays() {
    Policy policy = PolicyReader.builtIn(CATALOGUE);

    assertThat(policy.recurring()).isEqualTo(new Policy.Recurring(5, Duration.ofDays(3)));
    assertThat(policy.waivers()).isEmpty();
    assertThat(policy.minimum("postgres", Optional.empty())).isEmpty();
    assertThat(policy.digest()).matches("[0-9a-f]{64}");
  }

  @Test
  void everyKeyIsRead() throws IOException {
    TrustedKey key = KeyFiles.make(folder.resolve("ci"));
    String inline = Files.readString(folder.resolve("ci.pub")).lines().toList().get(1);
    Policy policy =
        read(
            """
            version: 1
            minimum: { default: experimental, connectors: { postgres: beta } }
            environments:
              production: { connectors: { postgres: production-certified } }
            recurring: { runs: 3, days: 2 }
            max_age_days: { BETA-5: 7 }
            trusted_keys:
              - { name: ci, file: ci.pub }
              - { name: inline, key: %s }
            waivers:
              - requirement: PROD-1
                connector: postgres
                reason: no account yet
                owner: dba@example.org
                until: 2026-12-31
            """
                .formatted(inline));

    assertThat(policy.minimum("postgres", Optional.empty())).contains(Level.BETA);
    assertThat(policy.minimum("mssql", Optional.empty())).contains(Level.EXPERIMENTAL);
    assertThat(policy.minimum("postgres", Optional.of("production")))
        .contains(Level.PRODUCTION_CERTIFIED);
    assertThat(policy.minimum("mssql", Optional.of("production"))).contains(Level.EXPERIMENTAL);
    assertThat(policy.recurring()).isEqualTo(new Policy.Recurring(3, Duration.ofDays(2)));
    assertThat(policy.maxAge(CATALOGUE.find("BETA-5").orElseThrow())).hasDays(7);
    assertThat(policy.maxAge(CATALOGUE.find("BETA-4").orElseThrow())).hasDays(30);
    assertThat(policy.trustedKeys()).extracting(TrustedKey::id).containsOnly(key.id());
    assertThat(policy.waivers())
        .singleElement()
        .extracting(Waiver::text)
        .isEqualTo("waived until 2026-12-31 by dba@example.org: no account yet");
  }

  @Test
  void aWaiverCountsUntilTheEndOfItsLastDay() throws IOException {
    Policy policy = read("version: 1\nwaivers:\n  - " + WAIVER + "\n");

    assertThat(policy.active(Instant.parse("2026-12-31T23:59:59Z"))).hasSize(1);
    assertThat(policy.expiredWaivers(Instant.parse("2026-12-31T23:59:59Z"))).isEmpty();
    assertThat(policy.active(Instant.parse("2027-01-01T00:00:00Z"))).isEmpty();
    assertThat(policy.expiredWaivers(Instant.parse("2027-01-01T00:00:00Z")))
        .singleElement()
        .asString()
        .contains("PROD-1 for x ended on 2026-12-31 (owner o: r)");
  }

  private static final String WAIVER =
      "{ requirement: PROD-1, connector: x, reason: r, owner: o, until: 2026-12-31 }";

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "minimum: {} ~ must have version 1",
        "version: 2 ~ must have version 1",
        "version: 1|waiver: [] ~ :2: waiver is not a key of the policy; known are version",
        "version: 1|version: 1 ~ is there twice",
        "version: 1|recurring: { runs: 0, days: 3 } ~ runs must be a whole number from 1 on, not 0",
        "version: 1|recurring: { runs: 5 } ~ recurring lacks days",
        "version: 1|recurring: [5] ~ recurring must be a mapping",
        "version: 1|max_age_days: { BETA-55: 1 } ~ names no requirement of the catalogue: BETA-55",
        "version: 1|minimum: { default: gold } ~ must be none, experimental",
        "version: 1|minimum: { connectors: { Postgres!: beta } } ~ names no connector: Postgres!",
        "version: 1|trusted_keys: [{ name: a }] ~ must have one of key and file",
        "version: 1|trusted_keys: [{ name: a, key: zzz }] ~ a is not an Ed25519 public key",
        "version: 1|trusted_keys: [{ name: a, file: absent }] ~ cannot be read: absent",
        "version: 1|waivers: [{ requirement: PROD-1, connector: x, owner: o, until: 2026-12-31 }]"
            + " ~ waivers lacks reason",
        "version: 1|waivers: [{ requirement: PROD-1, connector: x, reason: r, owner: o, until: soon"
            + " }] ~ until must be a date such as 2026-12-31, not soon",
        "version: 1|waivers: [{ requirement: PROD-1, connector: x, reason: '', owner: o, until:"
            + " 2026-12-31 }] ~ reason must be text",
        "version: 1|waivers: [" + WAIVER + "," + WAIVER + "] ~ waives PROD-1 of x twice",
        "version: [1 ~ is not YAML",
        "version: 1|minimum: &a { default: beta }|environments: { p: *a } ~ POLICY",
      })
  void whatIsNoPolicyIsOneLineWithItsPlace(String text, String complaint) {
    assertThatThrownBy(() -> read(text.replace("|", "\n")))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith("POLICY_")
        .hasMessageContaining("policy.yaml")
        .hasMessageContaining(complaint.strip())
        .hasMessageNotContaining("\n");
  }

  @Test
  void anAbsentOrEmptyFileIsOneLine() throws IOException {
    assertThatThrownBy(() -> PolicyReader.read(folder.resolve("absent.yaml"), CATALOGUE))
        .hasMessageStartingWith("POLICY_UNREADABLE");
    assertThatThrownBy(() -> read("")).hasMessageContaining("is empty");
  }

  private Policy read(String text) throws IOException {
    return PolicyReader.read(Files.writeString(folder.resolve("policy.yaml"), text), CATALOGUE);
  }
}
