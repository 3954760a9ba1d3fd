package dpone.service.bigquery.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.zetasql.Value;
import dpone.service.bigquery.sql.Answer;
import dpone.service.bigquery.sql.Column;
import dpone.service.bigquery.sql.Database;
import dpone.service.bigquery.sql.SqlFailure;
import dpone.service.bigquery.sql.Statements;
import dpone.service.bigquery.sql.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Jobs by their ids: each runs to its end within the request that begins it, and one at a time.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/reference/rest/v2/Job">BigQuery: Job</a>
 */
final class Jobs {
  private static final Set<String> JOB = Set.of("jobReference", "configuration");
  private static final Set<String> KINDS = Set.of("query", "load", "copy", "labels");
  private static final Set<String> QUERY =
      Set.of("query", "useLegacySql", "maximumBytesBilled", "parameterMode", "queryParameters");
  private static final Set<String> LOAD =
      Set.of(
          "sourceUris",
          "destinationTable",
          "schema",
          "sourceFormat",
          "useAvroLogicalTypes",
          "parquetOptions",
          "createDisposition",
          "writeDisposition",
          "maxBadRecords",
          "decimalTargetTypes",
          "destinationEncryptionConfiguration");
  private static final Set<String> COPY =
      Set.of(
          "sourceTables",
          "destinationTable",
          "createDisposition",
          "writeDisposition",
          "operationType",
          "destinationEncryptionConfiguration");

  private final Statements statements = new Statements();
  private final Faults faults;
  private final Map<String, ObjectNode> jobs = new HashMap<>();
  private final Map<String, ObjectNode> results = new HashMap<>();
  private Duration passed = Duration.ZERO;
  private Database database = new Database(this::now);
  private final Buckets buckets = new Buckets(this::now);

  Jobs(Faults faults) {
    this.faults = faults;
  }

  private Instant now() {
    return Instant.now().plus(passed);
  }

  /** Lets so much time pass at once, for tables that vanish by themselves. */
  void pass(Duration time) {
    passed = passed.plus(time);
  }

  Buckets buckets() {
    return buckets;
  }

  Database database() {
    return database;
  }

  ObjectNode find(String id) {
    ObjectNode job = jobs.get(id);
    if (job == null) {
      throw new Refusal(404, "notFound", "Not found: Job " + id);
    }
    return job;
  }

  boolean has(String id) {
    return jobs.containsKey(id);
  }

  ObjectNode results(String id) {
    JsonNode failed = find(id).path("status").path("errorResult");
    if (!failed.isMissingNode()) {
      throw new Refusal(400, failed.path("reason").asText(), failed.path("message").asText());
    }
    return results.getOrDefault(id, Json.object());
  }

  static String id(JsonNode job) {
    return job.path("jobReference").path("jobId").asText();
  }

  /** Refuses a job that the double does not know, before anything else is done. */
  static ObjectNode checked(ObjectNode job) {
    Json.only(job, JOB);
    JsonNode configuration = Json.only(job.path("configuration"), KINDS);
    Json.only(configuration.path("query"), QUERY);
    Json.only(configuration.path("load"), LOAD);
    Json.only(configuration.path("copy"), COPY);
    if (id(job).isEmpty()) {
      throw Refusal.unknown("a job without an id");
    }
    return job;
  }

  /** Runs a job that was not sent before. */
  ObjectNode insert(ObjectNode job, byte[] file) {
    String id = id(job);
    if (jobs.containsKey(id)) {
      throw new Refusal(409, "duplicate", "Already Exists: Job " + id);
    }
    ObjectNode status = job.putObject("status").put("state", "DONE");
    ObjectNode statistics = job.putObject("statistics");
    jobs.put(id, job);
    JsonNode configuration = job.path("configuration");
    var fault = faults.ofJob(configuration.toString());
    try {
      if (fault.isPresent() && !fault.get().done()) {
        fail(status, fault.get());
        return job;
      }
      Database changed = database.copy();
      run(changed, id, configuration, file, statistics);
      database = changed;
      if (fault.isPresent()) {
        fail(status, fault.get());
      }
    } catch (SqlFailure failure) {
      fail(status, failure.reason(), failure.message());
    } catch (RuntimeException | LinkageError defect) {
      // A job that the double cannot carry out has done nothing, and must not look as if it had.
      fail(status, "invalid", "the double failed: " + defect);
    }
    return job;
  }

