package dpone.connector.kafka.sink;

import static dpone.connector.kafka.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.spi.transfer.Payload;

/**
 * Names an open stage of this process.
 *
 * @param pipeline name of the pipeline
 * @param scope name of the scope
 * @param token of the stage
 */
record StageToken(String pipeline, String scope, String token) {
  private static final String KIND = "transaction";
  private static final int VERSION = 1;

  static Payload encode(String pipeline, String scope, String token) {
    return JSON.payload(
        KIND,
        VERSION,
        JSON.object().put("pipeline", pipeline).put("scope", scope).put("token", token));
  }

  static StageToken decode(Payload payload) {
    JsonNode tree = JSON.read(payload, KIND, VERSION);
    return new StageToken(
        JSON.text(tree, "pipeline"), JSON.text(tree, "scope"), JSON.text(tree, "token"));
  }
}
