package dpone.certify.dropin;

import dpone.certify.kit.ServiceInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A system whose tables are made, filled and read by SQL statements through a JDBC driver of the
 * file's own, and never through the connector.
 *
 * @param name such as {@code PostgreSQL}
 * @param kind how real it is
 * @param connection connection options of the connector
 * @param drivers jars of the driver
 * @param url what the driver connects to
 * @param properties what the driver is given beside it
 * @param table how a table is written, {@code {name}} in it
 * @param quote around a name of a column
 * @param types the system's types by logical type
 * @param create makes a table out of {@code {table}} and {@code {columns}}
 * @param drop removes {@code {table}}, also if it is not there
 */
record Statements(
    String name,
    ServiceInfo.Kind kind,
    Map<String, String> connection,
    List<Path> drivers,
    String url,
    Map<String, String> properties,
    String table,
    String quote,
    Map<String, String> types,
    String create,
    String drop) {
  Statements {
    connection = Map.copyOf(connection);
    drivers = List.copyOf(drivers);
    properties = Map.copyOf(properties);
    types = Map.copyOf(types);
  }
}
