package dpone.connector.bigquery.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.bigquery.error.BqCode;
import dpone.spi.error.DponeException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file that is sent piece by piece, and the job that loads it: the job begins with the last
 * piece, so that an upload that is given up has loaded nothing. Used by one thread.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/reference/api-uploads#resumable">BigQuery:
 *     resumable uploads</a>
 */
public final class Upload {
  /** What the size of every piece but the last is a multiple of. */
  public static final int UNIT = 256 * 1024;

  private static final int INCOMPLETE = 308;

  private final Rest rest;
  private final Jobs jobs;
  private final String doing;
  private final String id;
  private final URI session;
  private long sent;

  private Upload(Rest rest, Jobs jobs, String doing, String id, URI session) {
    this.rest = rest;
    this.jobs = jobs;
    this.doing = doing;
    this.id = id;
    this.session = session;
  }

  /** Begins an upload for a job of that id. */
  public static Upload begin(
      Rest rest, Jobs jobs, String doing, String id, ObjectNode configuration) {
    ObjectNode job = Requests.job(rest.settings().project(), jobs.location(), id, configuration);
    URI address =
        URI.create(
            rest.settings().endpoint()
                + "/upload"
                + Rest.BASE
                + jobs.project()
                + "/jobs?uploadType=resumable");
    URI session =
        rest.context()
            .retry()
            .call(
                "bigquery.upload",
                () -> {
                  HttpResponse<String> answer =
                      rest.send(
                          doing,
                          rest.request(address)
                              .header("Content-Type", "application/json; charset=UTF-8")
                              .header("X-Upload-Content-Type", "application/octet-stream")
                              .POST(BodyPublishers.ofString(job.toString())));
                  if (answer.statusCode() != 200) {
                    throw Rest.failure(doing, answer);
                  }
                  return pinned(rest, doing, answer);
                });
    return new Upload(rest, jobs, doing, id, session);
  }

  /** Rows and token are sent to where the upload began, and nowhere else. */
  private static URI pinned(Rest rest, String doing, HttpResponse<String> answer) {
    URI endpoint = rest.settings().endpoint();
    URI session;
    try {
      session = endpoint.resolve(answer.headers().firstValue("Location").orElse(" "));
    } catch (IllegalArgumentException malformed) {
      throw BqCode.SERVER_ERROR.error(doing + ": the upload was given no address").build();
    }
    if (!endpoint.getScheme().equals(session.getScheme())
        || !String.valueOf(session.getHost()).equals(endpoint.getHost())
        || session.getPort() != endpoint.getPort()) {
      throw BqCode.SERVER_ERROR
          .error(doing + ": the upload was given an address on another host")
          .build();
    }
    return session;
  }

  /** Sends a piece that is not the last, of a multiple of {@link #UNIT} bytes. */
  public void send(byte[] data, int length) {
    piece(data, length, false);
  }

  /**
   * Sends the last piece and waits for the job.
   *
   * @return rows that were loaded
   */
  public long finish(byte[] data, int length) {
    JsonNode job = piece(data, length, true);
    JsonNode done =
        jobs.await(doing, job == null ? jobs.find(doing, id).orElseThrow(this::lost) : job);
    rest.context().meters().count("dpone.bigquery.jobs.load", 1);
    return done.path("statistics").path("load").path("outputRows").asLong(-1);
  }

  private DponeException lost() {
    return BqCode.UPLOAD_LOST.error(doing + ": the upload ended and there is no job of it").build();
  }

  private @Nullable JsonNode piece(byte[] data, int length, boolean last) {
    long begin = sent;
    long end = begin + length;
    String total = last ? Long.toString(end) : "*";
    @Nullable JsonNode job =
        rest.context()
            .retry()
            .<@Nullable JsonNode>call("bigquery.upload", () -> attempt(data, begin, end, total));
    sent = end;
    return job;
  }

  /** Sends what the server has not got of a piece; the job, if that was the last one. */
  private @Nullable JsonNode attempt(byte[] data, long begin, long end, String total) {
    long from = sent;
    if (from > begin || tried) {
      // An earlier try may have come as far as anywhere.
      Optional<Have> have = have(total);
      if (have.isPresent() && have.get().job() != null) {
        return have.get().job();
      }
      from = Math.max(begin, have.map(Have::bytes).orElse(begin));
      if (from > end) {
        throw BqCode.SERVER_ERROR
            .error(doing + ": BigQuery has " + from + " bytes of " + end + " that were sent")
            .build();
      }
    }
    tried = true;
    int offset = (int) (from - begin);
    int count = (int) (end - from);
    String range =
        count == 0 ? "bytes */" + total : "bytes " + from + "-" + (end - 1) + "/" + total;
    HttpRequest.Builder request =
        rest.request(session)
            .header("Content-Range", range)
            .PUT(
                count == 0
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(data, offset, count));
    HttpResponse<String> answer = rest.send(doing, request);
    if (answer.statusCode() == INCOMPLETE && total.equals("*")) {
      long stored = stored(answer);
      if (stored < end) {
        sent = Math.max(begin, stored);
        throw BqCode.CONNECTION_LOST
            .error(doing + ": BigQuery kept " + stored + " of " + end + " bytes")
            .build();
      }
      tried = false;
      return null;
    }
    return whole(answer);
  }

  private boolean tried;

  /** What the server has of the upload. */
  private record Have(long bytes, @Nullable JsonNode job) {}

  private Optional<Have> have(String total) {
    HttpResponse<String> answer =
        rest.send(
            doing,
            rest.request(session)
                .header("Content-Range", "bytes */" + total)
                .PUT(BodyPublishers.noBody()));
    if (answer.statusCode() == INCOMPLETE) {
      return Optional.of(new Have(stored(answer), null));
    }
    return Optional.of(new Have(0, whole(answer)));
  }

  private JsonNode whole(HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status / 100 == 2) {
      return Jobs.named(id, Rest.json(doing, answer));
    }
    // The last piece may have arrived although its answer did not: the job tells.
    if (status == 404 || status == 410 || status == 409) {
      return jobs.find(doing, id)
          .orElseThrow(() ->
              BqCode.UPLOAD_LOST
                  .error(
                      doing + ": BigQuery does not know the upload any more [HTTP " + status + "]")
                  .build());
    }
    throw Rest.failure(doing, answer);
  }

  private static long stored(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("Range")
        .filter(text -> text.matches("bytes=0-\\d{1,18}"))
        .map(text -> Long.parseLong(text.substring("bytes=0-".length())) + 1)
        .orElse(0L);
  }
}
