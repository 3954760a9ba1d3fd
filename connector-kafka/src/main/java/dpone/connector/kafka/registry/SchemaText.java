package dpone.connector.kafka.registry;

import java.util.List;

/**
 * A schema as text.
 *
 * @param type its language
 * @param text the schema itself
 * @param references schemas it uses, in order
 */
public record SchemaText(SchemaType type, String text, List<Reference> references) {
  /** Copies the list. */
  public SchemaText {
    references = List.copyOf(references);
  }

  /** A schema that uses no other. */
  public SchemaText(SchemaType type, String text) {
    this(type, text, List.of());
  }

  /**
   * A schema used by another.
   *
   * @param name as the other spells it: an Avro full name, the path of a .proto import, a URI
   * @param subject where the registry keeps it
   * @param version its version under that subject
   */
  public record Reference(String name, String subject, int version) {}
}
