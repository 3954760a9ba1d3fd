package dpone.connector.mssql.connect;

import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;

/** The options of a connection, as data. */
public final class ConnectionOptions {
  /** Host name or address. */
  public static final String HOST = "host";

  /** TCP port. */
  public static final String PORT = "port";

  /** Named instance. */
  public static final String INSTANCE_NAME = "instance";

  /** Database. */
  public static final String DATABASE = "database";

  /** Login, or application id. */
  public static final String USER = "user";

  /** Its password or secret. */
  public static final String PASSWORD = "password";

  /** How the user is told to be who he is. */
  public static final String AUTHENTICATION = "authentication";

  /** Token of Microsoft Entra ID that somebody else got. */
  public static final String ACCESS_TOKEN = "access_token";

  /** How the connection is encrypted. */
  public static final String ENCRYPT = "encrypt";

  /** Whether any certificate will do. */
  public static final String TRUST_SERVER_CERTIFICATE = "trust_server_certificate";

  /** Name that the certificate has to be for. */
  public static final String HOST_NAME_IN_CERTIFICATE = "host_name_in_certificate";

  /** The one certificate that is accepted. */
  public static final String SERVER_CERTIFICATE = "server_certificate";

  /** Key store of trusted authorities. */
  public static final String TRUST_STORE = "trust_store";

  /** Its password. */
  public static final String TRUST_STORE_PASSWORD = "trust_store_password";

  /** Partner of a mirrored database. */
  public static final String FAILOVER_PARTNER = "failover_partner";

  /** Whether all addresses of a listener are tried at once. */
  public static final String MULTI_SUBNET_FAILOVER = "multi_subnet_failover";

  /** Whether a listener may pass the session on to a readable secondary. */
  public static final String APPLICATION_INTENT = "application_intent";

  /** Limit of connecting. */
  public static final String CONNECT_TIMEOUT = "connect_timeout";

  /** Limit of a statement. */
  public static final String QUERY_TIMEOUT = "query_timeout";

  /** Limit of waiting for a lock. */
  public static final String LOCK_TIMEOUT = "lock_timeout";

  /** Size of a TDS packet. */
  public static final String PACKET_SIZE = "packet_size";

  /** Name in sys.dm_exec_sessions. */
  public static final String APPLICATION_NAME = "application_name";

  /** Schema of tables named without one. */
  public static final String SCHEMA = "schema";

  /** Further properties of the JDBC driver. */
  public static final String DRIVER_OPTIONS = "driver_options";

  /** All of them. */
  public static final OptionSpec SPEC =
      OptionSpec.of(
          Option.of(HOST, OptionType.STRING, "Host name or address of the server or listener.")
              .require()
              .example("sql.example"),
          Option.of(
                  PORT,
                  OptionType.INTEGER,
                  "TCP port; without it 1433, or what the server's browser service tells for a named"
                      + " instance.")
              .between(1, 65535)
              .example("1433"),
          Option.of(
                  INSTANCE_NAME,
                  OptionType.STRING,
                  "Named instance, looked up at the server's browser service (UDP 1434) unless a port"
                      + " is given, too.")
              .example("REPORTING"),
          Option.of(DATABASE, OptionType.STRING, "Database.").require().example("shop"),
          Option.of(
                  USER,
                  OptionType.STRING,
                  "Login; for service_principal the application's id, for managed_identity the client"
                      + " id of a user-assigned one.")
              .example("loader"),
          Option.of(
                  PASSWORD,
                  OptionType.SECRET,
                  "Password of the login, or the application's secret.")
              .example("${SHOP_PASSWORD}"),
          Option.of(
                  AUTHENTICATION,
                  OptionType.STRING,
                  "Who checks the identity: sql the server itself, the others Microsoft Entra ID,"
                      + " which need the library msal4j beside the driver.")
              .oneOf("sql", "service_principal", "managed_identity", "entra_password")
              .defaultsTo("sql"),
          Option.of(
                  ACCESS_TOKEN,
                  OptionType.SECRET,
                  "Access token of Microsoft Entra ID for the database that somebody else got, in"
                      + " place of user, password and authentication; connections are made while it"
                      + " is valid, about an hour. Needs no library beside the driver.")
              .example("${SQL_TOKEN}"),
          Option.of(
                  ENCRYPT,
                  OptionType.STRING,
                  "strict begins with TLS (TDS 8.0, from SQL Server 2022 on), true encrypts all after"
                      + " the first packets, false the login alone.")
              .oneOf("strict", "true", "false")
              .defaultsTo("true"),
          Option.of(
                  TRUST_SERVER_CERTIFICATE,
                  OptionType.BOOLEAN,
                  "Whether any certificate will do, which lets others listen; refused with encrypt"
                      + " strict.")
              .defaultsTo("false"),
          Option.of(
                  HOST_NAME_IN_CERTIFICATE,
                  OptionType.STRING,
                  "Name that the server's certificate has to be for, where it is not that of host.")
              .example("*.sql.example"),
          Option.of(
                  SERVER_CERTIFICATE,
                  OptionType.STRING,
                  "PEM or DER file of the one certificate that is accepted; with encrypt strict only.")
              .example("/etc/ssl/sql.pem"),
          Option.of(
                  TRUST_STORE,
                  OptionType.STRING,
                  "Key store (PKCS #12 or JKS) of trusted authorities; without it the Java runtime's"
                      + " own.")
              .example("/etc/ssl/authorities.p12"),
          Option.of(TRUST_STORE_PASSWORD, OptionType.SECRET, "Password of trust_store."),
          Option.of(
              FAILOVER_PARTNER,
              OptionType.STRING,
              "Host of the partner of a mirrored database, tried when the first does not answer."),
          Option.of(
                  MULTI_SUBNET_FAILOVER,
                  OptionType.BOOLEAN,
                  "Whether all addresses of an availability group listener are tried at once; not"
                      + " together with failover_partner or instance.")
              .defaultsTo("false"),
          Option.of(
                  APPLICATION_INTENT,
                  OptionType.STRING,
                  "read_only lets a listener pass a source on to a readable secondary; a sink or state"
                      + " needs read_write.")
              .oneOf("read_write", "read_only")
              .defaultsTo("read_write"),
          Option.of(CONNECT_TIMEOUT, OptionType.DURATION, "Limit of making a connection.")
              .defaultsTo("10s"),
          Option.of(QUERY_TIMEOUT, OptionType.DURATION, "Limit of one statement; 0s is none.")
              .defaultsTo("0s"),
          Option.of(LOCK_TIMEOUT, OptionType.DURATION, "Limit of waiting for a lock; 0s is none.")
              .defaultsTo("60s"),
          Option.of(
                  PACKET_SIZE,
                  OptionType.INTEGER,
                  "Bytes of a packet; larger ones carry bulk rows with fewer calls. At most 16383 are"
                      + " used where all is encrypted.")
              .between(512, 32767)
              .defaultsTo("32767"),
          Option.of(APPLICATION_NAME, OptionType.STRING, "Name shown in sys.dm_exec_sessions.")
              .defaultsTo("dpone"),
          Option.of(SCHEMA, OptionType.STRING, "Schema of tables named without one.")
              .defaultsTo("dbo"),
          Option.of(
              DRIVER_OPTIONS,
              OptionType.STRING_MAP,
              "Further properties of the JDBC driver by its own names; an unknown one, or one that"
                  + " another option governs, is refused."));

  private ConnectionOptions() {}
}
