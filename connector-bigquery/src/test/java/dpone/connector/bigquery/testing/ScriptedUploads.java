package dpone.connector.bigquery.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resumable uploads, which are strict about gaps and sizes. */
final class ScriptedUploads {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ScriptedJobs jobs;
  private final Map<String, Upload> uploads = new LinkedHashMap<>();

  private static final class Upload {
    final ObjectNode job;
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Upload(ObjectNode job) {
      this.job = job;
    }
  }

  ScriptedUploads(ScriptedJobs jobs) {
    this.jobs = jobs;
  }

  Reply upload(HttpExchange exchange, byte[] body, String address) throws IOException {
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
              address
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
      return Reply.of(jobs.load(upload.job, upload.bytes.toByteArray()));
    }
    return new Reply(
        308,
        "",
        upload.bytes.size() == 0
            ? Map.of()
            : Map.of("Range", "bytes=0-" + (upload.bytes.size() - 1)));
  }
}
