package dpone.spi;

import dpone.spi.annotation.Api;
import dpone.spi.certify.CertificationDescriptor;
import dpone.spi.option.OptionSpec;
import java.util.List;
import java.util.Set;

/**
 * Everything that can be known about a connector without its drivers.
 *
 * @param id name in manifests, lower case with hyphens, such as {@code google-ads}
 * @param name name for people
 * @param version the connector's own version
 * @param roles what it can be used as
 * @param connection options of a connection, shared by all roles
 * @param source options of a source beside the common ones
 * @param stream options of a stream beside the common ones
 * @param sink options of a sink beside the common ones
 * @param state options of a state store beside the connection
 * @param drivers libraries it needs
 * @param certification what it declares about its certification
 * @param increments how an increment of a stream knows where to go on; of no meaning without the
 *     role of a source
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record ConnectorDescriptor(
    String id,
    String name,
    String version,
    Set<Role> roles,
    OptionSpec connection,
    OptionSpec source,
    OptionSpec stream,
    OptionSpec sink,
    OptionSpec state,
    List<DriverRequirement> drivers,
    CertificationDescriptor certification,
    Increments increments) {
  /** Copies the collections and refuses a malformed id. */
  public ConnectorDescriptor {
    roles = Set.copyOf(roles);
    drivers = List.copyOf(drivers);
    if (!id.matches("[a-z][a-z0-9-]{0,63}")) {
      throw new IllegalArgumentException("connector id must be lower-case-with-hyphens: " + id);
    }
  }

  /** A connector whose increments go by a cursor column. */
  public ConnectorDescriptor(
      String id,
      String name,
      String version,
      Set<Role> roles,
      OptionSpec connection,
      OptionSpec source,
      OptionSpec stream,
      OptionSpec sink,
      OptionSpec state,
      List<DriverRequirement> drivers,
      CertificationDescriptor certification) {
    this(
        id,
        name,
        version,
        roles,
        connection,
        source,
        stream,
        sink,
        state,
        drivers,
        certification,
        Increments.BY_CURSOR);
  }
}
