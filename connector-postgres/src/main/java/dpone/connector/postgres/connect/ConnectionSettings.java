package dpone.connector.postgres.connect;

import static dpone.connector.postgres.connect.ConnectionOptions.APPLICATION_NAME;
import static dpone.connector.postgres.connect.ConnectionOptions.CONNECT_TIMEOUT;
import static dpone.connector.postgres.connect.ConnectionOptions.DATABASE;
import static dpone.connector.postgres.connect.ConnectionOptions.DRIVER_OPTIONS;
import static dpone.connector.postgres.connect.ConnectionOptions.HOST;
import static dpone.connector.postgres.connect.ConnectionOptions.LOCK_TIMEOUT;
import static dpone.connector.postgres.connect.ConnectionOptions.PASSWORD;
import static dpone.connector.postgres.connect.ConnectionOptions.PORT;
import static dpone.connector.postgres.connect.ConnectionOptions.SCHEMA;
import static dpone.connector.postgres.connect.ConnectionOptions.SSLMODE;
import static dpone.connector.postgres.connect.ConnectionOptions.SSL_ROOT_CERT;
import static dpone.connector.postgres.connect.ConnectionOptions.STATEMENT_TIMEOUT;
import static dpone.connector.postgres.connect.ConnectionOptions.USER;

import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/** Where to connect and how, from the options of a connection. */
public final class ConnectionSettings {
  private static final Set<PGProperty> GOVERNED =
      Set.of(
          PGProperty.USER,
          PGProperty.PASSWORD,
          PGProperty.PG_HOST,
          PGProperty.PG_PORT,
          PGProperty.PG_DBNAME,
          PGProperty.SSL_MODE,
          PGProperty.SSL_ROOT_CERT,
          PGProperty.CONNECT_TIMEOUT,
          PGProperty.APPLICATION_NAME,
          PGProperty.OPTIONS,
          PGProperty.REPLICATION,
          PGProperty.AUTOSAVE);

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Options options;

  /** Checks what can be checked without connecting. */
  public ConnectionSettings(Options options) {
    this.options = options;
    for (String name : options.map(DRIVER_OPTIONS).keySet()) {
      PGProperty property = PGProperty.forName(name);
      if (property == null || GOVERNED.contains(property)) {
        throw PgCode.INVALID_OPTION
            .error(
                property == null
                    ? "the driver has no parameter '" + name + "'"
                    : "the driver's parameter '" + name + "' is governed by another option")
            .remedy("remove it from connection.driver_options")
            .build();
      }
    }
  }

  /** For messages: host, port and database. */
  public String target() {
    return options.string(HOST) + ":" + options.integer(PORT) + "/" + options.string(DATABASE);
  }

  /** Role to log in as. */
  public String user() {
    return options.string(USER);
  }

  /** A table named in a manifest. */
  public TableName table(String text) {
    return TableName.parse(text, options.string(SCHEMA));
  }

  /** Milliseconds to wait for a lock; 0 is without end. */
  public long lockTimeoutMillis() {
    return options.duration(LOCK_TIMEOUT).toMillis();
  }

  String url() {
    return "jdbc:postgresql://";
  }

  /** What the driver is given; holds the password, so it is made for one call and dropped. */
  Properties properties() {
    Properties properties = new Properties();
    new TreeMap<String, String>(options.map(DRIVER_OPTIONS)).forEach(properties::setProperty);
    PGProperty.PG_HOST.set(properties, options.string(HOST));
    PGProperty.PG_PORT.set(properties, Long.toString(options.integer(PORT)));
    PGProperty.PG_DBNAME.set(properties, options.string(DATABASE));
    PGProperty.USER.set(properties, options.string(USER));
    @Nullable Secret password = options.secret(PASSWORD).orElse(null);
    if (password != null) {
      PGProperty.PASSWORD.set(properties, password.reveal());
    }
    PGProperty.APPLICATION_NAME.set(properties, options.string(APPLICATION_NAME));
    long seconds = connectTimeout().toSeconds();
    PGProperty.CONNECT_TIMEOUT.set(properties, Long.toString(seconds));
    PGProperty.LOGIN_TIMEOUT.set(properties, Long.toString(seconds));
    // While connecting only, for the driver's own thread would wait for ever otherwise.
    PGProperty.SOCKET_TIMEOUT.set(properties, Long.toString(seconds + 1));
    PGProperty.CANCEL_SIGNAL_TIMEOUT.set(properties, "3");
    PGProperty.TCP_KEEP_ALIVE.set(properties, "true");
    if (!options.map(DRIVER_OPTIONS).containsKey(PGProperty.GSS_ENC_MODE.getName())) {
      // The default tries Kerberos first, which costs a round trip and a credential lookup.
      PGProperty.GSS_ENC_MODE.set(properties, "disable");
    }
    tls(properties);
    return properties;
  }

  /** The same for a session that replicates. */
  Properties replicating() {
    Properties properties = properties();
    PGProperty.REPLICATION.set(properties, "database");
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "10");
    PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
    return properties;
  }

  private void tls(Properties properties) {
    String host = options.string(HOST);
    String mode = options.findString(SSLMODE).orElse(isLoopback(host) ? "prefer" : "verify-full");
    PGProperty.SSL_MODE.set(properties, mode);
    String rootCert = options.findString(SSL_ROOT_CERT).orElse(null);
    if (rootCert != null) {
      PGProperty.SSL_ROOT_CERT.set(properties, rootCert);
    } else if (mode.startsWith("verify")) {
      PGProperty.SSL_FACTORY.set(properties, "org.postgresql.ssl.DefaultJavaSSLFactory");
    }
  }

  static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
  }

  /** Limit of making a connection. */
  Duration connectTimeout() {
    Duration wanted = options.duration(CONNECT_TIMEOUT);
    return wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted;
  }

  /** How long a read from the server may take once connected; 0 is without end. */
  int socketTimeoutMillis() {
    String seconds = options.map(DRIVER_OPTIONS).get(PGProperty.SOCKET_TIMEOUT.getName());
    return seconds == null ? 0 : Math.multiplyExact(Integer.parseInt(seconds), 1000);
  }

  /** Sets a session up; may be repeated. */
  String parametersSql() {
    return "SELECT "
        + parameters().entrySet().stream()
            .map(p -> "set_config('" + p.getKey() + "', " + Sql.text(p.getValue()) + ", false)")
            .collect(Collectors.joining(", "));
  }

  /** What every session is set to, so that text renderings do not depend on where it runs. */
  private Map<String, String> parameters() {
    return new TreeMap<>(
        Map.of(
            "application_name", options.string(APPLICATION_NAME),
            "TimeZone", "UTC",
            "DateStyle", "ISO, YMD",
            "IntervalStyle", "postgres",
            "extra_float_digits", "3",
            "bytea_output", "hex",
            "idle_in_transaction_session_timeout", "0",
            "statement_timeout", options.duration(STATEMENT_TIMEOUT).toMillis() + "ms",
            "lock_timeout", options.duration(LOCK_TIMEOUT).toMillis() + "ms"));
  }
}
