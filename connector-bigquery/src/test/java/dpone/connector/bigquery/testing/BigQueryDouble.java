package dpone.connector.bigquery.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.generic.GenericRecord;

/**
 * A double of the parts of BigQuery's REST interface that the connector uses. It keeps datasets,
 * tables and jobs, reads uploads with Avro's library, and refuses what it does not know. It does
 * not imitate SQL: what a statement answers is scripted.
 *
 * <p>There is another one, {@code services/bigquery-double}, which certification runs in a process
 * of its own and which has statements evaluated by Google's reference engine. Both stay: that
 * engine is native code behind an RPC library, of a hundred megabytes, and has no place on the
 * module path of a connector's own tests; and a test of what the connector makes of an answer wants
 * to say the answer, also one that no engine gives. What rows become is tested there, in {@code
 * connector-bigquery-sql-tests}.
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
  private final ScriptedTables known = new ScriptedTables();
  private final ScriptedJobs work = new ScriptedJobs(this, known);
  private final ScriptedUploads uploads = new ScriptedUploads(work);
  private final HttpServer server;

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
      return uploads.upload(exchange, body, address());
    }
    Matcher rest = Pattern.compile("/bigquery/v2/projects/acme/(.*)").matcher(path);
    if (!rest.matches()) {
      throw new Refusal(400, "unknown", "a request the double does not know: " + path);
    }
    String what = rest.group(1);
    if (method.equals("POST") && what.equals("jobs")) {
      return Reply.of(work.insert((ObjectNode) JSON.readTree(body)));
    }
    if (method.equals("GET") && what.startsWith("jobs/")) {
      return Reply.of(work.job(what.substring(5)));
    }
    if (method.equals("POST") && what.matches("jobs/[^/]+/cancel")) {
      return Reply.of(JSON.createObjectNode());
    }
    if (method.equals("GET") && what.startsWith("queries/")) {
      return Reply.of(work.results(what.substring(8)));
    }
    Matcher dataset = Pattern.compile("datasets/([^/]+)(/tables(/([^/]+))?)?").matcher(what);
    if (dataset.matches()) {
      return known.table(
          method, dataset.group(1), dataset.group(2) != null, dataset.group(4), body);
    }
    if (method.equals("POST") && what.equals("datasets")) {
      JsonNode made = JSON.readTree(body);
      known.dataset(made.at("/datasetReference/datasetId").asText());
      return Reply.of(made);
    }
    throw new Refusal(400, "unknown", "a request the double does not know: " + method + " " + path);
  }

  /** Makes a dataset. */
  public synchronized void dataset(String name) {
    known.dataset(name);
  }

  /** Makes a table that is there before a load. */
  public synchronized void table(String dataset, String table, String schema) throws IOException {
    known.table(dataset, table, schema);
  }

  /** Makes a table with partitions that is there before a load. */
  public synchronized void table(String dataset, String table, String schema, String partitioning)
      throws IOException {
    known.table(dataset, table, schema, partitioning);
  }

  /** The tables of a dataset whose names begin so. */
  public synchronized List<String> tables(String dataset, String prefix) {
    return known.names(dataset, prefix);
  }

  @Override
  public void close() {
    server.stop(0);
    if (server.getExecutor() instanceof java.util.concurrent.ExecutorService pool) {
      pool.shutdownNow();
    }
  }
}
