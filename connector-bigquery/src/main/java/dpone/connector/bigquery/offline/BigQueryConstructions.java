package dpone.connector.bigquery.offline;

import dpone.connector.bigquery.connect.Requests;
import dpone.connector.bigquery.connect.Statement;
import dpone.connector.bigquery.sql.MetaSql;
import dpone.connector.bigquery.type.FileFormat;
import dpone.spi.certify.OfflineConstructions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every statement and request the connector builds, for one table. */
public final class BigQueryConstructions implements OfflineConstructions {
  @Override
  public Map<String, String> constructions() {
    Map<String, String> all = new TreeMap<>();
    Samples.statements()
        .forEach((name, statements) -> all.put(name + ".sql", Samples.text(statements)));
    all.put("transaction.sql", MetaSql.transaction(Samples.publish().append()));
    Map<String, String> labels = Map.of("team", "finance");
    all.put(
        "job-load.json",
        pretty(
            Requests.job(
                "acme-dwh",
                "EU",
                "dpone_0123_1_load",
                Requests.load(
                    Samples.STAGE, FileFormat.AVRO, Samples.stage(), "projects/k", labels))));
    all.put(
        "job-load-parquet.json",
        pretty(
            Requests.load(
                Samples.STAGE,
                FileFormat.PARQUET,
                FileFormat.PARQUET.stage(Samples.stage()),
                "projects/k",
                labels)));
    all.put(
        "job-copy.json",
        pretty(Requests.copy(List.of(Samples.STAGE, Samples.CHANGES), Samples.STAGE, "", labels)));
    all.put(
        "job-overwrite.json",
        pretty(
            Requests.overwrite(Samples.STAGE, Samples.TARGET, "20260131", "projects/k", labels)));
    all.put(
        "job-query.json",
        pretty(
            Requests.query(
                new Statement("SELECT @document", Map.of("document", "{}")), labels, 1_000_000)));
    all.put(
        "table.json",
        pretty(
            Requests.table(
                Samples.STAGE,
                Samples.stage(),
                Instant.parse("2026-01-31T00:00:00Z"),
                "projects/k",
                labels)));
    all.put("dataset.json", pretty(Requests.dataset("acme-dwh", "shop", "EU", labels)));
    return all;
  }

  private static String pretty(com.fasterxml.jackson.databind.JsonNode node) {
    return node.toPrettyString().replace(System.lineSeparator(), "\n") + "\n";
  }
}
