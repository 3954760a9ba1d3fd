package dpone.connector.bigquery.connect;

import static dpone.connector.bigquery.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.bigquery.sql.TableName;
import dpone.connector.bigquery.type.BqField;
import dpone.connector.bigquery.type.FileFormat;
import dpone.connector.bigquery.type.RestSchema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Bodies of requests; pure.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/reference/rest/v2/Job">BigQuery: Job</a>
 */
public final class Requests {
  private Requests() {}

  /** What names a job. */
  public static ObjectNode job(
      String project, String location, String id, ObjectNode configuration) {
    ObjectNode job = JSON.object();
    ObjectNode reference = job.putObject("jobReference");
    reference.put("projectId", project).put("jobId", id);
    if (!location.isEmpty()) {
      reference.put("location", location);
    }
    job.set("configuration", configuration);
    return job;
  }

  /**
   * A query job.
   *
   * @param maximumBytesBilled 0 for no limit
   */
  public static ObjectNode query(
      Statement statement, Map<String, String> labels, long maximumBytesBilled) {
    ObjectNode configuration = JSON.object();
    ObjectNode query = configuration.putObject("query");
    query.put("query", statement.sql()).put("useLegacySql", false);
    if (maximumBytesBilled > 0) {
      query.put("maximumBytesBilled", Long.toString(maximumBytesBilled));
    }
    if (!statement.parameters().isEmpty()) {
      query.put("parameterMode", "NAMED");
      ArrayNode parameters = query.putArray("queryParameters");
      new TreeMap<>(statement.parameters())
          .forEach((name, value) -> {
            ObjectNode one = parameters.addObject().put("name", name);
            one.putObject("parameterType").put("type", "STRING");
            one.putObject("parameterValue").put("value", value);
          });
    }
    labels(configuration, labels);
    return configuration;
  }

  /**
   * A load job into a table that is there and empty.
   *
   * @param files addresses of files; empty for one that is sent with the job
   */
  public static ObjectNode load(
      TableName table,
      List<String> files,
      FileFormat format,
      List<BqField> fields,
      String kmsKey,
      Map<String, String> labels) {
    ObjectNode configuration = JSON.object();
    ObjectNode load = configuration.putObject("load");
    if (!files.isEmpty()) {
      load.set("sourceUris", JSON.texts(files));
    }
    load.set("destinationTable", reference(table));
    load.set("schema", RestSchema.schema(fields));
    load.put("sourceFormat", format.name());
    switch (format) {
      case AVRO -> load.put("useAvroLogicalTypes", true);
      case PARQUET -> load.putObject("parquetOptions").put("enableListInference", true);
    }
    load.put("createDisposition", "CREATE_NEVER")
        // A table that holds rows was loaded already: the job is refused.
        .put("writeDisposition", "WRITE_EMPTY")
        .put("maxBadRecords", 0);
    load.putArray("decimalTargetTypes").add("NUMERIC").add("BIGNUMERIC");
    key(load, "destinationEncryptionConfiguration", kmsKey);
    labels(configuration, labels);
    return configuration;
  }

  /** A copy job that puts tables together. */
  public static ObjectNode copy(
      List<TableName> from, TableName to, String kmsKey, Map<String, String> labels) {
    ObjectNode configuration = JSON.object();
    ObjectNode copy = configuration.putObject("copy");
    ArrayNode sources = copy.putArray("sourceTables");
    from.forEach(table -> sources.add(reference(table)));
    copy.set("destinationTable", reference(to));
    copy.put("createDisposition", "CREATE_NEVER")
        .put("writeDisposition", "WRITE_TRUNCATE")
        .put("operationType", "COPY");
    key(copy, "destinationEncryptionConfiguration", kmsKey);
    labels(configuration, labels);
    return configuration;
  }

  /**
   * A copy job that overwrites a table, or one partition of it, by the same part of another one.
   *
   * @param partition as a decorator names it; empty for the whole table
   */
  public static ObjectNode overwrite(
      TableName from, TableName to, String partition, String kmsKey, Map<String, String> labels) {
    ObjectNode configuration = copy(List.of(from), to, kmsKey, labels);
    if (!partition.isEmpty()) {
      ObjectNode copy = (ObjectNode) configuration.path("copy");
      decorate((ObjectNode) copy.path("sourceTables").path(0), partition);
      decorate((ObjectNode) copy.path("destinationTable"), partition);
    }
    return configuration;
  }

  private static void decorate(ObjectNode reference, String partition) {
    reference.put("tableId", reference.path("tableId").asText() + "$" + partition);
  }

  /** A table of a stage, which BigQuery removes by itself at that time. */
  public static ObjectNode table(
      TableName table,
      List<BqField> fields,
      Instant expires,
      String kmsKey,
      Map<String, String> labels) {
    ObjectNode node = JSON.object();
    node.set("tableReference", reference(table));
    node.set("schema", RestSchema.schema(fields));
    node.put("expirationTime", Long.toString(expires.toEpochMilli()));
    key(node, "encryptionConfiguration", kmsKey);
    labels(node, labels);
    return node;
  }

  /** A dataset. */
  public static ObjectNode dataset(
      String project, String dataset, String location, Map<String, String> labels) {
    ObjectNode node = JSON.object();
    node.putObject("datasetReference").put("projectId", project).put("datasetId", dataset);
    if (!location.isEmpty()) {
      node.put("location", location);
    }
    labels(node, labels);
    return node;
  }

  /** What names a table. */
  static ObjectNode reference(TableName table) {
    ObjectNode node = JSON.object();
    return node.put("projectId", table.project())
        .put("datasetId", table.dataset())
        .put("tableId", table.table());
  }

  private static void key(ObjectNode node, String field, String kmsKey) {
    if (!kmsKey.isEmpty()) {
      node.putObject(field).put("kmsKeyName", kmsKey);
    }
  }

  private static void labels(ObjectNode node, Map<String, String> labels) {
    if (!labels.isEmpty()) {
      ObjectNode all = node.putObject("labels");
      new TreeMap<>(labels).forEach(all::put);
    }
  }
}
