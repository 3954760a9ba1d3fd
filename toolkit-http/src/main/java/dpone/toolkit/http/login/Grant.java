package dpone.toolkit.http.login;

import dpone.spi.option.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** By what right a token is asked for. */
public sealed interface Grant permits Grant.ClientCredentials, Grant.RefreshToken, SignedJwt {
  /** Parameters of the request for a token; may hold secrets. */
  Map<String, String> parameters(Instant now);

  /** What of it must not be seen. */
  List<Secret> secrets();

  /** This grant after the server answered with another refresh token. */
  default Grant next(@Nullable String refreshToken) {
    return this;
  }

  /** The client itself (RFC 6749, section 4.4). */
  record ClientCredentials() implements Grant {
    @Override
    public Map<String, String> parameters(Instant now) {
      return Map.of("grant_type", "client_credentials");
    }

    @Override
    public List<Secret> secrets() {
      return List.of();
    }
  }

  /**
   * A user's consent from before (RFC 6749, section 6).
   *
   * @param token the refresh token
   */
  record RefreshToken(Secret token) implements Grant {
    @Override
    public Map<String, String> parameters(Instant now) {
      return Map.of("grant_type", "refresh_token", "refresh_token", token.reveal());
    }

    @Override
    public List<Secret> secrets() {
      return List.of(token);
    }

    @Override
    public Grant next(@Nullable String refreshToken) {
      return refreshToken == null ? this : new RefreshToken(Secret.of(refreshToken));
    }
  }
}
