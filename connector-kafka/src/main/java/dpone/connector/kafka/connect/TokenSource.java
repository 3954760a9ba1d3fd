package dpone.connector.kafka.connect;

import java.io.IOException;

/** Where tokens for OAUTHBEARER come from. Thread-safe. */
@FunctionalInterface
interface TokenSource {
  /**
   * A token that is good now.
   *
   * @throws IOException when there is none; its message has no secret
   */
  BearerToken token() throws IOException;
}
