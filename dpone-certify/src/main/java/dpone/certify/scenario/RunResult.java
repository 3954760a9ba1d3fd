package dpone.certify.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dpone.spi.error.DponeException;

/**
 * What a run said about itself.
 *
 * @param receipt the run's receipt; a missing node if it failed before there was one
 * @param status {@code succeeded} or what the receipt says instead
 * @param code code of the failure, empty if there is none
 * @param message the failure in one line, empty if there is none
 */
public record RunResult(JsonNode receipt, String status, String code, String message) {
  /** Of a run that left a receipt. */
  public static RunResult of(JsonNode receipt) {
    JsonNode error = receipt.path("error");
    return new RunResult(
        receipt,
        receipt.path("status").asText(),
        error.path("code").asText(""),
        error.isMissingNode() || error.isNull()
            ? ""
            : error.path("code").asText() + ": " + error.path("message").asText());
  }

  /** Of a run that was refused or failed. */
  public static RunResult of(DponeException failure) {
    return new RunResult(MissingNode.getInstance(), "failed", failure.code(), failure.oneLine());
  }

  /** Whether it succeeded. */
  public boolean succeeded() {
    return status.equals("succeeded");
  }

  /** A count of the receipt's only stream, -1 if it is not there. */
  public long count(String field) {
    return receipt.path("streams").path(0).path(field).asLong(-1);
  }
}
