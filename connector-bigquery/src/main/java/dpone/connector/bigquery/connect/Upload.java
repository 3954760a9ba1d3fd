package dpone.connector.bigquery.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.bigquery.error.BqCode;
import dpone.spi.error.DponeException;
import java.net.URI;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * A file that is sent piece by piece, and the job that loads it: the job begins with the last
 * piece, so that an upload that is given up has loaded nothing. Used by one thread.
 */
public final class Upload {
  /** What the size of every piece but the last is a multiple of. */
  public static final int UNIT = 256 * 1024;

  private final Jobs jobs;
  private final String doing;
  private final String id;
  private final Resumable bytes;

  private Upload(Rest rest, Jobs jobs, String doing, String id, URI session) {
    this.jobs = jobs;
    this.doing = doing;
    this.id = id;
    this.bytes = new Resumable(rest, doing, session, this::whole);
  }

  /** Begins an upload for a job of that id. */
  public static Upload begin(
      Rest rest, Jobs jobs, String doing, String id, ObjectNode configuration) {
    URI endpoint = rest.settings().endpoint();
    URI address =
        URI.create(
            endpoint + "/upload" + Rest.BASE + jobs.project() + "/jobs?uploadType=resumable");
    ObjectNode job = Requests.job(rest.settings().project(), jobs.location(), id, configuration);
    return new Upload(rest, jobs, doing, id, Resumable.begin(rest, doing, endpoint, address, job));
  }

  /** Sends a piece that is not the last, of a multiple of {@link #UNIT} bytes. */
  public void send(byte[] data, int length) {
    bytes.piece(data, length, false);
  }

  /**
   * Sends the last piece and waits for the job.
   *
   * @return rows that were loaded
   */
  public long finish(byte[] data, int length) {
    @Nullable JsonNode job = bytes.piece(data, length, true);
    JsonNode done =
        jobs.await(doing, job == null ? jobs.find(doing, id).orElseThrow(this::lost) : job);
    return jobs.loaded(done);
  }

  private DponeException lost() {
    return BqCode.UPLOAD_LOST.error(doing + ": the upload ended and there is no job of it").build();
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
}
