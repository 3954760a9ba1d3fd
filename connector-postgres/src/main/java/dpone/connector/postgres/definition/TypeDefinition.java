package dpone.connector.postgres.definition;

import java.util.List;

/**
 * A type outside of pg_catalog. Names of types are spelled as {@code format_type} does with nothing
 * but pg_catalog in the search path, so that they can be used in SQL as they are. A collation,
 * operator class or function that was not given is an empty text.
 */
public sealed interface TypeDefinition {
  /** Its own name, with its schema. */
  String name();

  /** Spellings of the types it is made of. */
  List<String> parts();

  /**
   * One of a list of labels.
   *
   * @param schema its schema, unquoted
   * @param labels in order
   */
  record Enumeration(String name, String schema, List<String> labels) implements TypeDefinition {
    /** Copies the list. */
    public Enumeration {
      labels = List.copyOf(labels);
    }

    @Override
    public List<String> parts() {
      return List.of();
    }
  }

  /**
   * Another type with constraints.
   *
   * @param schema its schema, unquoted
   * @param base spelling of the type it constrains, with its modifier
   * @param checks by name
   */
  record Domain(
      String name,
      String schema,
      String base,
      boolean notNull,
      String collation,
      List<Check> checks)
      implements TypeDefinition {
    /** Copies the list. */
    public Domain {
      checks = List.copyOf(checks);
    }

    @Override
    public List<String> parts() {
      return List.of(base);
    }
  }

  /**
   * A constraint of a domain.
   *
   * @param name unquoted
   * @param definition from {@code CHECK} on
   */
  record Check(String name, String definition) {
    private static final String UNCHECKED = " NOT VALID";

    boolean valid() {
      return !definition.endsWith(UNCHECKED);
    }
  }

  /**
   * A row type of its own.
   *
   * @param schema its schema, unquoted
   * @param attributes in order
   */
  record Composite(String name, String schema, List<Attribute> attributes)
      implements TypeDefinition {
    /** Copies the list. */
    public Composite {
      attributes = List.copyOf(attributes);
    }

    @Override
    public List<String> parts() {
      return attributes.stream().map(Attribute::type).toList();
    }
  }

  /**
   * A column of a row type.
   *
   * @param name unquoted
   * @param type spelling with its modifier
   */
  record Attribute(String name, String type, String collation) {}

  /**
   * Ranges of another type.
   *
   * @param schema its schema, unquoted
   * @param subtype spelling of the type of its bounds
   * @param canonical function that brings ranges into their normal form
   * @param difference function that tells how far apart two bounds are
   * @param multirange name of the type that goes with it
   */
  record Range(
      String name,
      String schema,
      String subtype,
      String operatorClass,
      String collation,
      String canonical,
      String difference,
      String multirange)
      implements TypeDefinition {
    @Override
    public List<String> parts() {
      return List.of(subtype);
    }
  }

  /**
   * The multirange that was made with a range.
   *
   * @param range name of the range
   */
  record Multirange(String name, String range) implements TypeDefinition {
    @Override
    public List<String> parts() {
      return List.of(range);
    }
  }

  /**
   * A type that came with an extension.
   *
   * @param extension name of the extension
   * @param local name of the type without its schema
   */
  record Extended(String name, String extension, String local) implements TypeDefinition {
    @Override
    public List<String> parts() {
      return List.of();
    }
  }

  /**
   * What cannot be made by itself: the row type of a table, or a type written in C.
   *
   * @param what it is, for people
   * @param attributes of a row type, else empty
   */
  record Unmakeable(String name, String what, List<Attribute> attributes)
      implements TypeDefinition {
    /** Copies the list. */
    public Unmakeable {
      attributes = List.copyOf(attributes);
    }

    @Override
    public List<String> parts() {
      return attributes.stream().map(Attribute::type).toList();
    }
  }
}
