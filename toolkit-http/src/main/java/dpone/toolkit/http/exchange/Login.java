package dpone.toolkit.http.exchange;

import dpone.spi.context.ConnectorContext;
import dpone.spi.option.Secret;
import java.util.List;

/** Who calls. Thread-safe. */
public interface Login extends AutoCloseable {
  /**
   * What the next request carries. May ask for a token and wait for it.
   *
   * @throws dpone.spi.error.DponeException {@code HTTP_TOKEN_REFUSED}, or a failure of the call for
   *     the token
   */
  Credential credential();

  /**
   * The system refused this credential with status 401.
   *
   * @return whether another one is to be had, so that the request is worth sending once more
   */
  default boolean renew(Credential refused) {
    return false;
  }

  /** Every value that must not be seen, those of now and those of before. */
  List<Secret> secrets();

  @Override
  default void close() {}

  /** Makes the login of an opened source; may keep no state of its own. */
  @FunctionalInterface
  interface Maker {
    /** A login that does not connect before it is asked. */
    Login open(HttpSettings settings, ConnectorContext context);
  }

  /** Nobody in particular. */
  Maker NONE =
      (settings, context) ->
          new Login() {
            @Override
            public Credential credential() {
              return Credential.NONE;
            }

            @Override
            public List<Secret> secrets() {
              return List.of();
            }
          };
}
