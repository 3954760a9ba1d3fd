package dpone.certify.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.certify.proof.Proof;
import dpone.certify.scenario.Scenario;
import dpone.runtime.manifest.GeneratedBlock;
import dpone.spi.annotation.Rule;
import dpone.spi.certify.Level;
import java.io.IOException;
import java.lang.module.ModuleReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CatalogueTest {
  private static final Path PAGE =
      Path.of(System.getProperty("dpone.root")).resolve("docs/certification.md");

  private final Requirements requirements = Requirements.load();
  private final ListedConnectors connectors = ListedConnectors.load();

  @Test
  void everyRequirementOfTheLevelsIsThere() {
    assertThat(requirements.all())
        .extracting(Requirement::id)
        .containsExactly(
            "EXP-1", "EXP-2", "EXP-3", "EXP-4", "BETA-1", "BETA-2", "BETA-3", "BETA-4", "BETA-5",
            "PROD-1", "PROD-2", "PROD-3", "PROD-4", "PROD-5", "PROD-6", "PROD-7", "PROD-8");
    assertThat(requirements.all())
        .allSatisfy(r -> {
          assertThat(r.level()).isNotEqualTo(Level.NONE);
          assertThat(r.checks()).isNotEmpty();
          assertThat(r.why()).isNotBlank();
          assertThat(r.whenItFails()).isNotBlank();
        });
  }

  @Test
  void everyCheckIsNamedAfterItsRequirementAndNamesTheDefectThatBreaksIt() {
    assertThat(requirements.all())
        .allSatisfy(r ->
            assertThat(r.checks())
                .allSatisfy(c -> {
                  assertThat(c.id()).startsWith(r.id() + ".");
                  assertThat(c.defect()).isNotBlank();
                }));
    assertThat(requirements.checks()).extracting(Check::id).doesNotHaveDuplicates();
  }

  @Test
  void theConnectorsAreThoseOfTheCertificationPageInItsOrder() {
    assertThat(connectors.all())
        .extracting(ListedConnector::id)
        .containsExactly(
            "postgres",
            "mssql",
            "clickhouse",
            "kafka",
            "rest",
            "bigquery",
            "google-ads",
            "google-sheets",
            "appsflyer",
            "cbr",
            "fasttrack",
            "mindbox",
            "omnidesk",
            "openexchangerates",
            "similarweb",
            "yandex-webmaster");
  }

  @Test
  void everyProofAndScenarioIsBoundToOneCheck() {
    List<String> bound = new ArrayList<>();
    Proof.all().forEach(proof -> bound.add(proof.check()));
    Scenario.all().forEach(scenario -> bound.add(scenario.check()));

    assertThat(bound).doesNotHaveDuplicates();
    assertThat(requirements.checks()).extracting(Check::id).containsAll(bound);
  }

  @Test
  void everySpiRuleThatAChecksNamesExists() throws Exception {
    Set<String> rules = rulesOfTheSpi();

    assertThat(rules).contains("SPI-1", "SINK-8", "ACC-2");
    assertThat(requirements.checks())
        .allSatisfy(check -> assertThat(rules).containsAll(check.rules()));
  }

  @Test
  void thePageEqualsTheCatalogue() throws IOException {
    String generated = CataloguePage.of(requirements, connectors);
    GeneratedBlock block = new GeneratedBlock(CataloguePage.BLOCK);
    String page = Files.readString(PAGE);
    if (Boolean.getBoolean("dpone.golden.update")) {
      Files.writeString(PAGE, block.replaceIn(page, generated));
      return;
    }

    assertThat(block.textIn(page))
        .as("docs/certification.md differs; run this test with -Ddpone.golden.update=true")
        .isEqualTo(generated.strip());
  }

  private static Set<String> rulesOfTheSpi() throws Exception {
    Module spi = dpone.spi.Connector.class.getModule();
    Set<String> rules = new TreeSet<>();
    try (ModuleReader reader =
            spi.getLayer()
                .configuration()
                .findModule(spi.getName())
                .orElseThrow()
                .reference()
                .open();
        Stream<String> files = reader.list()) {
      for (String file :
          files
              .filter(f -> f.endsWith(".class") && !f.contains("module-info"))
              .filter(f -> !f.contains("package-info"))
              .toList()) {
        Class<?> type =
            Class.forName(
                file.substring(0, file.length() - 6).replace('/', '.'),
                false,
                spi.getClassLoader());
        for (Rule rule : type.getAnnotationsByType(Rule.class)) {
          rules.add(rule.id());
        }
      }
    }
    return rules;
  }
}
