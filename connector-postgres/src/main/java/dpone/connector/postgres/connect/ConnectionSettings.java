package dpone.connector.postgres.connect;

import static dpone.connector.postgres.connect.ConnectionOptions.APPLICATION_NAME;
import static dpone.connector.postgres.connect.ConnectionOptions.CHANNEL_BINDING;
import static dpone.connector.postgres.connect.ConnectionOptions.CONNECT_TIMEOUT;
import static dpone.connector.postgres.connect.ConnectionOptions.DATABASE;
import static dpone.connector.postgres.connect.ConnectionOptions.DRIVER_OPTIONS;
import static dpone.connector.postgres.connect.ConnectionOptions.HOST;
import static dpone.connector.postgres.connect.ConnectionOptions.LOCK_TIMEOUT;
import static dpone.connector.postgres.connect.ConnectionOptions.PASSWORD;
import static dpone.connector.postgres.connect.ConnectionOptions.PORT;
import static dpone.connector.postgres.connect.ConnectionOptions.SCHEMA;
import static dpone.connector.postgres.connect.ConnectionOptions.SSLMODE;
import static dpone.connector.postgres.connect.ConnectionOptions.SSL_CERT;
import static dpone.connector.postgres.connect.ConnectionOptions.SSL_KEY;
import static dpone.connector.postgres.connect.ConnectionOptions.SSL_KEY_PASSWORD;
import static dpone.connector.postgres.connect.ConnectionOptions.SSL_ROOT_CERT;
import static dpone.connector.postgres.connect.ConnectionOptions.STATEMENT_TIMEOUT;
import static dpone.connector.postgres.connect.ConnectionOptions.TARGET_SESSION_ATTRS;
import static dpone.connector.postgres.connect.ConnectionOptions.USER;

import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/** Where to connect and how, from the options of a connection. */
public final class ConnectionSettings {
  private static final String TRUST_OF_THE_RUNTIME = "org.postgresql.ssl.DefaultJavaSSLFactory";

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Options options;
  private final Hosts hosts;
  private final boolean writes;

  /** For somebody who reads. Checks what can be checked without connecting. */
  public ConnectionSettings(Options options) {
    this(options, false);
  }

  private ConnectionSettings(Options options, boolean writes) {
    this.options = options;
    this.hosts = Hosts.parse(options.string(HOST), Math.toIntExact(options.integer(PORT)));
    this.writes = writes;
    DriverOptions.check(options.map(DRIVER_OPTIONS).keySet());
    socketTimeoutMillis();
    checkFile(SSL_ROOT_CERT);
    checkFile(SSL_CERT);
    checkFile(SSL_KEY);
    checkClientCertificate();
    if (writes && options.findString(TARGET_SESSION_ATTRS).orElse("").contains("standby")) {
      throw PgCode.INVALID_OPTION
          .error("a standby cannot be written to")
          .remedy("set connection.target_session_attrs to primary, or leave it out")
          .build();
    }
  }

  /** For a sink or a state store, which need the primary of several servers. */
  public static ConnectionSettings writing(Options options) {
    return new ConnectionSettings(options, true);
  }

  private void checkClientCertificate() {
    if (options.findString(SSL_CERT).isPresent()
        && options.findString(SSL_ROOT_CERT).isEmpty()
        && sslMode().startsWith("verify")) {
      throw PgCode.INVALID_OPTION
          .error("the driver sends connection.ssl_cert only where it is told whom to trust")
          .remedy("set connection.ssl_root_cert to the authority of the server's certificate")
          .build();
    }
  }

  private void checkFile(String option) {
    String file = options.findString(option).orElse(null);
    if (file != null && !Files.isReadable(Path.of(file))) {
      throw PgCode.INVALID_OPTION
          .error("the file " + file + " of connection." + option + " cannot be read")
          .remedy("correct connection." + option + ", or the permissions of the file")
          .build();
    }
  }

