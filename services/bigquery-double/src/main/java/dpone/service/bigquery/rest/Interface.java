package dpone.service.bigquery.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.zetasql.Value;
import dpone.service.bigquery.sql.Column;
import dpone.service.bigquery.sql.Database;
import dpone.service.bigquery.sql.SqlFailure;
import dpone.service.bigquery.sql.Table;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is answered to what; one request at a time. Thread-safe. */
final class Interface {
  private static final Pattern UPLOAD =
      Pattern.compile("/upload/bigquery/v2/projects/([^/]+)/jobs");
  private static final Pattern OBJECTS =
      Pattern.compile("(/upload)?/storage/v1/b/([^/]+)/o(/(.+))?");
  private static final Pattern JOB =
      Pattern.compile("/bigquery/v2/projects/[^/]+/(jobs|queries)(/([^/]+))?(/cancel)?");
  private static final Pattern DATASET =
      Pattern.compile("/bigquery/v2/projects/([^/]+)/datasets(/([^/]+))?(/tables)?(/([^/]+))?");
  private static final Set<String> TABLE =
      Set.of("tableReference", "schema", "expirationTime", "encryptionConfiguration", "labels");
  private static final Set<String> DATASET_FIELDS =
      Set.of("datasetReference", "location", "labels");

  private final Faults faults = new Faults();
  private final Jobs jobs = new Jobs(faults);
  private final Uploads uploads = new Uploads(jobs);
  private final Door door = new Door();

  /**
   * A request.
   *
   * @param method such as {@code GET}
   * @param path decoded
   * @param query decoded, empty if there is none
   * @param address where the upload's pieces are to be sent: this request's own address
   * @param range header Content-Range
   * @param authorization header Authorization
   * @param body of the request
   */
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them.
  record Request(
      String method,
      String path,
      String query,
      String address,
      @Nullable String range,
      @Nullable String authorization,
      byte[] body) {}

  synchronized boolean makeDataset(String name, String location) {
    if (jobs.database().location(name).isPresent()) {
      return false;
    }
    jobs.database().makeDataset(name, location);
    return true;
  }

  synchronized void makeBucket(String name, String location) {
    jobs.buckets().make(name, location);
  }

  synchronized Faults.@Nullable Fault fault(String request) {
    return request.contains(" /double/") ? null : faults.ofRequest(request).orElse(null);
  }

  synchronized List<Column> columns(String table) {
    return jobs.database().table(table).columns();
  }

  synchronized void append(String name, List<List<Value>> rows) {
    Table table = jobs.database().table(name);
    List<List<Value>> all = new ArrayList<>(table.rows());
    all.addAll(rows);
    jobs.database().put(name, table.with(all));
  }

  synchronized Reply answer(Request request) {
    try {
      return checked(request);
    } catch (Refusal refusal) {
      return Reply.error(refusal.status(), refusal.reason(), refusal.message(), 0);
    } catch (SqlFailure failure) {
      return Reply.error(
          failure.reason().equals("notFound") ? 404 : 400, failure.reason(), failure.message(), 0);
    } catch (RuntimeException | LinkageError defect) {
      return Reply.error(400, "invalid", "the double failed: " + defect, 0);
    }
  }

  private Reply checked(Request request) {
    String path = request.path();
    if (path.startsWith("/double/")) {
      return control(path.substring("/double/".length()), request.body());
    }
    if (path.equals("/token")) {
      return door.token(form(request.body(), "assertion"));
    }
    if (path.startsWith("/locked/")) {
      door.check(request.authorization());
      path = path.substring("/locked".length());
    }
    if (UPLOAD.matcher(path).matches()) {
      return upload(request);
    }
    Matcher objects = OBJECTS.matcher(path);
    if (objects.matches()) {
      return objects(request, objects);
    }
    Matcher job = JOB.matcher(path);
    if (job.matches()) {
      return job(request, job);
    }
    Matcher dataset = DATASET.matcher(path);
    if (dataset.matches()) {
      return dataset(request, dataset);
    }
    throw unknown(request);
  }

  private static Refusal unknown(Request request) {
    return Refusal.unknown(request.method() + " " + request.path());
  }

