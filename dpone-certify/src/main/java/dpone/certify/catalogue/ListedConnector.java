package dpone.certify.catalogue;

import dpone.spi.Role;
import dpone.spi.certify.Level;
import java.util.Set;

/**
 * A connector that the project's certification page lists, whether or not this build has it.
 *
 * @param id stable id
 * @param name name for people
 * @param type roles in the page's words
 * @param roles what the page says it can be used as
 * @param paged whether its source reads page by page
 * @param pageLevel the level that the page aims at; says nothing about what is proven
 * @param pageNextStep the page's next step
 */
public record ListedConnector(
    String id,
    String name,
    String type,
    Set<Role> roles,
    boolean paged,
    Level pageLevel,
    String pageNextStep) {
  /** Copies the set. */
  public ListedConnector {
    roles = Set.copyOf(roles);
  }
}
