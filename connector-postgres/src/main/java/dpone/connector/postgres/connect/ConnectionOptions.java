package dpone.connector.postgres.connect;

import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;

/** The options of a connection, as data. */
public final class ConnectionOptions {
  /** Host name or address. */
  public static final String HOST = "host";

  /** TCP port. */
  public static final String PORT = "port";

  /** Database. */
  public static final String DATABASE = "database";

  /** Role to log in as. */
  public static final String USER = "user";

  /** Its password. */
  public static final String PASSWORD = "password";

  /** How the connection is encrypted. */
  public static final String SSLMODE = "sslmode";

  /** Authority that signed the server's certificate. */
  public static final String SSL_ROOT_CERT = "ssl_root_cert";

  /** Certificate that the server asks this client for. */
  public static final String SSL_CERT = "ssl_cert";

  /** Its private key. */
  public static final String SSL_KEY = "ssl_key";

  /** Password of the private key. */
  public static final String SSL_KEY_PASSWORD = "ssl_key_password";

  /** Whether the login is bound to the encrypted connection. */
  public static final String CHANNEL_BINDING = "channel_binding";

  /** Which of several servers to take. */
  public static final String TARGET_SESSION_ATTRS = "target_session_attrs";

  /** Limit of connecting. */
  public static final String CONNECT_TIMEOUT = "connect_timeout";

  /** Limit of a statement. */
  public static final String STATEMENT_TIMEOUT = "statement_timeout";

  /** Limit of waiting for a lock. */
  public static final String LOCK_TIMEOUT = "lock_timeout";

  /** Name in pg_stat_activity. */
  public static final String APPLICATION_NAME = "application_name";

  /** Schema of tables named without one. */
  public static final String SCHEMA = "schema";

  /** Further parameters of the JDBC driver. */
  public static final String DRIVER_OPTIONS = "driver_options";

  /** All of them. */
  public static final OptionSpec SPEC =
      OptionSpec.of(
          Option.of(
                  HOST,
                  OptionType.STRING,
                  "Host name or address; several with commas between, each with its own :PORT where"
                      + " they differ, are tried in this order.")
              .require()
              .example("db.example"),
          Option.of(PORT, OptionType.INTEGER, "TCP port.").between(1, 65535).defaultsTo("5432"),
          Option.of(DATABASE, OptionType.STRING, "Database.").require().example("shop"),
          Option.of(USER, OptionType.STRING, "Role to log in as.").require().example("app"),
          Option.of(PASSWORD, OptionType.SECRET, "Password of the role.")
              .example("${SHOP_PASSWORD}"),
          Option.of(
                  SSLMODE,
                  OptionType.STRING,
                  "How the connection is encrypted; without it verify-full, and prefer for a host"
                      + " on the loopback interface, where there is nobody to listen.")
              .oneOf("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
          Option.of(
                  SSL_ROOT_CERT,
                  OptionType.STRING,
                  "PEM file of the authority that signed the server's certificate; without it the"
                      + " Java runtime's own trusted authorities.")
              .example("/etc/ssl/db-ca.pem"),
          Option.of(
                  SSL_CERT,
                  OptionType.STRING,
                  "PEM file of the client's certificate, where the server asks for one.")
              .example("/etc/ssl/app.crt"),
          Option.of(
                  SSL_KEY,
                  OptionType.STRING,
                  "Private key of ssl_cert: a PEM file (.pem or .key, PKCS #8) or a DER file (.pk8);"
                      + " or a PKCS #12 file (.p12) with both.")
              .example("/etc/ssl/app.key"),
          Option.of(SSL_KEY_PASSWORD, OptionType.SECRET, "Password of ssl_key."),
          Option.of(
                  CHANNEL_BINDING,
                  OptionType.STRING,
                  "Whether a SCRAM login is bound to the TLS connection, so that nobody in between"
                      + " can pass it on.")
              .oneOf("disable", "prefer", "require")
              .defaultsTo("prefer"),
          Option.of(
                  TARGET_SESSION_ATTRS,
                  OptionType.STRING,
                  "Which of the hosts to take; without it any for a source, and primary for a sink"
                      + " or state with several hosts.")
              .oneOf("any", "primary", "standby", "prefer_standby"),
          Option.of(
                  CONNECT_TIMEOUT, OptionType.DURATION, "Limit of making a connection to one host.")
              .defaultsTo("10s"),
          Option.of(STATEMENT_TIMEOUT, OptionType.DURATION, "Limit of one statement; 0s is none.")
              .defaultsTo("0s"),
          Option.of(LOCK_TIMEOUT, OptionType.DURATION, "Limit of waiting for a lock; 0s is none.")
              .defaultsTo("60s"),
          Option.of(APPLICATION_NAME, OptionType.STRING, "Name shown in pg_stat_activity.")
              .defaultsTo("dpone"),
          Option.of(SCHEMA, OptionType.STRING, "Schema of tables named without one.")
              .defaultsTo("public"),
          Option.of(
              DRIVER_OPTIONS,
              OptionType.STRING_MAP,
              "Further parameters of the JDBC driver by its own names; an unknown one, or one that"
                  + " another option governs, is refused."));

  private ConnectionOptions() {}
}
