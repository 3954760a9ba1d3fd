package dpone.runtime.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.spi.ConnectorDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

@Tag("unit")
class ManifestJsonSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void acceptsWhatTheReaderAccepts() throws IOException {
    assertThat(check(ManifestFolder.VALID)).isEmpty();
    assertThat(check(ManifestReaderTest.example())).isEmpty();
    assertThat(check(BatchManifestTest.BATCH)).isEmpty();
    assertThat(
            check(
                ManifestFolder.VALID.replace(
                    "{ host: db.example, database: shop,", "{ service: base, init: geo,")))
        .isEmpty();
    assertThat(check(ManifestFolder.VALID + "state: { path: x }\n")).isEmpty();
    assertThat(check(ManifestFolder.VALID + "state: { type: file }\n")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: orders|names: orders|/names unknown",
        "name: orders|# none|required",
        "  type: base|  type: nobody|/source/type enum",
        "  type: base|  type: lake|/source/type enum",
        "host: db.example, |''|/source/connection required",
        "database: shop|databse: shop|/source/connection/databse unknown",
        "database: shop|'database: shop, port: 70000'|/source/connection/port maximum",
        "database: shop|'database: shop, port: x'|/source/connection/port pattern",
        "database: shop|'database: shop, init: x'|/source/connection/init unknown",
        "database: shop|'service: base, databse: x'|/source/connection/databse unknown",
        "mode: full_refresh|mode: full|/sink/strategy/mode enum",
        "- name: public.orders|- orders|/source/streams[] type",
        "- name: public.orders|'- { name: a, split: x }'|/source/streams[]/split enum",
        "type: base|'type: base\n  fetch: 5'|/source/fetch type",
        "mode: full_refresh|'mode: full_refresh, x: 1'|/sink/strategy/x unknown"
      })
  void refusesWhatTheReaderRefuses(String written, String instead, String wrong)
      throws IOException {
    assertThat(ManifestFolder.VALID).contains(written);
    assertThat(check(ManifestFolder.VALID.replace(written, instead)))
        .anySatisfy(w -> assertThat(w).contains(wrong));
  }

  @Test
  void theOrderOfConnectorsDoesNotMatter() {
    List<ConnectorDescriptor> reversed = new ArrayList<>(TestConnectors.all());
    Collections.reverse(reversed);
    assertThat(ManifestJsonSchema.generate(reversed))
        .isEqualTo(ManifestJsonSchema.generate(TestConnectors.all()));
  }

  @Test
  void everyOptionIsDescribed() throws IOException {
    JsonNode schema = JSON.readTree(ManifestJsonSchema.generate(TestConnectors.all()));
    assertThat(schema.at("/$defs/sink-lake/properties/tags/description").asText())
        .isEqualTo("Tags | of the table.");
    assertThat(schema.at("/$defs/pipeline/properties/source/description").asText())
        .isEqualTo("Where rows come from.");
    assertThat(
            schema.at("/$defs/pipeline/properties/runtime/properties/parallelism/default").asInt())
        .isEqualTo(2);
  }

  private static List<String> check(String yaml) throws IOException {
    JsonNode value =
        JSON.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
    return new TinyJsonSchema(JSON.readTree(ManifestJsonSchema.generate(TestConnectors.all())))
        .check(value);
  }
}
