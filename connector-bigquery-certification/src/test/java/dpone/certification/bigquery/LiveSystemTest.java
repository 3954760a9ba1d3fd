package dpone.certification.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.certify.kit.ServiceInfo;
import dpone.certify.kit.SinkTables;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestSystem;
import dpone.certify.kit.TestTable;
import dpone.certify.kit.UnavailableException;
import dpone.service.bigquery.rest.BigQueryDouble;
import dpone.spi.type.DataType;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What attaches to a BigQuery of somebody's own, tried on the double by BigQuery's own calls. */
@Tag("integration")
class LiveSystemTest {
  private static final String PROJECT = "acme";

  private BigQueryDouble google;
  private Map<String, Object> connection;
  private BigQueryCredentials keys;

  @BeforeEach
  void open() throws Exception {
    google = BigQueryDouble.start();
    Map<String, Object> standard = new HashMap<>();
    standard.put("project_id", PROJECT);
    standard.put("dataset", "none");
    standard.put("endpoint", google.url());
    keys = new BigQueryCredentials(new DoubleClient(standard), standard);
    connection = new HashMap<>();
    connection.put("project_id", PROJECT);
    connection.put("location", "EU");
    connection.put("endpoint", google.url() + "/locked");
    connection.put("service_account_info", keys.secret("service_account_info", "x"));
  }

  @AfterEach
  void close() {
    google.close();
  }

  @Test
  void onlyGooglesOwnNamesAreBigQuery() {
    assertThat(BigQuerySystem.service("https://bigquery.googleapis.com").kind())
        .isEqualTo(ServiceInfo.Kind.REAL);
    assertThat(BigQuerySystem.service("https://bigquery-acme.p.googleapis.com").kind())
        .isEqualTo(ServiceInfo.Kind.REAL);
    for (String other :
        List.of(
            "http://bigquery.googleapis.com",
            "https://bigquery.googleapis.com.example",
            "https://googleapis.example",
            "http://127.0.0.1:9050")) {
      assertThat(BigQuerySystem.service(other).kind()).as(other).isEqualTo(ServiceInfo.Kind.DOUBLE);
    }
  }

  @Test
  void aDatasetIsMadeUsedAndRemoved() throws Exception {
    keys.login(Map.of("service_account_info", connection.get("service_account_info").toString()));
    String dataset;
    try (TestSystem system = new BigQueryFixture().attach(connection)) {
      assertThat(system.service().kind())
          .as("what the evidence says of an endpoint that is not Google's")
          .isEqualTo(ServiceInfo.Kind.DOUBLE);
      dataset = String.valueOf(system.connection().get("dataset"));
      assertThat(dataset).startsWith("dpone_certify_");
      assertThat(google.makeDataset(PROJECT + "." + dataset, "EU")).as("it is there").isFalse();
      SinkTables tables = system.sink().orElseThrow();
      String target = tables.target("t");
      TestTable table =
          new TestTable(
              "t",
              List.of(
                  new TestTable.Column("id", new DataType.Int(64), false),
                  new TestTable.Column("name", new DataType.Text(), true)),
              List.of("id"));
      assertThat(tables.exists(target)).isFalse();
      List<TestRow> rows =
          List.of(new TestRow(List.of("1", "a")), new TestRow(java.util.Arrays.asList("2", null)));
      tables.create(table, target, rows);
      assertThat(tables.exists(target)).isTrue();
      assertThat(tables.rows(table, target)).containsExactlyInAnyOrderElementsOf(rows);
      assertThat(system.failures()).as("nobody makes a live system fail").isEmpty();
    }
    assertThat(google.makeDataset(PROJECT + "." + dataset, "EU")).as("it is gone").isTrue();
  }

  @Test
  void aKeyThatOpensNothingIsToldWithoutIt() {
    assertThatThrownBy(() -> new BigQueryFixture().attach(connection))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no token")
        .hasMessageNotContaining("PRIVATE");
  }

  @Test
  void whoHasSetNoKeyIsToldWhatToSet() {
    connection.remove("service_account_info");
    assertThatThrownBy(() -> new BigQueryFixture().attach(connection))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("DPONE_LIVE_BIGQUERY_SERVICE_ACCOUNT_INFO");
  }
}
