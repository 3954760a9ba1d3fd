package dpone.connector.bigquery.connect;

import static dpone.connector.bigquery.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;

/**
 * Addresses and bodies of Cloud Storage's requests; pure.
 *
 * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/objects">Cloud Storage: JSON API,
 *     objects</a>
 */
public final class StorageRequests {
  private static final String FIELDS = "name,generation,size,crc32c,timeCreated,metadata";

  private StorageRequests() {}

  private static String objects(String bucket) {
    return "/storage/v1/b/" + Rest.part(bucket) + "/o";
  }

  /**
   * Where an upload of a new object begins: one that is there already is not replaced.
   *
   * @param kmsKey by which it is encrypted; empty for the bucket's own way
   */
  public static URI insert(URI endpoint, String bucket, String kmsKey) {
    return URI.create(
        endpoint
            + "/upload"
            + objects(bucket)
            + "?uploadType=resumable&ifGenerationMatch=0"
            + (kmsKey.isEmpty() ? "" : "&kmsKeyName=" + Rest.part(kmsKey)));
  }

  /** A new object. */
  public static ObjectNode object(String name, String owner) {
    ObjectNode object =
        JSON.object().put("name", name).put("contentType", "application/octet-stream");
    object.putObject("metadata").put(StoredObject.OWNER, owner);
    return object;
  }

  /** An object by its name. */
  public static URI find(URI endpoint, String bucket, String name) {
    return URI.create(
        endpoint + objects(bucket) + "/" + Rest.part(name) + "?fields=" + Rest.part(FIELDS));
  }

  /** Removes an object, unless it was replaced meanwhile. */
  public static URI delete(URI endpoint, String bucket, StoredObject object) {
    return URI.create(
        endpoint
            + objects(bucket)
            + "/"
            + Rest.part(object.name())
            + "?ifGenerationMatch="
            + Rest.part(object.generation()));
  }

  /**
   * Objects whose names begin so.
   *
   * @param token of the page; empty for the first one
   */
  public static URI list(URI endpoint, String bucket, String prefix, String token) {
    return URI.create(
        endpoint
            + objects(bucket)
            + "?maxResults=1000&prefix="
            + Rest.part(prefix)
            + "&fields="
            + Rest.part("nextPageToken,items(" + FIELDS + ")")
            + (token.isEmpty() ? "" : "&pageToken=" + Rest.part(token)));
  }

  /** An object's address for a load job. */
  public static String address(String bucket, String name) {
    return "gs://" + bucket + "/" + name;
  }
}
