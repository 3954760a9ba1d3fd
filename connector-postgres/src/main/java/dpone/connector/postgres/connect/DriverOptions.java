package dpone.connector.postgres.connect;

import static java.util.Map.entry;

import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sql.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGProperty;

/**
 * Which parameters of the driver a manifest may set. Every one is decided: what would change a
 * value, a count, a secret or the meaning of an error is governed, and one of a newer driver that
 * nobody looked at yet is refused.
 */
final class DriverOptions {
  /** Networking, login and caching: they change how fast or by which way, never what is moved. */
  static final Set<PGProperty> PASSED_ON =
      Set.of(
          PGProperty.AUTHENTICATION_PLUGIN_CLASS_NAME,
          PGProperty.GSS_ENC_MODE,
          PGProperty.GSS_LIB,
          PGProperty.GSS_RESPONSE_TIMEOUT,
          PGProperty.GSS_USE_DEFAULT_CREDS,
          PGProperty.HOST_RECHECK_SECONDS,
          PGProperty.JAAS_APPLICATION_NAME,
          PGProperty.JAAS_LOGIN,
          PGProperty.KERBEROS_SERVER_NAME,
          PGProperty.LOAD_BALANCE_HOSTS,
          PGProperty.LOCAL_SOCKET_ADDRESS,
          PGProperty.MAX_RESULT_BUFFER,
          PGProperty.MAX_SEND_BUFFER_SIZE,
          PGProperty.PREPARE_THRESHOLD,
          PGProperty.PREPARED_STATEMENT_CACHE_QUERIES,
          PGProperty.PREPARED_STATEMENT_CACHE_SIZE_MIB,
          PGProperty.RECEIVE_BUFFER_SIZE,
          PGProperty.REQUIRE_AUTH,
          PGProperty.SCRAM_MAX_ITERATIONS,
          PGProperty.SEND_BUFFER_SIZE,
          PGProperty.SOCKET_FACTORY,
          PGProperty.SOCKET_FACTORY_ARG,
          PGProperty.SOCKET_TIMEOUT,
          PGProperty.SSL_NEGOTIATION,
          PGProperty.SSL_RESPONSE_TIMEOUT,
          PGProperty.SSPI_SERVICE_CLASS,
          PGProperty.TCP_KEEP_ALIVE,
          PGProperty.TCP_NO_DELAY,
          PGProperty.USE_SPNEGO);

  /** The option of a connection that says the same. */
  static final Map<PGProperty, String> GOVERNED =
      Map.ofEntries(
          entry(PGProperty.USER, ConnectionOptions.USER),
          entry(PGProperty.PASSWORD, ConnectionOptions.PASSWORD),
          entry(PGProperty.PG_HOST, ConnectionOptions.HOST),
          entry(PGProperty.PG_PORT, ConnectionOptions.PORT),
          entry(PGProperty.PG_DBNAME, ConnectionOptions.DATABASE),
          entry(PGProperty.SSL_MODE, ConnectionOptions.SSLMODE),
          entry(PGProperty.SSL, ConnectionOptions.SSLMODE),
          entry(PGProperty.SSL_ROOT_CERT, ConnectionOptions.SSL_ROOT_CERT),
          entry(PGProperty.SSL_CERT, ConnectionOptions.SSL_CERT),
          entry(PGProperty.SSL_KEY, ConnectionOptions.SSL_KEY),
          entry(PGProperty.SSL_PASSWORD, ConnectionOptions.SSL_KEY_PASSWORD),
          entry(PGProperty.CHANNEL_BINDING, ConnectionOptions.CHANNEL_BINDING),
          entry(PGProperty.TARGET_SERVER_TYPE, ConnectionOptions.TARGET_SESSION_ATTRS),
          entry(PGProperty.CONNECT_TIMEOUT, ConnectionOptions.CONNECT_TIMEOUT),
          entry(PGProperty.LOGIN_TIMEOUT, ConnectionOptions.CONNECT_TIMEOUT),
          entry(PGProperty.QUERY_TIMEOUT, ConnectionOptions.STATEMENT_TIMEOUT),
          entry(PGProperty.APPLICATION_NAME, ConnectionOptions.APPLICATION_NAME),
          entry(PGProperty.CURRENT_SCHEMA, ConnectionOptions.SCHEMA));

  private DriverOptions() {}

  /** Refuses what must not be set. */
  static void check(Set<String> names) {
    for (String name : names) {
      PGProperty property = PGProperty.forName(name);
      if (property == null) {
        throw unknown(name);
      }
      if (!PASSED_ON.contains(property)) {
        throw refused(name, property);
      }
    }
  }

  private static RuntimeException unknown(String name) {
    List<String> known = Arrays.stream(PGProperty.values()).map(PGProperty::getName).toList();
    return PgCode.INVALID_OPTION
        .error("the driver has no parameter '" + name + "'")
        .remedy(Nearest.remedy(name, known, "remove it from connection.driver_options"))
        .build();
  }

  private static RuntimeException refused(String name, PGProperty property) {
    String option = GOVERNED.get(property);
    return PgCode.INVALID_OPTION
        .error(
            "the driver's parameter '"
                + name
                + (option == null
                    ? "' is set by dpone, since results, errors or secrets depend on it"
                    : "' is governed by another option"))
        .remedy(
            option == null
                ? "remove it from connection.driver_options"
                : "set connection." + option + " instead of it")
        .build();
  }
}
