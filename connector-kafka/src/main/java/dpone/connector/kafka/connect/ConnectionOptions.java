package dpone.connector.kafka.connect;

import dpone.connector.kafka.registry.RegistryOptions;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import java.util.List;
import java.util.stream.Stream;

/** The options of a connection, as data. */
public final class ConnectionOptions {
  /** Where the first broker is asked. */
  public static final String BOOTSTRAP_SERVERS = "bootstrap_servers";

  /** How the connection is encrypted and who logs in. */
  public static final String SECURITY_PROTOCOL = "security_protocol";

  /** How the login is done. */
  public static final String SASL_MECHANISM = "sasl_mechanism";

  /** User of PLAIN and SCRAM. */
  public static final String SASL_USERNAME = "sasl_username";

  /** Password of PLAIN and SCRAM. */
  public static final String SASL_PASSWORD = "sasl_password";

  /** A token for OAUTHBEARER. */
  public static final String OAUTH_TOKEN = "oauth_token";

  /** Where a token for OAUTHBEARER is to be had. */
  public static final String OAUTH_TOKEN_URL = "oauth_token_url";

  /** Who asks for the token. */
  public static final String OAUTH_CLIENT_ID = "oauth_client_id";

  /** The secret of who asks. */
  public static final String OAUTH_CLIENT_SECRET = "oauth_client_secret";

  /** What the token is to be good for. */
  public static final String OAUTH_SCOPE = "oauth_scope";

  /** Authority that signed the brokers' certificates. */
  public static final String SSL_CA_LOCATION = "ssl_ca_location";

  /** Certificate that the brokers ask this client for. */
  public static final String SSL_CERTIFICATE_LOCATION = "ssl_certificate_location";

  /** Its private key. */
  public static final String SSL_KEY_LOCATION = "ssl_key_location";

  /** Password of the private key. */
  public static final String SSL_KEY_PASSWORD = "ssl_key_password";

  /** Whether a broker's certificate has to be for the name that was connected to. */
  public static final String SSL_VERIFY_HOSTNAME = "ssl_verify_hostname";

  /** Name in the brokers' logs and quotas. */
  public static final String CLIENT_ID = "client_id";

  /** Limit of reaching the cluster. */
  public static final String CONNECT_TIMEOUT = "connect_timeout";

  /** Limit of one request. */
  public static final String REQUEST_TIMEOUT = "request_timeout";

  /** Further properties of the clients. */
  public static final String PROPERTIES = "properties";

  private static final List<Option> CLUSTER =
      List.of(
          Option.of(
                  BOOTSTRAP_SERVERS,
                  OptionType.STRING,
                  "HOST:PORT of some brokers, with commas between; they name the others.")
              .require()
              .example("kafka1.example:9092,kafka2.example:9092"),
          Option.of(
                  SECURITY_PROTOCOL,
                  OptionType.STRING,
                  "Whether the connection is encrypted (SSL) and whether somebody logs in (SASL).")
              .oneOf("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")
              .defaultsTo("PLAINTEXT"),
          Option.of(SASL_MECHANISM, OptionType.STRING, "How the login is done.")
              .oneOf("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER"),
          Option.of(SASL_USERNAME, OptionType.STRING, "User of PLAIN and SCRAM.").example("app"),
          Option.of(SASL_PASSWORD, OptionType.SECRET, "Password of PLAIN and SCRAM.")
              .example("${KAFKA_PASSWORD}"),
          Option.of(
                  OAUTH_TOKEN,
                  OptionType.SECRET,
                  "A token for OAUTHBEARER as it is; it has to last for the whole run.")
              .example("${KAFKA_TOKEN}"),
          Option.of(
                  OAUTH_TOKEN_URL,
                  OptionType.STRING,
                  "Where tokens for OAUTHBEARER are to be had, by OAuth's client credentials grant.")
              .example("https://login.example/oauth2/token"),
          Option.of(OAUTH_CLIENT_ID, OptionType.STRING, "Who asks at oauth_token_url."),
          Option.of(OAUTH_CLIENT_SECRET, OptionType.SECRET, "The secret of oauth_client_id."),
          Option.of(OAUTH_SCOPE, OptionType.STRING, "Scope that is asked for at oauth_token_url."),
          Option.of(
                  SSL_CA_LOCATION,
                  OptionType.STRING,
                  "PEM file of the authority that signed the brokers' certificates; without it the"
                      + " Java runtime's own trusted authorities.")
              .example("/etc/ssl/kafka-ca.pem"),
          Option.of(
                  SSL_CERTIFICATE_LOCATION,
                  OptionType.STRING,
                  "PEM file of the client's certificate and its chain, where the brokers ask for"
                      + " one.")
              .example("/etc/ssl/app.crt"),
          Option.of(
                  SSL_KEY_LOCATION,
                  OptionType.STRING,
                  "PEM file of the certificate's private key, PKCS #8.")
              .example("/etc/ssl/app.key"),
          Option.of(SSL_KEY_PASSWORD, OptionType.SECRET, "Password of ssl_key_location."),
          Option.of(
                  SSL_VERIFY_HOSTNAME,
                  OptionType.BOOLEAN,
                  "Whether a broker's certificate has to be for the name that was connected to.")
              .defaultsTo("true"),
          Option.of(CLIENT_ID, OptionType.STRING, "Name in the brokers' logs and quotas.")
              .defaultsTo("dpone"),
          Option.of(
                  CONNECT_TIMEOUT,
                  OptionType.DURATION,
                  "Limit of the first answer of the cluster, logging in included.")
              .defaultsTo("15s"),
          Option.of(
                  REQUEST_TIMEOUT, OptionType.DURATION, "Limit of one request, its tries included.")
              .defaultsTo("30s"),
          Option.of(
              PROPERTIES,
              OptionType.STRING_MAP,
              "Further properties of Kafka's clients by their own names; an unknown one, one that"
                  + " holds a secret, or one that another option governs, is refused."));

  /** All of them. */
  public static final OptionSpec SPEC =
      new OptionSpec(Stream.concat(CLUSTER.stream(), Stream.of(RegistryOptions.GROUP)).toList());

  private ConnectionOptions() {}
}
