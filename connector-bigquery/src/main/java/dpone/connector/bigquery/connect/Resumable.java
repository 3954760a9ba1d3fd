package dpone.connector.bigquery.connect;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.connector.bigquery.error.BqCode;
import dpone.spi.error.DponeException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * A file that is sent piece by piece, by the protocol that BigQuery and Cloud Storage share. Used
 * by one thread.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/reference/api-uploads#resumable">BigQuery:
 *     resumable uploads</a>
 * @see <a href="https://cloud.google.com/storage/docs/performing-resumable-uploads">Cloud Storage:
 *     resumable uploads</a>
 */
final class Resumable {
  private static final int INCOMPLETE = 308;

  private final Rest rest;
  private final String doing;
  private final URI session;
  private final Ending ending;
  private long sent;
  private boolean tried;

  /** What became of the whole. */
  @FunctionalInterface
  interface Ending {
    /**
     * Reads an answer that does not say how far the upload has come.
     *
     * @return what came of the upload
     * @throws DponeException when nothing came of it
     */
    JsonNode read(HttpResponse<String> answer);
  }

  Resumable(Rest rest, String doing, URI session, Ending ending) {
    this.rest = rest;
    this.doing = doing;
    this.session = session;
    this.ending = ending;
  }

  /**
   * Begins an upload.
   *
   * @param endpoint where its pieces have to go, too
   * @param body what is told of it before
   * @return the address of its session
   */
  static URI begin(Rest rest, String doing, URI endpoint, URI address, JsonNode body) {
    return rest.context()
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
                          .POST(BodyPublishers.ofString(body.toString())));
              if (answer.statusCode() != 200) {
                throw Rest.failure(doing, answer);
              }
              return pinned(doing, endpoint, answer);
            });
  }

  /** Rows and token are sent to where the upload began, and nowhere else. */
  private static URI pinned(String doing, URI endpoint, HttpResponse<String> answer) {
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

  /**
   * Sends a piece; every one but the last has a multiple of {@link Upload#UNIT} bytes.
   *
   * @return what came of the whole; null before the last one
   */
  @Nullable JsonNode piece(byte[] data, int length, boolean last) {
    long begin = sent;
    long end = begin + length;
    String total = last ? Long.toString(end) : "*";
    @Nullable JsonNode whole =
        rest.context()
            .retry()
            .<@Nullable JsonNode>call("bigquery.upload", () -> attempt(data, begin, end, total));
    sent = end;
    return whole;
  }

  /** Sends what the server has not got of a piece. */
  private @Nullable JsonNode attempt(byte[] data, long begin, long end, String total) {
    long from = sent;
    if (from > begin || tried) {
      // An earlier try may have come as far as anywhere.
      Have have = have(total);
      if (have.whole() != null) {
        return have.whole();
      }
      from = Math.max(begin, have.bytes());
      if (from > end) {
        throw BqCode.SERVER_ERROR
            .error(doing + ": the server has " + from + " bytes of " + end + " that were sent")
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
            .error(doing + ": the server kept " + stored + " of " + end + " bytes")
            .build();
      }
      tried = false;
      return null;
    }
    return ending.read(answer);
  }

  /** What the server has of the upload. */
  private record Have(long bytes, @Nullable JsonNode whole) {}

  private Have have(String total) {
    HttpResponse<String> answer =
        rest.send(
            doing,
            rest.request(session)
                .header("Content-Range", "bytes */" + total)
                .PUT(BodyPublishers.noBody()));
    return answer.statusCode() == INCOMPLETE
        ? new Have(stored(answer), null)
        : new Have(0, ending.read(answer));
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
