package dpone.connector.bigquery.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/**
 * A double of the parts of BigQuery's REST interface that the connector uses. It keeps datasets,
 * tables and jobs, reads uploads with Avro's library, and refuses what it does not know. It does
 * not imitate SQL: what a statement answers is scripted.
 */
public final class BigQueryDouble implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What happens to a request, once. */
  public record Fault(String request, int status, String reason, boolean done) {}

  /** What a statement answers. */
  public record Answer(String contains, List<List<String>> rows, long affected, String error) {}

  public final List<String> requests = new CopyOnWriteArrayList<>();
  public final List<String> statements = new CopyOnWriteArrayList<>();
  public final Map<String, ObjectNode> jobs = new TreeMap<>();
  public final Map<String, List<GenericRecord>> tables = new TreeMap<>();
  public final Map<String, String> recorded = new TreeMap<>();
  public final List<Fault> faults = new CopyOnWriteArrayList<>();
  public final List<Answer> answers = new CopyOnWriteArrayList<>();
  private final Map<String, JsonNode> bodies = new TreeMap<>();
  private final Map<String, Upload> uploads = new LinkedHashMap<>();
  private final HttpServer server;

  private static final class Upload {
    final ObjectNode job;
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Upload(ObjectNode job) {
      this.job = job;
    }
  }

  public BigQueryDouble() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.createContext("/", this::handle);
    server.start();
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next request of that kind fails; with {@code done} after it was carried out. */
  public void fail(String request, int status, String reason, boolean done) {
    faults.add(new Fault(request, status, reason, done));
  }

  public void answer(String contains, List<List<String>> rows, long affected) {
    answers.add(new Answer(contains, rows, affected, ""));
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    requests.add(request);
    byte[] body = exchange.getRequestBody().readAllBytes();
    Fault fault =
        faults.stream().filter(f -> request.matches(f.request())).findFirst().orElse(null);
    faults.remove(fault);
    if (fault != null && !fault.done()) {
      refuse(exchange, fault.status(), fault.reason(), "scripted");
      return;
    }
    Reply reply;
    try {
      reply = carryOut(exchange, body);
    } catch (Refusal refusal) {
      reply = null;
      refuse(exchange, refusal.status, refusal.reason, String.valueOf(refusal.getMessage()));
    }
    if (reply == null) {
      return;
    }
    if (fault != null && fault.status() == 0) {
      exchange.close();
    } else if (fault != null) {
      refuse(exchange, fault.status(), fault.reason(), "scripted");
    } else {
      reply.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
      byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    }
  }

  private record Reply(int status, String body, Map<String, String> headers) {
    static Reply of(JsonNode body) {
      return new Reply(200, body.toString(), Map.of());
    }
  }

  private static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final int status;
    final String reason;

    Refusal(int status, String reason, String message) {
      super(message);
      this.status = status;
      this.reason = reason;
    }
  }

  private static void refuse(HttpExchange exchange, int status, String reason, String message)
      throws IOException {
    ObjectNode error = JSON.createObjectNode();
    ObjectNode inner = error.putObject("error").put("code", status).put("message", message);
    inner.putArray("errors").addObject().put("reason", reason).put("message", message);
    byte[] bytes = error.toString().getBytes(StandardCharsets.UTF_8);
    if (status == 0) {
      exchange.close();
      return;
    }
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Reply carryOut(HttpExchange exchange, byte[] body) throws IOException {
    String method = exchange.getRequestMethod();
    String path = exchange.getRequestURI().getPath();
    Matcher upload = Pattern.compile("/upload/bigquery/v2/projects/acme/jobs").matcher(path);
    if (upload.matches()) {
      return upload(exchange, body);
    }
    Matcher rest = Pattern.compile("/bigquery/v2/projects/acme/(.*)").matcher(path);
    if (!rest.matches()) {
      throw new Refusal(400, "unknown", "a request the double does not know: " + path);
    }
    String what = rest.group(1);
    if (method.equals("POST") && what.equals("jobs")) {
      return Reply.of(insert((ObjectNode) JSON.readTree(body)));
    }
    if (method.equals("GET") && what.startsWith("jobs/")) {
      return Reply.of(job(what.substring(5)));
    }
    if (method.equals("POST") && what.matches("jobs/[^/]+/cancel")) {
      return Reply.of(JSON.createObjectNode());
    }
    if (method.equals("GET") && what.startsWith("queries/")) {
      return Reply.of(
          bodies.get("results " + job(what.substring(8)).at("/jobReference/jobId").asText()));
    }
    Matcher dataset = Pattern.compile("datasets/([^/]+)(/tables(/([^/]+))?)?").matcher(what);
    if (dataset.matches()) {
      return table(method, dataset.group(1), dataset.group(2) != null, dataset.group(4), body);
    }
    if (method.equals("POST") && what.equals("datasets")) {
      JsonNode made = JSON.readTree(body);
      dataset(made.at("/datasetReference/datasetId").asText());
      return Reply.of(made);
    }
    throw new Refusal(400, "unknown", "a request the double does not know: " + method + " " + path);
  }

  /** Makes a dataset. */
  public synchronized void dataset(String name) {
    bodies.put(
        "dataset " + name,
        JSON.createObjectNode().put("location", "EU").put("creationTime", "1700000000000"));
  }

  /** Makes a table that is there before a load. */
  public synchronized void table(String dataset, String table, String schema) throws IOException {
    ObjectNode node = JSON.createObjectNode().put("type", "TABLE");
    node.set("schema", JSON.readTree(schema));
    bodies.put("table " + dataset + "." + table, node);
  }

  /** Makes a table with partitions that is there before a load. */
  public synchronized void table(String dataset, String table, String schema, String partitioning)
      throws IOException {
    table(dataset, table, schema);
    ((ObjectNode) bodies.get("table " + dataset + "." + table))
        .set("timePartitioning", JSON.readTree(partitioning));
  }

  private Reply table(String method, String dataset, boolean ofTables, String table, byte[] body)
      throws IOException {
    if (!bodies.containsKey("dataset " + dataset)) {
      throw new Refusal(404, "notFound", "Not found: Dataset acme:" + dataset);
    }
    if (!ofTables) {
      return Reply.of(bodies.get("dataset " + dataset));
    }
    String key = "table " + dataset + "." + table;
    if (table == null && method.equals("POST")) {
      JsonNode made = JSON.readTree(body);
      key = "table " + dataset + "." + made.at("/tableReference/tableId").asText();
      if (bodies.putIfAbsent(key, made) != null) {
        throw new Refusal(409, "duplicate", "Already Exists: Table");
      }
      return Reply.of(made);
    }
    if (table == null) {
      ArrayNode all = JSON.createArrayNode();
      bodies.keySet().stream()
          .filter(k -> k.startsWith("table " + dataset + "."))
          .forEach(k ->
              all.addObject()
                  .putObject("tableReference")
                  .put("tableId", k.substring(("table " + dataset + ".").length())));
      ObjectNode list = JSON.createObjectNode();
      list.set("tables", all);
      return Reply.of(list);
    }
    if (!bodies.containsKey(key)) {
      throw new Refusal(404, "notFound", "Not found: Table acme:" + dataset + "." + table);
    }
    if (method.equals("DELETE")) {
      bodies.remove(key);
      return new Reply(204, "", Map.of());
    }
    return Reply.of(bodies.get(key));
  }

  /** The tables of a dataset whose names begin so. */
  public synchronized List<String> tables(String dataset, String prefix) {
    String key = "table " + dataset + ".";
    return bodies.keySet().stream()
        .filter(k -> k.startsWith(key + prefix))
        .map(k -> k.substring(key.length()))
        .toList();
  }

  private boolean has(String table) {
    return bodies.containsKey("table " + table);
  }

  private ObjectNode job(String id) {
    ObjectNode job = jobs.get(id);
    if (job == null) {
      throw new Refusal(404, "notFound", "Not found: Job acme:" + id);
    }
    return job;
  }

  private ObjectNode insert(ObjectNode job) {
    String id = job.at("/jobReference/jobId").asText();
    if (jobs.containsKey(id)) {
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
    jobs.put(id, job);
    return job;
  }

  private void copy(ObjectNode job, JsonNode copy) {
    Answer scripted =
        answers.stream().filter(a -> a.contains().equals("COPY")).findFirst().orElse(null);
    answers.remove(scripted);
    if (scripted != null) {
      String[] parts = scripted.error().split(": ", 2);
      error(job, parts[0], parts[1]);
      return;
    }
    List<GenericRecord> all = new ArrayList<>();
    copy.path("sourceTables")
        .forEach(t -> all.addAll(tables.getOrDefault(t.path("tableId").asText(), List.of())));
    tables.put(copy.at("/destinationTable/tableId").asText(), all);
  }

  private void query(String id, ObjectNode job, JsonNode query, ObjectNode statistics) {
    String sql = query.path("query").asText();
    statements.add(sql);
    List<List<String>> rows = new ArrayList<>();
    long affected = 0;
    Answer scripted =
        answers.stream().filter(a -> sql.contains(a.contains())).findFirst().orElse(null);
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
    if (scripted != null) {
      answers.remove(scripted);
      rows.addAll(scripted.rows());
      affected = scripted.affected();
      if (!scripted.error().isEmpty()) {
        String[] parts = scripted.error().split(": ", 2);
        error(job, parts[0], parts[1]);
      }
    } else if (record.find()) {
      recorded.put(record.group(1), record.group(2));
    } else if (changed.find()) {
      recorded.replace(changed.group(2), changed.group(1));
    } else if (asked.find()) {
      String detail = recorded.get(asked.group(1));
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
    bodies.put("results " + id, results);
  }

  private static void error(ObjectNode job, String reason, String message) {
    ObjectNode status = (ObjectNode) job.get("status");
    status.putObject("errorResult").put("reason", reason).put("message", message);
    status.putArray("errors").addObject().put("reason", reason).put("message", message);
  }

  private Reply upload(HttpExchange exchange, byte[] body) throws IOException {
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    if (exchange.getRequestMethod().equals("POST")) {
      if (!query.equals("uploadType=resumable")) {
        throw new Refusal(400, "unknown", "an upload the double does not know: " + query);
      }
      String session = "s" + uploads.size();
      uploads.put(session, new Upload((ObjectNode) JSON.readTree(body)));
      return new Reply(
          200,
          "",
          Map.of(
              "Location",
              address()
                  + "/upload/bigquery/v2/projects/acme/jobs?uploadType=resumable&upload_id="
                  + session));
    }
    Upload upload = uploads.get(query.replaceAll(".*upload_id=", ""));
    if (upload == null) {
      throw new Refusal(404, "notFound", "no such upload");
    }
    Matcher range =
        Pattern.compile("bytes (\\*|(\\d+)-(\\d+))/(\\*|\\d+)")
            .matcher(exchange.getRequestHeaders().getFirst("Content-Range"));
    if (!range.matches()) {
      throw new Refusal(400, "invalid", "no range");
    }
    if (range.group(2) != null) {
      if (Integer.parseInt(range.group(2)) != upload.bytes.size()) {
        throw new Refusal(400, "invalid", "a gap in the upload");
      }
      if (range.group(4).equals("*") && body.length % (256 * 1024) != 0) {
        throw new Refusal(400, "invalid", "a piece of another size");
      }
      upload.bytes.write(body);
    }
    if (range.group(4).equals(Integer.toString(upload.bytes.size()))) {
      return Reply.of(load(upload));
    }
    return new Reply(
        308,
        "",
        upload.bytes.size() == 0
            ? Map.of()
            : Map.of("Range", "bytes=0-" + (upload.bytes.size() - 1)));
  }

  private ObjectNode load(Upload upload) throws IOException {
    String id = upload.job.at("/jobReference/jobId").asText();
    if (jobs.containsKey(id)) {
      return jobs.get(id);
    }
    List<GenericRecord> rows = new ArrayList<>();
    try (DataFileStream<GenericRecord> file =
        new DataFileStream<>(
            new ByteArrayInputStream(upload.bytes.toByteArray()), new GenericDatumReader<>())) {
      file.forEach(rows::add);
    }
    JsonNode load = upload.job.at("/configuration/load");
    String table = load.at("/destinationTable/tableId").asText();
    if (!has(load.at("/destinationTable/datasetId").asText() + "." + table)) {
      throw new Refusal(404, "notFound", "Not found: Table acme:" + table);
    }
    upload.job.putObject("status").put("state", "DONE");
    Answer scripted =
        answers.stream().filter(a -> a.contains().equals("LOAD")).findFirst().orElse(null);
    answers.remove(scripted);
    if (scripted != null) {
      String[] parts = scripted.error().split(": ", 2);
      error(upload.job, parts[0], parts[1]);
    } else {
      tables.put(table, rows);
    }
    upload
        .job
        .putObject("statistics")
        .putObject("load")
        .put("outputRows", Integer.toString(rows.size()));
    jobs.put(id, upload.job);
    return upload.job;
  }

  @Override
  public void close() {
    server.stop(0);
    if (server.getExecutor() instanceof java.util.concurrent.ExecutorService pool) {
      pool.shutdownNow();
    }
  }
}
