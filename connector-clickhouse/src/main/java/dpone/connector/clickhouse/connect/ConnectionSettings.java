package dpone.connector.clickhouse.connect;

import static dpone.connector.clickhouse.connect.ConnectionOptions.ANSWER_TIMEOUT;
import static dpone.connector.clickhouse.connect.ConnectionOptions.COMPRESSION;
import static dpone.connector.clickhouse.connect.ConnectionOptions.CONNECT_TIMEOUT;
import static dpone.connector.clickhouse.connect.ConnectionOptions.DATABASE;
import static dpone.connector.clickhouse.connect.ConnectionOptions.HOST;
import static dpone.connector.clickhouse.connect.ConnectionOptions.PASSWORD;
import static dpone.connector.clickhouse.connect.ConnectionOptions.PORT;
import static dpone.connector.clickhouse.connect.ConnectionOptions.SECURE;
import static dpone.connector.clickhouse.connect.ConnectionOptions.SETTINGS;
import static dpone.connector.clickhouse.connect.ConnectionOptions.SSL_ROOT_CERT;
import static dpone.connector.clickhouse.connect.ConnectionOptions.SSL_VERIFY;
import static dpone.connector.clickhouse.connect.ConnectionOptions.URL;
import static dpone.connector.clickhouse.connect.ConnectionOptions.USER;

import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.sql.TableName;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Where to connect and how, from the options of a connection. */
public final class ConnectionSettings {
  /** Settings and parameters that the connector governs by itself. */
  private static final Set<String> GOVERNED =
      Set.of(
          "query",
          "query_id",
          "user",
          "password",
          "database",
          "compress",
          "decompress",
          "default_format",
          "session_id",
          "wait_end_of_query",
          "client_protocol_version",
          "http_write_exception_in_output_format",
          "output_format_native_write_json_as_string",
          "output_format_native_encode_types_in_binary_format");

  private final Options options;
  private final URI endpoint;

  /** Checks what can be checked without connecting. */
  public ConnectionSettings(Options options) {
    this.options = options;
    this.endpoint = endpoint(options);
    checkSettings("connection.settings", options.map(SETTINGS));
    sslRootCert()
        .ifPresent(file -> {
          if (!Files.isReadable(Path.of(file))) {
            throw ChCode.INVALID_OPTION
                .error("the file " + file + " of connection.ssl_root_cert cannot be read")
                .remedy("correct connection.ssl_root_cert, or the permissions of the file")
                .build();
          }
        });
  }

  private static URI endpoint(Options options) {
    String url = options.findString(URL).orElse(null);
    String host = options.findString(HOST).orElse(null);
    if ((url == null) == (host == null)) {
      throw ChCode.INVALID_OPTION
          .error(
              url == null
                  ? "neither connection.url nor connection.host is given"
                  : "both connection.url and connection.host are given")
          .remedy("write one of them, such as url: \"http://ch.example:8123\"")
          .build();
    }
    try {
      if (host != null) {
        boolean secure = options.bool(SECURE);
        int port = Math.toIntExact(options.findInteger(PORT).orElse(secure ? 8443L : 8123L));
        return new URI(secure ? "https" : "http", null, host, port, "/", null, null);
      }
      URI given = new URI(String.valueOf(url).strip());
      String scheme = String.valueOf(given.getScheme()).toLowerCase(java.util.Locale.ROOT);
      if (given.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
        throw invalid("it has to be http://HOST:PORT or https://HOST:PORT");
      }
      if (given.getRawUserInfo() != null || given.getRawQuery() != null) {
        throw invalid("user, password and settings have options of their own");
      }
      int port = given.getPort() > 0 ? given.getPort() : scheme.equals("https") ? 8443 : 8123;
      String path = given.getPath() == null || given.getPath().isEmpty() ? "/" : given.getPath();
      return new URI(scheme, null, given.getHost(), port, path, null, null);
    } catch (URISyntaxException malformed) {
      // Without its text, which may hold a password.
      throw invalid("it is not an address");
    }
  }

  private static RuntimeException invalid(String why) {
    return ChCode.INVALID_OPTION
        .error("connection.url cannot be used: " + why)
        .remedy("write it as http://ch.example:8123")
        .build();
  }

  /**
   * Refuses settings that the connector governs by itself.
   *
   * @param option where they stand, such as {@code connection.settings}
   */
  public static void checkSettings(String option, Map<String, String> settings) {
    for (String name : settings.keySet()) {
      if (GOVERNED.contains(name) || !name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        throw ChCode.INVALID_OPTION
            .error(option + " holds " + name + ", which is governed by dpone or is no setting")
            .remedy("remove it")
            .build();
      }
    }
  }

  /** For messages: address and database. */
  public String target() {
    return endpoint.getHost() + ":" + endpoint.getPort() + "/" + database();
  }

  /** Address of the HTTP interface, with a port. */
  public URI endpoint() {
    return endpoint;
  }

  /** Database of tables named without one. */
  public String database() {
    return options.string(DATABASE);
  }

  /** User to log in as. */
  public String user() {
    return options.string(USER);
  }

  /** A table named in a manifest. */
  public TableName table(String text) {
    return TableName.parse(text, database());
  }

  /** Settings of every query, by name. */
  public Map<String, String> settings() {
    return new TreeMap<>(options.map(SETTINGS));
  }

  /** Whether rows are compressed on their way, in the server's own frames of LZ4. */
  public boolean compresses() {
    return options.findString(COMPRESSION).map("lz4"::equals).orElse(!isLoopback());
  }

  private boolean isLoopback() {
    String host = endpoint.getHost();
    return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
  }

  Optional<Secret> password() {
    return options.secret(PASSWORD);
  }

  Optional<String> sslRootCert() {
    return options.findString(SSL_ROOT_CERT);
  }

  boolean sslVerify() {
    return options.bool(SSL_VERIFY);
  }

  Duration connectTimeout() {
    return options.duration(CONNECT_TIMEOUT);
  }

  /** Zero is none. */
  Duration answerTimeout() {
    return options.duration(ANSWER_TIMEOUT);
  }
}
