package dpone.service.bigquery.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.service.bigquery.sql.SqlFailure;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Buckets and what is in them.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/objects">Cloud Storage: JSON API,
 *     objects</a>
 */
final class Buckets {
  private static final Set<String> OBJECT = Set.of("name", "contentType", "metadata");
  private static final String SCHEME = "gs://";

  private final Supplier<Instant> now;
  private final Map<String, Bucket> buckets = new HashMap<>();
  private long generations = 1_769_817_600_000_000L;

  private record Bucket(String location, Map<String, Stored> objects) {}

  @SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them.
  private record Stored(byte[] bytes, ObjectNode described) {}

  Buckets(Supplier<Instant> now) {
    this.now = now;
  }

  /** Makes a bucket, unless it is there. */
  void make(String name, String location) {
    buckets.putIfAbsent(name, new Bucket(location, new TreeMap<>()));
  }

  private Bucket bucket(String name) {
    Bucket bucket = buckets.get(name);
    if (bucket == null) {
      throw new Refusal(404, "notFound", "The specified bucket does not exist.");
    }
    return bucket;
  }

  private Stored object(String bucket, String name) {
    Stored stored = bucket(bucket).objects().get(name);
    if (stored == null) {
      throw new Refusal(404, "notFound", "No such object: " + bucket + "/" + name);
    }
    return stored;
  }

  /** An upload of an object, which is there when it is whole and not before. */
  Uploads.Goal insert(String bucket, Map<String, String> query, byte[] body) {
    bucket(bucket);
    if (!query.keySet().equals(Set.of("uploadType", "ifGenerationMatch"))
        && !query.keySet().equals(Set.of("uploadType", "ifGenerationMatch", "kmsKeyName"))) {
      throw Refusal.unknown("parameters of an upload: " + query.keySet());
    }
    if (!"0".equals(query.get("ifGenerationMatch"))) {
      throw Refusal.unknown("an upload that replaces an object");
    }
    ObjectNode described = Json.object(body);
    Json.only(described, OBJECT);
    String name = described.path("name").asText();
    if (name.isEmpty() || name.contains("//")) {
      throw new Refusal(400, "invalid", "Invalid object name " + name);
    }
    return new Goal(bucket, name, described);
  }

  /** See {@link #insert}. */
  private final class Goal implements Uploads.Goal {
    private final String bucket;
    private final String name;
    private final ObjectNode described;
    private @Nullable ObjectNode made;

    Goal(String bucket, String name, ObjectNode described) {
      this.bucket = bucket;
      this.name = name;
      this.described = described;
    }

    @Override
    public @Nullable JsonNode reached() {
      return made;
    }

    /** The condition holds for the moment at which the object appears. */
    @Override
    public JsonNode finish(byte[] bytes) {
      Map<String, Stored> objects = bucket(bucket).objects();
      if (objects.containsKey(name)) {
        throw new Refusal(
            412,
            "conditionNotMet",
            "At least one of the pre-conditions you specified did not hold.");
      }
      ObjectNode whole = described.deepCopy();
      whole
          .put("bucket", bucket)
          .put("generation", Long.toString(generations++))
          .put("size", Integer.toString(bytes.length))
          .put("crc32c", checksum(bytes))
          .put("timeCreated", now.get().toString());
      objects.put(name, new Stored(bytes, whole));
      made = whole;
      return whole;
    }
  }

  private static String checksum(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array());
  }

  Reply find(String bucket, String name, Map<String, String> query) {
    only(query, Set.of("fields"));
    return Reply.of(object(bucket, name).described());
  }

  Reply delete(String bucket, String name, Map<String, String> query) {
    only(query, Set.of("ifGenerationMatch"));
    Stored stored = object(bucket, name);
    if (!stored.described().path("generation").asText().equals(query.get("ifGenerationMatch"))) {
      throw new Refusal(412, "conditionNotMet", "the object was replaced");
    }
    bucket(bucket).objects().remove(name);
    return Reply.none();
  }

  Reply list(String bucket, Map<String, String> query) {
    only(query, Set.of("maxResults", "prefix", "fields", "pageToken"));
    ObjectNode page = Json.object();
    ArrayNode items = page.putArray("items");
    int most = Integer.parseInt(query.getOrDefault("maxResults", "1000"));
    String after = query.getOrDefault("pageToken", "");
    for (Map.Entry<String, Stored> each : bucket(bucket).objects().entrySet()) {
      if (each.getKey().startsWith(query.getOrDefault("prefix", ""))
          && each.getKey().compareTo(after) > 0) {
        if (items.size() == most) {
          page.put("nextPageToken", items.get(most - 1).path("name").asText());
          break;
        }
        items.add(each.getValue().described());
      }
    }
    return Reply.of(page);
  }

  private static void only(Map<String, String> query, Set<String> known) {
    for (String parameter : query.keySet()) {
      if (!known.contains(parameter)) {
        throw Refusal.unknown("the parameter " + parameter + " of an object");
      }
    }
  }

  /**
   * The files that a load job names.
   *
   * @param location of the table's dataset
   */
  List<byte[]> files(JsonNode addresses, String location) {
    List<byte[]> files = new ArrayList<>();
    for (JsonNode each : addresses) {
      String address = each.asText();
      if (!address.startsWith(SCHEME) || address.contains("*") || address.indexOf('/', 5) < 0) {
        throw new SqlFailure("invalid", "the double does not know: " + address);
      }
      String[] parts = address.substring(SCHEME.length()).split("/", 2);
      Bucket bucket = buckets.get(parts[0]);
      Stored stored = bucket == null ? null : bucket.objects().get(parts[1]);
      if (bucket == null || stored == null) {
        throw new SqlFailure("notFound", "Not found: URI " + address);
      }
      // Datasets of the United States load from anywhere.
      if (!location.equals("US") && !bucket.location().equals(location)) {
        throw new SqlFailure(
            "invalid",
            "Cannot read and write in different locations: source: "
                + bucket.location()
                + ", destination: "
                + location);
      }
      files.add(stored.bytes());
    }
    return files;
  }

  /** Puts an object there as somebody else would. */
  void put(String bucket, JsonNode told) {
    ObjectNode described = Json.object().put("name", told.path("name").asText());
    if (told.has("metadata")) {
      described.set("metadata", told.path("metadata"));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(told.path("text").asText().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    bucket(bucket).objects().remove(told.path("name").asText());
    new Goal(bucket, told.path("name").asText(), described).finish(bytes.toByteArray());
  }

  /** Takes an object away as somebody else would. */
  void remove(String bucket, String name) {
    bucket(bucket).objects().remove(name);
  }

  /** Names of a bucket's objects, a line each. */
  String names(String bucket) {
    return String.join("\n", bucket(bucket).objects().keySet());
  }
}
