package dpone.connector.bigquery.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.bigquery.sql.TableName;
import dpone.connector.bigquery.testing.TestOptions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class SettingsTest {
  private static Settings of(String... pairs) {
    Map<String, Object> given = new HashMap<>(Map.of("project_id", "acme"));
    for (int i = 0; i < pairs.length; i += 2) {
      given.put(pairs[i], pairs[i + 1]);
    }
    return new Settings(TestOptions.of(ConnectionOptions.SPEC, given));
  }

  @Test
  void whatIsGivenDecidesWhoCalls() {
    assertThat(of().credentials()).isEqualTo("application_default");
    assertThat(of("service_account_info", "{}").credentials()).isEqualTo("service_account");
    assertThat(of("credentials", "none", "endpoint", "http://127.0.0.1:1").credentials())
        .isEqualTo("none");
  }

  @ParameterizedTest
  @CsvSource({
    "project_id, Not_A_Project",
    "dataset, not-a-dataset",
    "endpoint, http://bigquery.example",
    "endpoint, https://user@bigquery.example",
    "write_endpoint, http://bigquery.example",
    "write_endpoint, https://bigquery.example/v1",
    "storage_endpoint, http://storage.example",
    "credentials, none",
    "credentials, service_account",
    "credentials, workload_identity",
    "service_account_key_file, /no/such/file",
  })
  void whatCannotBeUsedIsRefused(String option, String value) {
    assertThatThrownBy(() -> of(option, value)).hasMessageContaining("connection.");
  }

  @Test
  void aFormatHasItsOwnCompressions() {
    assertThat(sink().compression()).isEqualTo("deflate");
    assertThat(sink("file_format", "parquet").compression()).isEqualTo("zstd");
    assertThat(sink("file_format", "parquet", "compression", "none").compression())
        .isEqualTo("none");
    assertThatThrownBy(() -> sink("compression", "zstd")).hasMessageContaining("sink.compression");
    assertThatThrownBy(() -> sink("file_format", "parquet", "compression", "deflate"))
        .hasMessageContaining("sink.compression");
  }

  @Test
  void aBucketIsOfOneWayToLoadAndNamedAsBucketsAre() {
    SinkSettings through = sink("load", "cloud_storage", "stage_bucket", "acme-landing");
    assertThat(through.byBucket()).isTrue();
    assertThat(through.stagePrefix()).isEmpty();
    for (String prefix : new String[] {"dpone/stages", "dpone/stages/"}) {
      assertThat(
              sink("load", "cloud_storage", "stage_bucket", "acme-landing", "stage_prefix", prefix)
                  .stagePrefix())
          .isEqualTo("dpone/stages/");
    }
    assertThatThrownBy(() -> sink("load", "cloud_storage"))
        .hasMessageContaining("stage_bucket is not given");
    assertThatThrownBy(() -> sink("stage_bucket", "acme-landing"))
        .hasMessageContaining("sink.load");
    for (String bucket : new String[] {"gs://acme", "ACME", "a", "acme/landing"}) {
      assertThatThrownBy(() -> sink("load", "cloud_storage", "stage_bucket", bucket))
          .hasMessageContaining("not the name of a bucket");
    }
    for (String prefix : new String[] {"/a", "a//b", "a*", "a b", "a?"}) {
      assertThatThrownBy(
              () -> sink("load", "cloud_storage", "stage_bucket", "acme", "stage_prefix", prefix))
          .hasMessageContaining("sink.stage_prefix");
    }
  }

  private static SinkSettings sink(String... options) {
    Map<String, Object> given = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      given.put(options[i], options[i + 1]);
    }
    return new SinkSettings(TestOptions.of(SinkOptions.SPEC, given));
  }

  @Test
  void aTableIsNamedWithOrWithoutProjectAndDataset() {
    assertThat(of("dataset", "landing").table("orders"))
        .isEqualTo(new TableName("acme", "landing", "orders"));
    assertThat(of().table("shop.orders")).isEqualTo(new TableName("acme", "shop", "orders"));
    assertThat(of().table("example.com:other.shop.orders"))
        .isEqualTo(new TableName("example.com:other", "shop", "orders"));
    assertThatThrownBy(() -> of().table("orders")).hasMessageContaining("without a dataset");
  }
}
