package dpone.connector.postgres.definition;

import dpone.connector.postgres.definition.TypeDefinition.Attribute;
import dpone.connector.postgres.definition.TypeDefinition.Check;
import dpone.connector.postgres.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The statements that make types; they run with nothing but pg_catalog in the search path. */
public final class DefinitionSql {
  private DefinitionSql() {}

  /** The statements, in order; empty for what comes with something else or cannot be made. */
  public static List<String> make(TypeDefinition type) {
    return switch (type) {
      case TypeDefinition.Enumeration e ->
          List.of(
              "CREATE TYPE "
                  + e.name()
                  + " AS ENUM ("
                  + e.labels().stream().map(Sql::text).collect(Collectors.joining(", "))
                  + ")");
      case TypeDefinition.Domain d -> domain(d);
      case TypeDefinition.Composite c ->
          List.of(
              "CREATE TYPE "
                  + c.name()
                  + " AS ("
                  + c.attributes().stream()
                      .map(DefinitionSql::attribute)
                      .collect(Collectors.joining(", "))
                  + ")");
      case TypeDefinition.Range r -> List.of(range(r));
      case TypeDefinition.Multirange m -> List.of();
      case TypeDefinition.Extended x -> List.of();
      case TypeDefinition.Unmakeable u -> List.of();
    };
  }

  /** The schema that has to be there first; empty where nothing is made. */
  public static String schema(TypeDefinition type) {
    return switch (type) {
      case TypeDefinition.Enumeration e -> e.schema();
      case TypeDefinition.Domain d -> d.schema();
      case TypeDefinition.Composite c -> c.schema();
      case TypeDefinition.Range r -> r.schema();
      case TypeDefinition.Multirange m -> "";
      case TypeDefinition.Extended x -> "";
      case TypeDefinition.Unmakeable u -> "";
    };
  }

  /**
   * The statements that make an enum the same as a later state of it.
   *
   * @return empty where that takes more than new labels
   */
  public static List<String> addLabels(
      TypeDefinition.Enumeration wanted, TypeDefinition.Enumeration present) {
    List<String> kept = wanted.labels().stream().filter(present.labels()::contains).toList();
    if (!kept.equals(present.labels())) {
      return List.of();
    }
    List<String> statements = new ArrayList<>();
    String place = kept.isEmpty() ? "" : " BEFORE " + Sql.text(kept.get(0));
    for (String label : wanted.labels()) {
      if (!present.labels().contains(label)) {
        statements.add("ALTER TYPE " + wanted.name() + " ADD VALUE " + Sql.text(label) + place);
      }
      place = " AFTER " + Sql.text(label);
    }
    return statements;
  }

  private static List<String> domain(TypeDefinition.Domain domain) {
    List<String> statements = new ArrayList<>();
    StringBuilder create =
        new StringBuilder("CREATE DOMAIN " + domain.name() + " AS " + domain.base());
    create.append(collated(domain.collation()));
    if (domain.notNull()) {
      create.append(" NOT NULL");
    }
    for (Check check : domain.checks()) {
      if (check.valid()) {
        create.append(constraint(check));
      }
    }
    statements.add(create.toString());
    for (Check check : domain.checks()) {
      if (!check.valid()) {
        statements.add("ALTER DOMAIN " + domain.name() + " ADD" + constraint(check));
      }
    }
    return statements;
  }

  private static String constraint(Check check) {
    return " CONSTRAINT " + Sql.name(check.name()) + " " + check.definition();
  }

  private static String attribute(Attribute attribute) {
    return Sql.name(attribute.name()) + " " + attribute.type() + collated(attribute.collation());
  }

  private static String collated(String collation) {
    return collation.isEmpty() ? "" : " COLLATE " + collation;
  }

  private static String range(TypeDefinition.Range range) {
    return "CREATE TYPE "
        + range.name()
        + " AS RANGE (SUBTYPE = "
        + range.subtype()
        + option("SUBTYPE_OPCLASS", range.operatorClass())
        + option("COLLATION", range.collation())
        + option("CANONICAL", range.canonical())
        + option("SUBTYPE_DIFF", range.difference())
        + option("MULTIRANGE_TYPE_NAME", range.multirange())
        + ")";
  }

  private static String option(String name, String value) {
    return value.isEmpty() ? "" : ", " + name + " = " + value;
  }
}