  private static String form(byte[] body, String field) {
    for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
      if (pair.startsWith(field + "=")) {
        return java.net.URLDecoder.decode(
            pair.substring(field.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  private Reply upload(Request request) {
    return switch (request.method()) {
      case "POST" -> {
        if (!request.query().equals("uploadType=resumable")) {
          throw unknown(request);
        }
        yield uploads.begin(request.address(), request.body());
      }
      case "PUT" ->
          uploads.piece(
              request.query().replaceAll(".*upload_id=", ""),
              String.valueOf(request.range()),
              request.body());
      default -> throw unknown(request);
    };
  }

  private Reply objects(Request request, Matcher matcher) {
    Map<String, String> query = parameters(request.query());
    String bucket = matcher.group(2);
    String name = matcher.group(4);
    String form =
        request.method()
            + (matcher.group(1) == null ? "" : " upload")
            + (name == null ? "" : " object");
    Buckets buckets = jobs.buckets();
    return switch (form) {
      case "POST upload" ->
          uploads.begin(
              request.address() + "?" + request.query(),
              buckets.insert(bucket, query, request.body()));
      case "PUT upload" ->
          uploads.piece(
              query.getOrDefault("upload_id", ""), String.valueOf(request.range()), request.body());
      case "GET" -> buckets.list(bucket, query);
      case "GET object" -> buckets.find(bucket, String.valueOf(name), query);
      case "DELETE object" -> buckets.delete(bucket, String.valueOf(name), query);
      default -> throw unknown(request);
    };
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
      int equals = pair.indexOf('=');
      parameters.put(pair.substring(0, Math.max(0, equals)), pair.substring(equals + 1));
    }
    return parameters;
  }

  private Reply job(Request request, Matcher job) {
    String id = job.group(3);
    String form = request.method() + " " + job.group(1) + (id == null ? "" : "/ID");
    return switch (form + (job.group(4) == null ? "" : "/cancel")) {
      case "POST jobs" -> {
        ObjectNode body = Jobs.checked(Json.object(request.body()));
        JsonNode configuration = body.path("configuration");
        if (configuration.has("load") && !configuration.path("load").has("sourceUris")) {
          throw Refusal.unknown("a load job that is not an upload");
        }
        yield Reply.of(jobs.insert(body, new byte[0]));
      }
      case "GET jobs/ID" -> Reply.of(jobs.find(String.valueOf(id)));
      case "POST jobs/ID/cancel" -> {
        ObjectNode done = Json.object();
        done.set("job", jobs.find(String.valueOf(id)));
        yield Reply.of(done);
      }
      case "GET queries/ID" -> Reply.of(jobs.results(String.valueOf(id)));
      default -> throw unknown(request);
    };
  }

  private Reply dataset(Request request, Matcher matcher) {
    String project = matcher.group(1);
    Database database = jobs.database();
    if (matcher.group(3) == null) {
      return makeDataset(request, project);
    }
    String dataset = project + "." + matcher.group(3);
    String location =
        database.location(dataset).orElseThrow(() -> Database.notFound("Dataset", dataset));
    if (matcher.group(4) == null) {
      return switch (request.method()) {
        case "GET" -> Reply.of(Json.object().put("location", location));
        case "DELETE" -> {
          database.dropDataset(dataset);
          yield Reply.none();
        }
        default -> throw unknown(request);
      };
    }
    String table = matcher.group(6);
    return table == null ? tables(request, dataset) : table(request, dataset + "." + table);
  }

  private Reply makeDataset(Request request, String project) {
    if (!request.method().equals("POST")) {
      throw unknown(request);
    }
    JsonNode body = Json.only(Json.object(request.body()), DATASET_FIELDS);
    String name = project + "." + body.path("datasetReference").path("datasetId").asText();
    if (jobs.database().location(name).isPresent()) {
      throw new Refusal(409, "duplicate", "Already Exists: Dataset " + name);
    }
    jobs.database().makeDataset(name, body.path("location").asText("US"));
    return Reply.of(body);
  }

  private Reply tables(Request request, String dataset) {
    Database database = jobs.database();
    if (request.method().equals("GET")) {
      ObjectNode list = Json.object();
      ArrayNode tables = list.putArray("tables");
      for (String name : database.names(dataset)) {
        tables.addObject().putObject("tableReference").put("tableId", name);
      }
      return Reply.of(list);
    }
    if (!request.method().equals("POST")) {
      throw unknown(request);
    }
    JsonNode body = Json.only(Json.object(request.body()), TABLE);
    String name = Json.name(body.path("tableReference"));
    if (database.find(name).isPresent()) {
      throw new Refusal(409, "duplicate", "Already Exists: Table " + name);
    }
    Table made = Table.empty(RestSchema.columns(body.path("schema")), false);
    database.put(
        name,
        body.has("expirationTime")
            ? made.until(Instant.ofEpochMilli(body.path("expirationTime").asLong()))
            : made);
    return Reply.of(body);
  }

  private Reply table(Request request, String name) {
    Database database = jobs.database();
    Table table = database.table(name);
    return switch (request.method()) {
      case "GET" -> {
        ObjectNode body = Json.object().put("type", "TABLE");
        body.set("schema", RestSchema.schema(table.columns()));
        body.put("requirePartitionFilter", table.filtered());
        Table.Partitioning by = table.partitioning();
        if (by != null) {
          body.putObject("timePartitioning").put("type", by.unit()).put("field", by.column());
        }
        body.put("numRows", Integer.toString(table.rows().size()));
        yield Reply.of(body);
      }
      case "DELETE" -> {
        database.drop(name);
        yield Reply.none();
      }
      default -> throw unknown(request);
    };
  }

  /** What a trial asks for, beside what BigQuery has. */
  private Reply control(String what, byte[] body) {
    if (what.equals("rows")) {
      return new Reply(200, jobs.text(new String(body, StandardCharsets.UTF_8)), Map.of());
    }
    ObjectNode told = body.length == 0 ? Json.object() : Json.object(body);
    switch (what) {
      case "query" -> {
        return Reply.of(jobs.ask(told.path("query").asText()));
      }
      case "dataset" ->
          jobs.database()
              .makeDataset(told.path("name").asText(), told.path("location").asText("EU"));
      case "bucket" ->
          jobs.buckets().make(told.path("name").asText(), told.path("location").asText("EU"));
      case "object" -> jobs.buckets().put(told.path("bucket").asText(), told);
      case "remove-object" ->
          jobs.buckets().remove(told.path("bucket").asText(), told.path("name").asText());
      case "objects" -> {
        return new Reply(200, jobs.buckets().names(told.path("bucket").asText()), Map.of());
      }
      case "fault" -> faults.add(told);
      case "pass" -> jobs.pass(Duration.ofSeconds(told.path("seconds").asLong()));
      case "clear" -> faults.clear();
      case "met" -> {
        return new Reply(200, faults.met(), Map.of());
      }
      case "requests" -> {
        return new Reply(200, faults.requests(), Map.of());
      }
      case "let" -> door.let(told.path("key").asText());
      case "expire-uploads" -> uploads.expire();
      case "expire-tokens" -> door.expire();
      default -> throw Refusal.unknown("/double/" + what);
    }
    return new Reply(200, "{}", Map.of());
  }
}
