package dpone.connector.kafka.state;

import static dpone.connector.kafka.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
    return JSON.object()
        .put("pipeline", key.pipeline())
        .put("scope", key.scope())
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    ObjectNode tree = JSON.object();
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
    JsonNode name = JSON.tree(new String(key, StandardCharsets.UTF_8));
    JsonNode tree = JSON.tree(new String(value, StandardCharsets.UTF_8));
    return new Stored(
        new StateKey(JSON.text(name, "pipeline"), JSON.text(name, "scope")),
        JSON.required(tree, "revision").asLong(),
        JSON.textOrNull(tree, "document"),
        JSON.required(tree, "updated").asLong(),
        JSON.required(tree, "token").asLong(),
        JSON.text(tree, "owner"),
        JSON.required(tree, "expires").asLong(),
        JSON.text(tree, "write"));
  }
}
