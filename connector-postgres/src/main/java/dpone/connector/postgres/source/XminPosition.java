package dpone.connector.postgres.source;

import static dpone.connector.postgres.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * All that was committed below a line between transactions was read.
 *
 * @param horizon that line
 * @param files the tables that were read
 */
record XminPosition(Horizon horizon, TableFiles files) implements StreamPosition {
  @Override
  public ObjectNode tree() {
    ObjectNode tree = JSON.object();
    tree.set("horizon", horizon.encode());
    tree.set("files", files.encode());
    return tree;
  }

  static XminPosition of(JsonNode tree) {
    return new XminPosition(
        Horizon.decode(JSON.required(tree, "horizon")), TableFiles.decode(tree.get("files")));
  }

  @Override
  public String display() {
    return "xmin < " + horizon.xid();
  }
}
