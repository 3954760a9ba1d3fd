package dpone.connector.clickhouse.connect;

import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;

/** The options of a connection, as data. */
public final class ConnectionOptions {
  /** Address of the HTTP interface. */
  public static final String URL = "url";

  /** Host, in place of the address. */
  public static final String HOST = "host";

  /** Port beside the host. */
  public static final String PORT = "port";

  /** Whether host and port are spoken to with TLS. */
  public static final String SECURE = "secure";

  /** Database. */
  public static final String DATABASE = "database";

  /** User. */
  public static final String USER = "user";

  /** Its password. */
  public static final String PASSWORD = "password";

  /** Authority that signed the server's certificate. */
  public static final String SSL_ROOT_CERT = "ssl_root_cert";

  /** Whether the certificate is verified. */
  public static final String SSL_VERIFY = "ssl_verify";

  /** Limit of connecting. */
  public static final String CONNECT_TIMEOUT = "connect_timeout";

  /** Limit of waiting for an answer and for each piece of it. */
  public static final String ANSWER_TIMEOUT = "answer_timeout";

  /** How rows are compressed on their way. */
  public static final String COMPRESSION = "compression";

  /** Settings of every query. */
  public static final String SETTINGS = "settings";

  /** All of them. */
  public static final OptionSpec SPEC =
      OptionSpec.of(
          Option.of(
                  URL,
                  OptionType.STRING,
                  "Address of the HTTP interface, http:// or https://, a path is kept; or write host"
                      + " and port.")
              .example("http://ch.example:8123"),
          Option.of(HOST, OptionType.STRING, "Host name or address, in place of url.")
              .example("ch.example"),
          Option.of(
                  PORT,
                  OptionType.INTEGER,
                  "TCP port of the HTTP interface beside host; without it 8123, with secure 8443.")
              .between(1, 65535),
          Option.of(SECURE, OptionType.BOOLEAN, "Whether host is spoken to with TLS.")
              .defaultsTo("false"),
          Option.of(DATABASE, OptionType.STRING, "Database of tables named without one.")
              .defaultsTo("default"),
          Option.of(USER, OptionType.STRING, "User to log in as.").defaultsTo("default"),
          Option.of(PASSWORD, OptionType.SECRET, "Password of the user.").example("${CH_PASSWORD}"),
          Option.of(
                  SSL_ROOT_CERT,
                  OptionType.STRING,
                  "PEM file of the authority that signed the server's certificate; without it the"
                      + " Java runtime's own trusted authorities.")
              .example("/etc/ssl/ch-ca.pem"),
          Option.of(
                  SSL_VERIFY,
                  OptionType.BOOLEAN,
                  "Whether the server's certificate and its name are verified; false is for tests"
                      + " on one machine only.")
              .defaultsTo("true"),
          Option.of(CONNECT_TIMEOUT, OptionType.DURATION, "Limit of making a connection.")
              .defaultsTo("10s"),
          Option.of(
                  ANSWER_TIMEOUT,
                  OptionType.DURATION,
                  "Limit of waiting for the beginning of an answer, which comes when a statement is"
                      + " done, and for each further piece of it; 0s is none.")
              .defaultsTo("0s"),
          Option.of(
                  COMPRESSION,
                  OptionType.STRING,
                  "How rows are compressed on their way, both ways; without it lz4, and none for a"
                      + " host on the loopback interface, which is faster than compressing.")
              .oneOf("lz4", "none"),
          Option.of(
                  SETTINGS,
                  OptionType.STRING_MAP,
                  "Query settings by the server's own names, passed on with every query; those of a"
                      + " source or sink win.")
              .example("{ max_execution_time: \"3600\" }"));

  private ConnectionOptions() {}
}
