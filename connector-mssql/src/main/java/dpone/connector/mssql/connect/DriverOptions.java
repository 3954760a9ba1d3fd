package dpone.connector.mssql.connect;

import com.microsoft.sqlserver.jdbc.SQLServerDriver;
import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.sql.Nearest;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/** Which of the driver's properties a manifest may set by their own names. */
final class DriverOptions {
  /** Properties that an option of dpone governs. */
  private static final Map<String, String> GOVERNED =
      Map.ofEntries(
          Map.entry("serverName", ConnectionOptions.HOST),
          Map.entry("portNumber", ConnectionOptions.PORT),
          Map.entry("instanceName", ConnectionOptions.INSTANCE_NAME),
          Map.entry("databaseName", ConnectionOptions.DATABASE),
          Map.entry("user", ConnectionOptions.USER),
          Map.entry("password", ConnectionOptions.PASSWORD),
          Map.entry("authentication", ConnectionOptions.AUTHENTICATION),
          Map.entry("accessToken", ConnectionOptions.ACCESS_TOKEN),
          Map.entry("encrypt", ConnectionOptions.ENCRYPT),
          Map.entry("trustServerCertificate", ConnectionOptions.TRUST_SERVER_CERTIFICATE),
          Map.entry("hostNameInCertificate", ConnectionOptions.HOST_NAME_IN_CERTIFICATE),
          Map.entry("serverCertificate", ConnectionOptions.SERVER_CERTIFICATE),
          Map.entry("trustStore", ConnectionOptions.TRUST_STORE),
          Map.entry("trustStorePassword", ConnectionOptions.TRUST_STORE_PASSWORD),
          Map.entry("failoverPartner", ConnectionOptions.FAILOVER_PARTNER),
          Map.entry("multiSubnetFailover", ConnectionOptions.MULTI_SUBNET_FAILOVER),
          Map.entry("applicationIntent", ConnectionOptions.APPLICATION_INTENT),
          Map.entry("applicationName", ConnectionOptions.APPLICATION_NAME),
          Map.entry("loginTimeout", ConnectionOptions.CONNECT_TIMEOUT),
          Map.entry("queryTimeout", ConnectionOptions.QUERY_TIMEOUT),
          Map.entry("lockTimeout", ConnectionOptions.LOCK_TIMEOUT),
          Map.entry("packetSize", ConnectionOptions.PACKET_SIZE));

  /** What neither harms results nor errors nor secrets. */
  private static final Set<String> FREE =
      Set.of(
          "TransparentNetworkIPResolution",
          "authenticationScheme",
          "cancelQueryTimeout",
          "disableStatementPooling",
          "domain",
          "fips",
          "iPAddressPreference",
          "integratedSecurity",
          "jaasConfigurationName",
          "realm",
          "serverNameAsACE",
          "serverPreparedStatementDiscardThreshold",
          "serverSpn",
          "socketTimeout",
          "sslProtocol",
          "statementPoolingCacheSize",
          "trustStoreType",
          "useDefaultGSSCredential",
          "useDefaultJaasConfig",
          "workstationID");

  private DriverOptions() {}

  /** Names of the driver's own properties. */
  static List<String> known() {
    try {
      Stream<String> listed =
          Arrays.stream(
                  new SQLServerDriver().getPropertyInfo("jdbc:sqlserver://", new Properties()))
              .map((DriverPropertyInfo info) -> info.name);
      // Taken by it, and not in its list.
      return Stream.concat(listed, Stream.of("accessToken")).toList();
    } catch (SQLException impossible) {
      throw new IllegalStateException("own URL", impossible);
    }
  }

  static Set<String> free() {
    return FREE;
  }

  static Map<String, String> governed() {
    return GOVERNED;
  }

  /** Refuses what is unknown, governed by another option, or relied on. */
  static void check(Collection<String> names) {
    for (String name : names) {
      if (FREE.contains(name)) {
        continue;
      }
      List<String> known = known();
      if (!known.contains(name)) {
        throw MsCode.INVALID_OPTION
            .error("the driver has no property '" + name + "'")
            .remedy(Nearest.remedy(name, known, "remove it from connection.driver_options"))
            .build();
      }
      String option = GOVERNED.get(name);
      throw MsCode.INVALID_OPTION
          .error(
              "the driver's property '"
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
}
