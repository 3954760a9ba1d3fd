package dpone.connector.postgres.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What two definitions of one name do not have in common, for people. */
public final class Differences {
  private final List<String> found = new ArrayList<>();

  private Differences() {}

  /** One text a difference; empty if they are the same. */
  public static List<String> between(TypeDefinition source, TypeDefinition target) {
    Differences differences = new Differences();
    if (!source.equals(target)) {
      differences.compare(source, target);
    }
    return differences.found;
  }

  private void compare(TypeDefinition source, TypeDefinition target) {
    switch (source) {
      case TypeDefinition.Enumeration s when target instanceof TypeDefinition.Enumeration t ->
          add("labels", list(s.labels()), list(t.labels()));
      case TypeDefinition.Domain s when target instanceof TypeDefinition.Domain t -> {
        add("base type", s.base(), t.base());
        add("NOT NULL", String.valueOf(s.notNull()), String.valueOf(t.notNull()));
        add("collation", s.collation(), t.collation());
        add("constraints", checks(s.checks()), checks(t.checks()));
      }
      case TypeDefinition.Composite s when target instanceof TypeDefinition.Composite t ->
          add("attributes", attributes(s.attributes()), attributes(t.attributes()));
      case TypeDefinition.Range s when target instanceof TypeDefinition.Range t -> {
        add("subtype", s.subtype(), t.subtype());
        add("operator class", s.operatorClass(), t.operatorClass());
        add("collation", s.collation(), t.collation());
        add("canonical function", s.canonical(), t.canonical());
        add("difference function", s.difference(), t.difference());
        add("multirange type", s.multirange(), t.multirange());
      }
      case TypeDefinition.Multirange s when target instanceof TypeDefinition.Multirange t ->
          add("range", s.range(), t.range());
      case TypeDefinition.Extended s when target instanceof TypeDefinition.Extended t ->
          add("extension", s.extension(), t.extension());
      case TypeDefinition.Unmakeable s when target instanceof TypeDefinition.Unmakeable t -> {
        add("kind", s.what(), t.what());
        add("attributes", attributes(s.attributes()), attributes(t.attributes()));
      }
      case TypeDefinition any -> add("kind", kind(any), kind(target));
    }
  }

  private void add(String what, String source, String target) {
    if (!Objects.equals(source, target)) {
      found.add(
          what + ": " + shown(source) + " at the source, " + shown(target) + " at the target");
    }
  }

  private static String shown(String value) {
    return value.isEmpty() ? "none" : value;
  }

  private static String list(List<String> values) {
    return values.stream().map(v -> "'" + v + "'").collect(Collectors.joining(", ", "(", ")"));
  }

  private static String checks(List<TypeDefinition.Check> checks) {
    return checks.stream()
        .map(c -> c.name() + " " + c.definition())
        .collect(Collectors.joining(", "));
  }

  private static String attributes(List<TypeDefinition.Attribute> attributes) {
    return attributes.stream()
        .map(a ->
            a.name()
                + " "
                + a.type()
                + (a.collation().isEmpty() ? "" : " COLLATE " + a.collation()))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String kind(TypeDefinition type) {
    return switch (type) {
      case TypeDefinition.Enumeration e -> "an enum";
      case TypeDefinition.Domain d -> "a domain";
      case TypeDefinition.Composite c -> "a composite";
      case TypeDefinition.Range r -> "a range";
      case TypeDefinition.Multirange m -> "a multirange";
      case TypeDefinition.Extended x -> "a type of the extension " + x.extension();
      case TypeDefinition.Unmakeable u -> u.what();
    };
  }
}
