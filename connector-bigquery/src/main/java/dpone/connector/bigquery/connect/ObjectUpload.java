package dpone.connector.bigquery.connect;

import static dpone.connector.bigquery.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.bigquery.error.BqCode;
import dpone.spi.error.DponeException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A file that becomes an object with its last piece, and only where there is none of its name: one
 * that is sent again after its answer was lost is known by its size and checksum. Used by one
 * thread.
 *
 * @see <a href="https://cloud.google.com/storage/docs/request-preconditions">Cloud Storage:
 *     preconditions</a>
 */
public final class ObjectUpload {
  private final StorageObjects objects;
  private final String doing;
  private final String name;
  private final Resumable bytes;
  private final CRC32C sum = new CRC32C();
  private long size;
  private boolean whole;

  private ObjectUpload(Rest rest, StorageObjects objects, String doing, String name, URI session) {
    this.objects = objects;
    this.doing = doing;
    this.name = name;
    this.bytes = new Resumable(rest, doing, session, this::ended);
  }

  /**
   * Begins one.
   *
   * @param owner the stage that it belongs to
   * @param kmsKey by which the object is encrypted; empty for the bucket's own way
   */
  public static ObjectUpload begin(
      Rest rest, String doing, String bucket, String name, String owner, String kmsKey) {
    URI endpoint = rest.settings().storageEndpoint();
    URI session =
        Resumable.begin(
            rest,
            doing,
            endpoint,
            StorageRequests.insert(endpoint, bucket, kmsKey),
            StorageRequests.object(name, owner));
    return new ObjectUpload(rest, new StorageObjects(rest, bucket), doing, name, session);
  }

  /** Sends a piece that is not the last, of a multiple of {@link Upload#UNIT} bytes. */
  public void send(byte[] data, int length) {
    count(data, length);
    bytes.piece(data, length, false);
  }

  private void count(byte[] data, int length) {
    sum.update(data, 0, length);
    size += length;
  }

  /**
   * Sends the last piece.
   *
   * @throws DponeException also when Cloud Storage holds other bytes than were sent; the object is
   *     gone then
   */
  public void finish(byte[] data, int length) {
    count(data, length);
    whole = true;
    JsonNode made = bytes.piece(data, length, true);
    StoredObject object = StoredObject.of(made == null ? JSON.object() : made);
    if (!isWhatWasSent(object)) {
      if (!object.generation().isEmpty()) {
        objects.remove(object);
      }
      throw BqCode.OBJECT_LOST
          .error(
              doing
                  + ": the object "
                  + name
                  + " has "
                  + object.size()
                  + " bytes of checksum "
                  + object.crc32c()
                  + ", and "
                  + size
                  + " of "
                  + checksum()
                  + " were sent")
          .build();
    }
  }

  private boolean isWhatWasSent(StoredObject object) {
    return object.name().equals(name)
        && object.size() == size
        && object.crc32c().equals(checksum());
  }

  /** As Cloud Storage writes it: four bytes, the highest first, in Base64. */
  private String checksum() {
    byte[] four = ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array();
    return Base64.getEncoder().encodeToString(four);
  }

  private JsonNode ended(HttpResponse<String> answer) {
    int status = answer.statusCode();
    if (status / 100 == 2) {
      return Rest.json(doing, answer);
    }
    DponeException told = Rest.failure(doing, answer);
    if (told.code().equals(BqCode.BUCKET_NOT_FOUND.code())) {
      throw told;
    }
    // The last piece may have arrived although its answer did not: the object tells.
    if (status == 404 || status == 410 || status == 412) {
      Optional<StoredObject> there = whole ? objects.look(doing, name) : Optional.empty();
      if (there.isPresent() && isWhatWasSent(there.get())) {
        return found(there.get());
      }
      throw status == 412
          ? told
          : BqCode.UPLOAD_LOST
              .error(
                  doing + ": Cloud Storage does not know the upload any more [HTTP " + status + "]")
              .build();
    }
    throw told;
  }

  private static ObjectNode found(StoredObject object) {
    return JSON.object()
        .put("name", object.name())
        .put("generation", object.generation())
        .put("size", Long.toString(object.size()))
        .put("crc32c", object.crc32c());
  }
}
