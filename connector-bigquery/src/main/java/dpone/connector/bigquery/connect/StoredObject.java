package dpone.connector.bigquery.connect;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * An object of a bucket.
 *
 * @param name within the bucket
 * @param generation that no other content of that name ever had
 * @param size in bytes
 * @param crc32c checksum as Cloud Storage writes it; empty if it tells none
 * @param created when, by the clock of Cloud Storage
 * @param owner the stage that it belongs to; empty for what is nobody's stage
 */
public record StoredObject(
    String name, String generation, long size, String crc32c, Instant created, String owner) {
  /** The key of an object's metadata that tells whose stage it is. */
  static final String OWNER = "dpone-stage";

  static StoredObject of(JsonNode one) {
    return new StoredObject(
        one.path("name").asText(""),
        one.path("generation").asText(""),
        one.path("size").asLong(-1),
        one.path("crc32c").asText(""),
        created(one.path("timeCreated").asText("")),
        one.path("metadata").path(OWNER).asText(""));
  }

  /** A time that cannot be read makes nothing old. */
  private static Instant created(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException unknown) {
      return Instant.MAX;
    }
  }
}
