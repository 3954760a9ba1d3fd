package dpone.connector.mssql.connect;

import static dpone.connector.mssql.connect.ConnectionOptions.ACCESS_TOKEN;
import static dpone.connector.mssql.connect.ConnectionOptions.APPLICATION_INTENT;
import static dpone.connector.mssql.connect.ConnectionOptions.APPLICATION_NAME;
import static dpone.connector.mssql.connect.ConnectionOptions.AUTHENTICATION;
import static dpone.connector.mssql.connect.ConnectionOptions.CONNECT_TIMEOUT;
import static dpone.connector.mssql.connect.ConnectionOptions.DATABASE;
import static dpone.connector.mssql.connect.ConnectionOptions.DRIVER_OPTIONS;
import static dpone.connector.mssql.connect.ConnectionOptions.ENCRYPT;
import static dpone.connector.mssql.connect.ConnectionOptions.FAILOVER_PARTNER;
import static dpone.connector.mssql.connect.ConnectionOptions.HOST;
import static dpone.connector.mssql.connect.ConnectionOptions.HOST_NAME_IN_CERTIFICATE;
import static dpone.connector.mssql.connect.ConnectionOptions.INSTANCE_NAME;
import static dpone.connector.mssql.connect.ConnectionOptions.LOCK_TIMEOUT;
import static dpone.connector.mssql.connect.ConnectionOptions.MULTI_SUBNET_FAILOVER;
import static dpone.connector.mssql.connect.ConnectionOptions.PACKET_SIZE;
import static dpone.connector.mssql.connect.ConnectionOptions.PASSWORD;
import static dpone.connector.mssql.connect.ConnectionOptions.PORT;
import static dpone.connector.mssql.connect.ConnectionOptions.QUERY_TIMEOUT;
import static dpone.connector.mssql.connect.ConnectionOptions.SCHEMA;
import static dpone.connector.mssql.connect.ConnectionOptions.SERVER_CERTIFICATE;
import static dpone.connector.mssql.connect.ConnectionOptions.TRUST_SERVER_CERTIFICATE;
import static dpone.connector.mssql.connect.ConnectionOptions.TRUST_STORE;
import static dpone.connector.mssql.connect.ConnectionOptions.TRUST_STORE_PASSWORD;
import static dpone.connector.mssql.connect.ConnectionOptions.USER;

import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.sql.TableName;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Where to connect and how, from the options of a connection. */
public final class ConnectionSettings {
  private static final String STRICT = "strict";

  /** Bytes of the largest packet that fits into a TLS record, as SQL Server limits it. */
  private static final long LARGEST_ENCRYPTED = 16_383;

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(65_535);

  private final Options options;

  /** For somebody who reads. Checks what can be checked without connecting. */
  public ConnectionSettings(Options options) {
    this(options, false);
  }

  private ConnectionSettings(Options options, boolean writes) {
    this.options = options;
    DriverOptions.check(options.map(DRIVER_OPTIONS).keySet());
    checkFile(TRUST_STORE);
    checkFile(SERVER_CERTIFICATE);
    checkTls();
    if (options.bool(MULTI_SUBNET_FAILOVER)) {
      refuseWith(FAILOVER_PARTNER, "multi_subnet_failover");
      refuseWith(INSTANCE_NAME, "multi_subnet_failover");
    }
    boolean reads = options.string(APPLICATION_INTENT).equals("read_only");
    if (reads) {
      refuseWith(FAILOVER_PARTNER, "application_intent read_only");
    }
    if (reads && writes) {
      throw MsCode.INVALID_OPTION
          .error("a read-only replica cannot be written to")
          .remedy("leave connection.application_intent out for a sink or state")
          .build();
    }
  }

  /** For a sink or a state store, which need the primary. */
  public static ConnectionSettings writing(Options options) {
    return new ConnectionSettings(options, true);
  }

  private void checkFile(String option) {
    String file = options.findString(option).orElse(null);
    if (file != null && !Files.isReadable(Path.of(file))) {
      throw MsCode.INVALID_OPTION
          .error("the file " + file + " of connection." + option + " cannot be read")
          .remedy("correct connection." + option + ", or the permissions of the file")
          .build();
    }
  }

