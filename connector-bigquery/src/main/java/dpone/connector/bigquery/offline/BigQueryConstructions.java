package dpone.connector.bigquery.offline;

import dpone.connector.bigquery.connect.Requests;
import dpone.connector.bigquery.connect.Statement;
import dpone.connector.bigquery.connect.StorageRequests;
import dpone.connector.bigquery.connect.StoredObject;
import dpone.connector.bigquery.sql.MetaSql;
import dpone.connector.bigquery.type.FileFormat;
import dpone.spi.certify.OfflineConstructions;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every statement and request the connector builds, for one table. */
public final class BigQueryConstructions implements OfflineConstructions {
  private static final String OBJECT = "dpone/_dpone_s_0_7_0";

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
                    Samples.STAGE,
                    List.of(),
                    FileFormat.AVRO,
                    Samples.stage(),
                    "projects/k",
                    labels))));
    all.put(
        "job-load-parquet.json",
        pretty(
            Requests.load(
                Samples.STAGE,
                List.of(),
                FileFormat.PARQUET,
                FileFormat.PARQUET.stage(Samples.stage()),
                "projects/k",
                labels)));
    all.put(
        "job-load-files.json",
        pretty(
            Requests.load(
                Samples.STAGE,
                List.of(
                    StorageRequests.address("acme-landing", OBJECT + "_p0_0.avro"),
                    StorageRequests.address("acme-landing", OBJECT + "_p1_2.avro")),
                FileFormat.AVRO,
                Samples.stage().subList(0, 2),
                "projects/k",
                labels)));
    all.put("object.json", pretty(StorageRequests.object(OBJECT + "_p0_0.avro", "_dpone_s_0_")));
    all.put("object-requests.txt", objectRequests());
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

  private static String objectRequests() {
    URI endpoint = URI.create("https://storage.googleapis.com");
    StoredObject stored =
        new StoredObject(OBJECT, "1769817600000001", 3, "yZRlqg==", Instant.EPOCH, "_dpone_s_0_");
    return "POST "
        + StorageRequests.insert(endpoint, "acme-landing", "projects/k")
        + "\nGET "
        + StorageRequests.find(endpoint, "acme-landing", OBJECT)
        + "\nGET "
        + StorageRequests.list(endpoint, "acme-landing", "dpone/_dpone_s_", "next page")
        + "\nDELETE "
        + StorageRequests.delete(endpoint, "acme-landing", stored)
        + "\n";
  }

  private static String pretty(com.fasterxml.jackson.databind.JsonNode node) {
    return node.toPrettyString().replace(System.lineSeparator(), "\n") + "\n";
  }
}