  private static void fail(ObjectNode status, Faults.Fault fault) {
    fail(status, fault.reason(), fault.message());
    if (fault.errors().isArray()) {
      status.set("errors", fault.errors());
    }
  }

  private static void fail(ObjectNode status, String reason, String message) {
    status.putObject("errorResult").put("reason", reason).put("message", message);
    status.putArray("errors").addObject().put("reason", reason).put("message", message);
  }

  private void run(
      Database changed, String id, JsonNode configuration, byte[] file, ObjectNode statistics) {
    if (configuration.has("query")) {
      query(changed, id, configuration.path("query"), statistics.putObject("query"));
    } else if (configuration.has("load")) {
      load(changed, configuration.path("load"), file, statistics.putObject("load"));
    } else {
      copy(changed, configuration.path("copy"));
    }
  }

  private void query(Database changed, String id, JsonNode query, ObjectNode statistics) {
    Map<String, String> parameters = new HashMap<>();
    for (JsonNode parameter : query.path("queryParameters")) {
      parameters.put(
          parameter.path("name").asText(), parameter.path("parameterValue").path("value").asText());
    }
    Answer answer = statements.run(changed, query.path("query").asText(), parameters);
    if (answer.affected() >= 0) {
      statistics.put("numDmlAffectedRows", Long.toString(answer.affected()));
    }
    statistics.put("totalBytesBilled", "0");
    results.put(id, Cells.results(answer));
  }

  private void load(Database changed, JsonNode load, byte[] file, ObjectNode statistics) {
    expect(load, "createDisposition", "CREATE_NEVER");
    expect(load, "writeDisposition", "WRITE_EMPTY");
    String name = Json.name(load.path("destinationTable"));
    Table table = changed.table(name);
    if (!table.rows().isEmpty()) {
      throw new SqlFailure("duplicate", "Already Exists: Table " + name);
    }
    List<Column> columns = RestSchema.columns(load.path("schema"));
    if (!columns.equals(table.columns())) {
      throw new SqlFailure("invalid", "Provided Schema does not match Table " + name);
    }
    List<byte[]> files =
        load.has("sourceUris")
            ? buckets.files(
                load.path("sourceUris"),
                changed.location(name.substring(0, name.lastIndexOf('.'))).orElse(""))
            : List.of(file);
    List<List<Value>> rows = new ArrayList<>();
    for (byte[] one : files) {
      rows.addAll(rows(load, one, columns));
    }
    changed.put(name, table.with(rows));
    statistics.put("outputRows", Integer.toString(rows.size()));
    statistics.put(
        "inputFileBytes", Integer.toString(files.stream().mapToInt(one -> one.length).sum()));
  }

  private static List<List<Value>> rows(JsonNode load, byte[] file, List<Column> columns) {
    if (load.path("sourceFormat").asText().equals("PARQUET")) {
      expect(load, "parquetOptions", "{\"enableListInference\":true}");
      return ParquetRows.read(file, columns);
    }
    expect(load, "sourceFormat", "AVRO");
    return AvroRows.read(file, columns);
  }

  private void copy(Database changed, JsonNode copy) {
    expect(copy, "operationType", "COPY");
    expect(copy, "createDisposition", "CREATE_NEVER");
    expect(copy, "writeDisposition", "WRITE_TRUNCATE");
    List<String> sources = new ArrayList<>();
    copy.path("sourceTables").forEach(source -> sources.add(Json.name(source)));
    statements.copy(changed, sources, Json.name(copy.path("destinationTable")));
  }

  private static void expect(JsonNode job, String field, String value) {
    JsonNode given = job.path(field);
    String found = given.isContainerNode() ? given.toString() : given.asText();
    if (!found.equals(value)) {
      throw new SqlFailure("invalid", "the double does not know: " + field + " " + found);
    }
  }

  /** A statement of the trial's own. */
  ObjectNode ask(String sql) {
    return Cells.results(answer(sql));
  }

  /** The same with its rows as text: cells end with U+001F, rows with U+001E, U+0001 is null. */
  String text(String sql) {
    return Cells.text(answer(sql));
  }

  private Answer answer(String sql) {
    Database changed = database.copy();
    Answer answer = statements.run(changed, sql, Map.of());
    database = changed;
    return answer;
  }
}
