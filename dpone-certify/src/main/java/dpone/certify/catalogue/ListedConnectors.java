package dpone.certify.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.spi.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The connectors of the certification page, in its order.
 *
 * @param all the rows
 */
public record ListedConnectors(List<ListedConnector> all) {
  /** Copies the list. */
  public ListedConnectors {
    all = List.copyOf(all);
  }

  /** The list of this build. */
  public static ListedConnectors load() {
    List<ListedConnector> all = new ArrayList<>();
    for (JsonNode node : Resources.json("connectors.json").path("connectors")) {
      all.add(connector(node));
    }
    return new ListedConnectors(all);
  }

  /** The connector of that id. */
  public Optional<ListedConnector> find(String id) {
    return all.stream().filter(c -> c.id().equals(id)).findFirst();
  }

  private static ListedConnector connector(JsonNode node) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String role : Resources.texts(node, "roles")) {
      roles.add(Role.valueOf(role.toUpperCase(Locale.ROOT)));
    }
    return new ListedConnector(
        Resources.text(node, "id"),
        Resources.text(node, "name"),
        Resources.text(node, "type"),
        roles,
        node.path("paged").asBoolean(),
        Requirements.level(Resources.text(node, "pageLevel")),
        Resources.text(node, "pageNextStep"));
  }
}