  private void checkTls() {
    boolean strict = options.string(ENCRYPT).equals(STRICT);
    boolean trusting = options.bool(TRUST_SERVER_CERTIFICATE);
    if (strict && trusting) {
      throw MsCode.INVALID_OPTION
          .error("encrypt strict always verifies the server's certificate")
          .remedy(
              "leave connection.trust_server_certificate out, or set connection.encrypt to true")
          .build();
    }
    if (!strict && options.findString(SERVER_CERTIFICATE).isPresent()) {
      throw MsCode.INVALID_OPTION
          .error("the driver compares connection.server_certificate with encrypt strict only")
          .remedy("set connection.encrypt to strict, or use connection.trust_store")
          .build();
    }
  }

  private void checkLogin() {
    String kind = options.string(AUTHENTICATION);
    boolean user = options.findString(USER).isPresent();
    boolean password = options.secret(PASSWORD).isPresent();
    if (options.secret(ACCESS_TOKEN).isPresent()) {
      if (user || password || !kind.equals("sql")) {
        throw MsCode.INVALID_OPTION
            .error("connection.access_token goes in place of user, password and authentication")
            .remedy("leave the others out, or connection.access_token")
            .build();
      }
      return;
    }
    if (kind.equals("managed_identity")) {
      if (password) {
        throw MsCode.INVALID_OPTION
            .error("a managed identity has no password")
            .remedy("leave connection.password out")
            .build();
      }
      return;
    }
    boolean external =
        options.map(DRIVER_OPTIONS).getOrDefault("integratedSecurity", "").equals("true");
    if (!external && !(user && password)) {
      throw MsCode.INVALID_OPTION
          .error("connection.authentication " + kind + " needs a user and a password")
          .remedy("set connection.user and connection.password")
          .build();
    }
  }

  private void refuseWith(String option, String other) {
    if (options.findString(option).isPresent()) {
      throw MsCode.INVALID_OPTION
          .error("connection." + option + " does not go together with " + other)
          .remedy("leave one of the two out")
          .build();
    }
  }

  /** For messages: host, instance or port, and database. */
  public String target() {
    return options.string(HOST)
        + options.findString(INSTANCE_NAME).map(name -> "\\" + name).orElse("")
        + options.findInteger(PORT).map(port -> ":" + port).orElse("")
        + "/"
        + options.string(DATABASE);
  }

  /** Who logs in, for messages. */
  public String user() {
    return options.secret(ACCESS_TOKEN).isPresent()
        ? "whom the access token is for"
        : options.findString(USER).orElse(options.string(AUTHENTICATION));
  }

  /** The database of the connection, as the manifest writes it. */
  public String database() {
    return options.string(DATABASE);
  }

  /** A table named in a manifest. */
  public TableName table(String text) {
    return TableName.parse(text, options.string(SCHEMA));
  }

  /** Milliseconds to wait for a lock; -1 is without end. */
  public long lockTimeoutMillis() {
    long millis = options.duration(LOCK_TIMEOUT).toMillis();
    return millis == 0 ? -1 : millis;
  }

  /** Limit of one statement; zero is none. */
  public Duration queryTimeout() {
    return options.duration(QUERY_TIMEOUT);
  }

  /** Limit of making a connection. */
  Duration connectTimeout() {
    Duration wanted = options.duration(CONNECT_TIMEOUT);
    return wanted.compareTo(SHORTEST) < 0
        ? SHORTEST
        : wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
  }

  /** What the driver is given; holds the password, so it is made for one call and dropped. */
  Properties properties() {
    checkLogin();
    Properties all = new Properties();
    // The driver would give a slow login up after half a second and knock again, unseen by anybody
    // who counts tries; several addresses of a listener are what multi_subnet_failover is for.
    all.setProperty("TransparentNetworkIPResolution", "false");
    new TreeMap<String, String>(options.map(DRIVER_OPTIONS)).forEach(all::setProperty);
    all.setProperty("serverName", options.string(HOST));
    all.setProperty("databaseName", options.string(DATABASE));
    options.findString(INSTANCE_NAME).ifPresent(name -> all.setProperty("instanceName", name));
    options.findInteger(PORT).ifPresent(port -> all.setProperty("portNumber", port.toString()));
    login(all);
    tls(all);
    options.findString(FAILOVER_PARTNER).ifPresent(p -> all.setProperty("failoverPartner", p));
    all.setProperty("multiSubnetFailover", Boolean.toString(options.bool(MULTI_SUBNET_FAILOVER)));
    all.setProperty("applicationIntent", options.string(APPLICATION_INTENT).replace("_", ""));
    all.setProperty("applicationName", options.string(APPLICATION_NAME));
    all.setProperty("loginTimeout", Long.toString(connectTimeout().toSeconds()));
    all.setProperty("packetSize", Long.toString(packetSize()));
    all.setProperty("lockTimeout", Long.toString(lockTimeoutMillis()));
    long seconds = queryTimeout().toSeconds();
    all.setProperty("queryTimeout", Long.toString(seconds == 0 ? -1 : seconds));
    all.putAll(fixed());
    return all;
  }

