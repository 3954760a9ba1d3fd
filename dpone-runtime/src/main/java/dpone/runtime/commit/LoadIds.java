package dpone.runtime.commit;

import dpone.runtime.connect.PipelineParts;
import dpone.runtime.json.Json;
import dpone.runtime.plan.ScopePlan;
import dpone.runtime.state.ScopeState;
import dpone.spi.state.StateKey;
import dpone.spi.transfer.LoadId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Names loads. */
final class LoadIds {
  private static final int DIGITS = 32;

  private LoadIds() {}

  /**
   * The id of the next load of a scope: the same for the same pipeline, ends, plan and state, and
   * another once a load was completed, whether or not it moved a row.
   */
  static LoadId next(StateKey key, PipelineParts parts, ScopePlan plan, ScopeState state) {
    String text =
        Json.write(
            List.of(
                key.pipeline(),
                key.scope(),
                parts.sourceIdentity(),
                parts.sinkIdentity(),
                plan.request(),
                plan.mode(),
                state.lineage(),
                state.completed()));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return new LoadId(HexFormat.of().formatHex(hash).substring(0, DIGITS));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
