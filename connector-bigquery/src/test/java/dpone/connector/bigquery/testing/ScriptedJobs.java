package dpone.connector.bigquery.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.bigquery.testing.BigQueryDouble.Answer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** Jobs, each done at once: rows are kept, statements answer what was scripted. */
final class ScriptedJobs {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BigQueryDouble google;
  private final ScriptedTables known;
  private final Map<String, JsonNode> results = new TreeMap<>();

  ScriptedJobs(BigQueryDouble google, ScriptedTables known) {
    this.google = google;
    this.known = known;
  }

  JsonNode results(String id) {
    return results.get(job(id).at("/jobReference/jobId").asText());
  }

  ObjectNode job(String id) {
    ObjectNode job = google.jobs.get(id);
    if (job == null) {
      throw new Refusal(404, "notFound", "Not found: Job acme:" + id);
    }
    return job;
  }

  ObjectNode insert(ObjectNode job) {
    String id = job.at("/jobReference/jobId").asText();
    if (google.jobs.containsKey(id)) {
      throw new Refusal(409, "duplicate", "Already Exists: Job acme:" + id);
    }
    job.putObject("status").put("state", "DONE");
    ObjectNode statistics = job.putObject("statistics");
    JsonNode configuration = job.path("configuration");
    if (configuration.has("query")) {
      query(id, job, configuration.path("query"), statistics);
    } else if (configuration.has("copy")) {
      copy(job, configuration.path("copy"));
    } else {
      throw new Refusal(400, "unknown", "a job the double does not know");
    }
    google.jobs.put(id, job);
    return job;
  }

  private void copy(ObjectNode job, JsonNode copy) {
    Answer scripted =
        google.answers.stream().filter(a -> a.contains().equals("COPY")).findFirst().orElse(null);
    google.answers.remove(scripted);
    if (scripted != null) {
      String[] parts = scripted.error().split(": ", 2);
      error(job, parts[0], parts[1]);
      return;
    }
    List<GenericRecord> all = new ArrayList<>();
    copy.path("sourceTables")
        .forEach(
            t -> all.addAll(google.tables.getOrDefault(t.path("tableId").asText(), List.of())));
    google.tables.put(copy.at("/destinationTable/tableId").asText(), all);
  }

  private void query(String id, ObjectNode job, JsonNode query, ObjectNode statistics) {
    String sql = query.path("query").asText();
    google.statements.add(sql);
    List<List<String>> rows = new ArrayList<>();
    long affected = 0;
    Answer scripted =
        google.answers.stream().filter(a -> sql.contains(a.contains())).findFirst().orElse(null);
    Matcher record =
        Pattern.compile(
                "INSERT INTO `[^`]*_dpone_loads` .*VALUES \\('([0-9a-f]{32})'.*, '(\\{.*\\})'\\)")
            .matcher(sql);
    Matcher asked =
        Pattern.compile("SELECT detail FROM `[^`]*_dpone_loads` WHERE load_id = '(.*)'")
            .matcher(sql);
    Matcher changed =
        Pattern.compile(
                "UPDATE `[^`]*_dpone_loads` SET .*detail = '(\\{.*\\})' WHERE load_id = '(.*)'")
            .matcher(sql);
    Matcher shaped =
        Pattern.compile("CREATE TABLE IF NOT EXISTS `acme\\.(\\w+\\.\\w+)` LIKE").matcher(sql);
    if (shaped.find()) {
      known.shaped(shaped.group(1));
    }
    if (scripted != null) {
      google.answers.remove(scripted);
      rows.addAll(scripted.rows());
      affected = scripted.affected();
      if (!scripted.error().isEmpty()) {
        String[] parts = scripted.error().split(": ", 2);
        error(job, parts[0], parts[1]);
      }
    } else if (record.find()) {
      google.recorded.put(record.group(1), record.group(2));
    } else if (changed.find()) {
      google.recorded.replace(changed.group(2), changed.group(1));
    } else if (asked.find()) {
      String detail = google.recorded.get(asked.group(1));
      if (detail != null) {
        rows.add(List.of(detail));
      }
    }
    statistics
        .putObject("query")
        .put("numDmlAffectedRows", Long.toString(affected))
        .put("totalBytesBilled", "10");
    ObjectNode results = JSON.createObjectNode();
    ArrayNode all = results.putArray("rows");
    for (List<String> row : rows) {
      ArrayNode cells = all.addObject().putArray("f");
      row.forEach(cell -> cells.addObject().put("v", cell));
    }
    this.results.put(id, results);
  }

  private static void error(ObjectNode job, String reason, String message) {
    ObjectNode status = (ObjectNode) job.get("status");
    status.putObject("errorResult").put("reason", reason).put("message", message);
    status.putArray("errors").addObject().put("reason", reason).put("message", message);
  }

  ObjectNode load(ObjectNode whole, byte[] bytes) throws IOException {
    String id = whole.at("/jobReference/jobId").asText();
    if (google.jobs.containsKey(id)) {
      return google.jobs.get(id);
    }
    List<GenericRecord> rows = new ArrayList<>();
    try (DataFileStream<GenericRecord> file =
        new DataFileStream<>(new ByteArrayInputStream(bytes), new GenericDatumReader<>())) {
      file.forEach(rows::add);
    }
    JsonNode load = whole.at("/configuration/load");
    String table = load.at("/destinationTable/tableId").asText();
    if (!known.has(load.at("/destinationTable/datasetId").asText() + "." + table)) {
      throw new Refusal(404, "notFound", "Not found: Table acme:" + table);
    }
    whole.putObject("status").put("state", "DONE");
    Answer scripted =
        google.answers.stream().filter(a -> a.contains().equals("LOAD")).findFirst().orElse(null);
    google.answers.remove(scripted);
    if (scripted != null) {
      String[] parts = scripted.error().split(": ", 2);
      error(whole, parts[0], parts[1]);
    } else {
      google.tables.put(table, rows);
    }
    whole
        .putObject("statistics")
        .putObject("load")
        .put("outputRows", Integer.toString(rows.size()));
    google.jobs.put(id, whole);
    return whole;
  }
}