  /** What results, retries and memory depend on, whatever the driver's own defaults become. */
  static Map<String, String> fixed() {
    Map<String, String> all = new TreeMap<>();
    all.put("responseBuffering", "adaptive");
    all.put("selectMethod", "direct");
    all.put("delayLoadingLobs", "true");
    all.put("sendStringParametersAsUnicode", "true");
    all.put("sendTimeAsDatetime", "false");
    all.put("datetimeParameterType", "datetime2");
    all.put("sendTemporalDataTypesAsStringForBulkCopy", "false");
    all.put("useBulkCopyForBatchInsert", "false");
    // One stage is loaded in many bulk copies.
    all.put("cacheBulkCopyMetadata", "true");
    all.put("columnEncryptionSetting", "Disabled");
    all.put("xopenStates", "false");
    all.put("lastUpdateCount", "true");
    // A session that comes back by itself has lost its locks: the one retry policy decides.
    all.put("connectRetryCount", "0");
    // The driver goes to the failover partner only if what is left of the login's time is more than
    // this; its default of ten seconds is all of ours, so that it never went there.
    all.put("connectRetryInterval", "1");
    all.put("retryExec", "");
    return all;
  }

  /** A packet is a TLS record where all is encrypted, which the driver does not do without. */
  private long packetSize() {
    boolean plain =
        options.string(ENCRYPT).equals("false")
            && options.string(AUTHENTICATION).equals("sql")
            && options.secret(ACCESS_TOKEN).isEmpty();
    long wanted = options.integer(PACKET_SIZE);
    return plain ? wanted : Math.min(wanted, LARGEST_ENCRYPTED);
  }

  private void login(Properties all) {
    String kind = options.string(AUTHENTICATION);
    options.findString(USER).ifPresent(user -> all.setProperty("user", user));
    options
        .secret(ACCESS_TOKEN)
        .map(Secret::reveal)
        .ifPresent(token -> all.setProperty("accessToken", token));
    options.secret(PASSWORD).map(Secret::reveal).ifPresent(p -> all.setProperty("password", p));
    switch (kind) {
      case "service_principal" ->
          all.setProperty("authentication", "ActiveDirectoryServicePrincipal");
      case "entra_password" -> all.setProperty("authentication", "ActiveDirectoryPassword");
      case "managed_identity" -> {
        all.setProperty("authentication", "ActiveDirectoryManagedIdentity");
        options.findString(USER).ifPresent(id -> all.setProperty("msiClientId", id));
        all.remove("user");
      }
      default -> {}
    }
  }

  private void tls(Properties all) {
    all.setProperty("encrypt", options.string(ENCRYPT));
    all.setProperty(
        "trustServerCertificate", Boolean.toString(options.bool(TRUST_SERVER_CERTIFICATE)));
    options
        .findString(HOST_NAME_IN_CERTIFICATE)
        .ifPresent(name -> all.setProperty("hostNameInCertificate", name));
    options
        .findString(SERVER_CERTIFICATE)
        .ifPresent(file -> all.setProperty("serverCertificate", file));
    options
        .findString(TRUST_STORE)
        .ifPresent(file -> {
          all.setProperty("trustStore", file);
          if (file.endsWith(".p12") || file.endsWith(".pfx")) {
            all.putIfAbsent("trustStoreType", "PKCS12");
          }
        });
    options
        .secret(TRUST_STORE_PASSWORD)
        .map(Secret::reveal)
        .ifPresent(password -> all.setProperty("trustStorePassword", password));
  }

  /** Sets a session up, so that what a statement means does not depend on the login's defaults. */
  public String sessionSql() {
    return String.join(
        " ",
        "SET LANGUAGE us_english;",
        "SET DATEFORMAT ymd;",
        "SET DATEFIRST 1;",
        "SET ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS, ARITHABORT, CONCAT_NULL_YIELDS_NULL,"
            + " QUOTED_IDENTIFIER ON;",
        "SET NUMERIC_ROUNDABORT OFF;",
        // An error ends the transaction as a whole, never a statement of it alone.
        "SET XACT_ABORT ON;",
        "SET TEXTSIZE -1;",
        "SET LOCK_TIMEOUT " + lockTimeoutMillis() + ";");
  }
}
