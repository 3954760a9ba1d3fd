package dpone.service.bigquery.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resumable uploads.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/reference/api-uploads#resumable">BigQuery:
 *     resumable uploads</a>
 */
final class Uploads {
  private static final int UNIT = 256 * 1024;
  private static final Pattern RANGE = Pattern.compile("bytes (\\*|(\\d+)-(\\d+))/(\\*|\\d+)");

  private record Upload(ObjectNode job, ByteArrayOutputStream bytes) {}

  private final Jobs jobs;
  private final Map<String, Upload> open = new HashMap<>();
  private int begun;

  Uploads(Jobs jobs) {
    this.jobs = jobs;
  }

  Reply begin(String address, byte[] body) {
    ObjectNode job = Jobs.checked(Json.object(body));
    if (jobs.has(Jobs.id(job))) {
      throw new Refusal(409, "duplicate", "Already Exists: Job " + Jobs.id(job));
    }
    String session = "session" + begun++;
    open.put(session, new Upload(job, new ByteArrayOutputStream()));
    return new Reply(
        200, "", Map.of("Location", address + "?uploadType=resumable&upload_id=" + session));
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
    if (jobs.has(Jobs.id(upload.job()))) {
      return Reply.of(jobs.find(Jobs.id(upload.job())));
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
      Reply loaded = Reply.of(jobs.insert(upload.job(), upload.bytes().toByteArray()));
      // Whoever sends it again is told of the job.
      upload.bytes().reset();
      return loaded;
    }
    int stored = upload.bytes().size();
    return new Reply(308, "", stored == 0 ? Map.of() : Map.of("Range", "bytes=0-" + (stored - 1)));
  }
}
