package dpone.connector.kafka.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.kafka.payload.Json;
import dpone.spi.state.Lease;
import dpone.spi.state.StateEntry;
import dpone.spi.state.StateKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of a key: one record of the topic.
 *
 * @param revision 0 where there is no document
 * @param document null where there is none
 * @param updated milliseconds since 1970, of the document
 * @param token the newest that was handed out
 * @param owner who holds the lease, or who held it last
 * @param expires milliseconds since 1970; 0 once it was given back
 * @param write tells one write from every other
 */
record Stored(
    StateKey key,
    long revision,
    @Nullable String document,
    long updated,
    long token,
    String owner,
    long expires,
    String write) {

  static Stored nothing(StateKey key) {
    return new Stored(key, 0, null, 0, 0, "", 0, "");
  }

  Stored document(@Nullable String text, long number, long now) {
    return new Stored(key, number, text, now, token, owner, expires, write);
  }

  Stored lease(long next, String holder, long until) {
    return new Stored(key, revision, document, updated, next, holder, until, write);
  }

  Stored written(String id) {
    return new Stored(key, revision, document, updated, token, owner, expires, id);
  }

  Optional<StateEntry> entry() {
    return Optional.ofNullable(document)
        .map(text -> new StateEntry(key, revision, text, Instant.ofEpochMilli(updated)));
  }

  Lease lease() {
    return new Lease(key, owner, token, Instant.ofEpochMilli(expires));
  }

  static byte[] keyBytes(StateKey key) {
    return Json.object()
        .put("pipeline", key.pipeline())
        .put("scope", key.scope())
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    ObjectNode tree = Json.object();
    tree.put("version", 1)
        .put("revision", revision)
        .put("document", document)
        .put("updated", updated)
        .put("token", token)
        .put("owner", owner)
        .put("expires", expires)
        .put("write", write);
    return tree.toString().getBytes(StandardCharsets.UTF_8);
  }

  static Stored of(byte[] key, byte[] value) {
    JsonNode name = Json.tree(new String(key, StandardCharsets.UTF_8));
    JsonNode tree = Json.tree(new String(value, StandardCharsets.UTF_8));
    return new Stored(
        new StateKey(Json.text(name, "pipeline"), Json.text(name, "scope")),
        Json.required(tree, "revision").asLong(),
        Json.textOrNull(tree, "document"),
        Json.required(tree, "updated").asLong(),
        Json.required(tree, "token").asLong(),
        Json.text(tree, "owner"),
        Json.required(tree, "expires").asLong(),
        Json.text(tree, "write"));
  }
}
