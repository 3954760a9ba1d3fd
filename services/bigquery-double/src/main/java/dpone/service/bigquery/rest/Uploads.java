package dpone.service.bigquery.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Resumable uploads.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/reference/api-uploads#resumable">BigQuery:
 *     resumable uploads</a>
 */
final class Uploads {
  private static final int UNIT = 256 * 1024;
  private static final Pattern RANGE = Pattern.compile("bytes (\\*|(\\d+)-(\\d+))/(\\*|\\d+)");

  /** What becomes of an upload that is whole. */
  interface Goal {
    /** What became of it; null before it was whole. */
    @Nullable JsonNode reached();

    /** Makes it of the whole. */
    JsonNode finish(byte[] bytes);
  }

  private record Upload(Goal goal, ByteArrayOutputStream bytes) {}

  private final Jobs jobs;
  private final Map<String, Upload> open = new HashMap<>();
  private int begun;

  Uploads(Jobs jobs) {
    this.jobs = jobs;
  }

  /** Begins the upload of a load job's file. */
  Reply begin(String address, byte[] body) {
    ObjectNode job = Jobs.checked(Json.object(body));
    String id = Jobs.id(job);
    if (jobs.has(id)) {
      throw new Refusal(409, "duplicate", "Already Exists: Job " + id);
    }
    if (job.path("configuration").path("load").has("sourceUris")) {
      throw Refusal.unknown("an upload for a job that names its files");
    }
    return begin(
        address + "?uploadType=resumable",
        new Goal() {
          @Override
          public @Nullable JsonNode reached() {
            return jobs.has(id) ? jobs.find(id) : null;
          }

          @Override
          public JsonNode finish(byte[] bytes) {
            return jobs.insert(job, bytes);
          }
        });
  }

  /**
   * Begins an upload.
   *
   * @param address of its pieces, with parameters
   */
  Reply begin(String address, Goal goal) {
    String session = "session" + begun++;
    open.put(session, new Upload(goal, new ByteArrayOutputStream()));
    return new Reply(200, "", Map.of("Location", address + "&upload_id=" + session));
  }

  /** Forgets all of them, as BigQuery does after a week. */
  void expire() {
    open.clear();
  }

  Reply piece(String session, String contentRange, byte[] body) {
    Upload upload = open.get(session);
    if (upload == null) {
      throw new Refusal(404, "notFound", "Not found: Upload " + session);
    }
    Matcher range = RANGE.matcher(contentRange);
    if (!range.matches()) {
      throw new Refusal(400, "invalid", "Invalid Content-Range " + contentRange);
    }
    JsonNode reached = upload.goal().reached();
    if (reached != null) {
      return Reply.of(reached);
    }
    if (range.group(2) != null) {
      long from = Long.parseLong(range.group(2));
      if (from != upload.bytes().size()
          || Long.parseLong(range.group(3)) - from + 1 != body.length) {
        throw new Refusal(400, "invalid", "Invalid Content-Range " + contentRange);
      }
      if (range.group(4).equals("*") && body.length % UNIT != 0) {
        throw new Refusal(400, "invalid", "a piece is not a multiple of 256 KB");
      }
      upload.bytes().writeBytes(body);
    }
    if (range.group(4).equals(Integer.toString(upload.bytes().size()))) {
      Reply whole = Reply.of(upload.goal().finish(upload.bytes().toByteArray()));
      // Whoever sends it again is told what became of it.
      upload.bytes().reset();
      return whole;
    }
    int stored = upload.bytes().size();
    return new Reply(308, "", stored == 0 ? Map.of() : Map.of("Range", "bytes=0-" + (stored - 1)));
  }
}
