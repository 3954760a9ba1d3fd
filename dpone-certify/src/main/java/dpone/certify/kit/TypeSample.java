package dpone.certify.kit;

import java.util.List;

/**
 * Values of one type of a system, its extremes among them.
 *
 * @param nativeType the type as the connector's type table spells it
 * @param column name of a column for it
 * @param values literals in the system's own spelling
 */
public record TypeSample(String nativeType, String column, List<String> values) {
  /** Copies the list. */
  public TypeSample {
    values = List.copyOf(values);
  }
}
