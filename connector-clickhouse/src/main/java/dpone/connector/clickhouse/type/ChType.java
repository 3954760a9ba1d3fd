package dpone.connector.clickhouse.type;

import java.util.List;

/**
 * A type as the server spells it, taken apart. Immutable.
 *
 * @param text the server's spelling
 * @param name such as {@code Decimal}, {@code LowCardinality} or {@code Tuple}
 * @param parameters what is in the parentheses and no type, such as {@code 10}, {@code 'UTC'} or
 *     {@code 'a' = 1}
 * @param elements the types in the parentheses, such as that of an array's elements
 * @param names names of the elements where they have some, as in a tuple; else empty
 */
public record ChType(
    String text, String name, List<String> parameters, List<ChType> elements, List<String> names) {
  /** Copies the lists. */
  public ChType {
    parameters = List.copyOf(parameters);
    elements = List.copyOf(elements);
    names = List.copyOf(names);
  }

  /**
   * Reads a spelling.
   *
   * @throws dpone.spi.error.DponeException when it is none
   */
  public static ChType parse(String text) {
    return new TypeParser(text).whole();
  }

  /** The first element. */
  public ChType element() {
    return elements.get(0);
  }

  /** A parameter that is a number. */
  int number(int index) {
    return Integer.parseInt(parameters.get(index));
  }

  /** Whether it, or something in it, has that name. */
  boolean holds(String other) {
    return name.equals(other) || elements.stream().anyMatch(e -> e.holds(other));
  }

  /** Whether a null may stand in a column of it. */
  public boolean isNullable() {
    return name.equals("Nullable") || (name.equals("LowCardinality") && element().isNullable());
  }

  /** Names and values of an enum, in its order. */
  public List<EnumValue> enumValues() {
    return parameters.stream().map(EnumValue::parse).toList();
  }

  /**
   * A value of an enum.
   *
   * @param label its text
   * @param number what is stored
   */
  public record EnumValue(String label, int number) {
    static EnumValue parse(String spelled) {
      int equals = spelled.lastIndexOf('=');
      return new EnumValue(
          TypeParser.unquoted(spelled.substring(0, equals).strip()),
          Integer.parseInt(spelled.substring(equals + 1).strip()));
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