  /** For messages: hosts, ports and database. */
  public String target() {
    return hosts + "/" + options.string(DATABASE);
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
    PGProperty.PG_HOST.set(properties, hosts.names());
    PGProperty.PG_PORT.set(properties, hosts.ports());
    PGProperty.TARGET_SERVER_TYPE.set(properties, serverType());
    PGProperty.PG_DBNAME.set(properties, options.string(DATABASE));
    PGProperty.USER.set(properties, options.string(USER));
    @Nullable Secret password = options.secret(PASSWORD).orElse(null);
    if (password != null) {
      PGProperty.PASSWORD.set(properties, password.reveal());
    }
    PGProperty.APPLICATION_NAME.set(properties, options.string(APPLICATION_NAME));
    long seconds = connectTimeout().toSeconds();
    PGProperty.CONNECT_TIMEOUT.set(properties, Long.toString(seconds));
    // Over all hosts: one that does not answer must not use up what the next one needs.
    long allHosts = seconds * hosts.all().size();
    PGProperty.LOGIN_TIMEOUT.set(properties, Long.toString(allHosts));
    // While connecting only, for the driver's own thread would wait for ever otherwise.
    if (PGProperty.SOCKET_TIMEOUT.getOrDefault(properties) == null
        || "0".equals(PGProperty.SOCKET_TIMEOUT.getOrDefault(properties))) {
      PGProperty.SOCKET_TIMEOUT.set(properties, Long.toString(allHosts + 1));
    }
    PGProperty.CANCEL_SIGNAL_TIMEOUT.set(properties, "3");
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "9.4");
    defaults(properties);
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

  /** What a manifest may override. */
  private void defaults(Properties properties) {
    Map<String, ?> given = options.map(DRIVER_OPTIONS);
    if (!given.containsKey(PGProperty.TCP_KEEP_ALIVE.getName())) {
      PGProperty.TCP_KEEP_ALIVE.set(properties, "true");
    }
    if (!given.containsKey(PGProperty.GSS_ENC_MODE.getName())) {
      // The default tries Kerberos first, which costs a round trip and a credential lookup.
      PGProperty.GSS_ENC_MODE.set(properties, "disable");
    }
  }

  private String serverType() {
    String wanted =
        options
            .findString(TARGET_SESSION_ATTRS)
            .orElse(writes && hosts.several() ? "primary" : "any");
    return switch (wanted) {
      case "standby" -> "secondary";
      case "prefer_standby" -> "preferSecondary";
      default -> wanted;
    };
  }

  boolean sendsCertificate() {
    return options.findString(SSL_CERT).isPresent() || options.findString(SSL_KEY).isPresent();
  }

  private String sslMode() {
    return options.findString(SSLMODE).orElse(hosts.areLoopback() ? "prefer" : "verify-full");
  }

  private void tls(Properties properties) {
    String mode = sslMode();
    PGProperty.SSL_MODE.set(properties, mode);
    PGProperty.CHANNEL_BINDING.set(properties, options.string(CHANNEL_BINDING));
    options
        .findString(SSL_ROOT_CERT)
        .ifPresent(file -> PGProperty.SSL_ROOT_CERT.set(properties, file));
    options.findString(SSL_CERT).ifPresent(file -> PGProperty.SSL_CERT.set(properties, file));
    options.findString(SSL_KEY).ifPresent(file -> PGProperty.SSL_KEY.set(properties, file));
    // Never null: the driver would ask on the console.
    PGProperty.SSL_PASSWORD.set(
        properties, options.secret(SSL_KEY_PASSWORD).map(Secret::reveal).orElse(""));
    if (options.findString(SSL_ROOT_CERT).isEmpty() && mode.startsWith("verify")) {
      PGProperty.SSL_FACTORY.set(properties, TRUST_OF_THE_RUNTIME);
    }
  }

  /** Limit of making a connection. */
  Duration connectTimeout() {
    Duration wanted = options.duration(CONNECT_TIMEOUT);
    return wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted;
  }

  /** How long a read from the server may take once connected; 0 is without end. */
  int socketTimeoutMillis() {
    String seconds =
        options.map(DRIVER_OPTIONS).getOrDefault(PGProperty.SOCKET_TIMEOUT.getName(), "0");
    try {
      return Math.multiplyExact(Integer.parseInt(seconds.strip()), 1000);
    } catch (NumberFormatException | ArithmeticException notSeconds) {
      throw PgCode.INVALID_OPTION
          .error("connection.driver_options.socketTimeout is no number of seconds: " + seconds)
          .cause(notSeconds)
          .build();
    }
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
    Map<String, String> all = new TreeMap<>();
    all.put("application_name", options.string(APPLICATION_NAME));
    all.put("TimeZone", "UTC");
    all.put("DateStyle", "ISO, YMD");
    all.put("IntervalStyle", "postgres");
    all.put("extra_float_digits", "3");
    all.put("bytea_output", "hex");
    // A snapshot is held while others read, and a pooled session rests: neither is forgotten.
    all.put("idle_in_transaction_session_timeout", "0");
    all.put("idle_session_timeout", "0");
    // Questions to the catalogue look expensive to the planner, and compiling one takes seconds.
    all.put("jit", "off");
    all.put("statement_timeout", options.duration(STATEMENT_TIMEOUT).toMillis() + "ms");
    all.put("lock_timeout", options.duration(LOCK_TIMEOUT).toMillis() + "ms");
    return all;
  }
}
