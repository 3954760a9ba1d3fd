package dpone.connector.postgres.sink;

import dpone.connector.postgres.definition.DefinitionSql;
import dpone.connector.postgres.definition.TypeDefinition;
import dpone.connector.postgres.publish.PublishSamples;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The statements of loads into a table that exists nowhere. */
public final class SinkSamples {
  private SinkSamples() {}

  /** Statements by file name. */
  public static Map<String, String> statements() {
    Map<String, String> statements = new TreeMap<>(PublishSamples.statements());
    LoadSql loads = new LoadSql("dpone_meta");
    statements.put("meta-ddl.sql", String.join(";\n", loads.ddl()) + ";\n");
    statements.put(
        "meta-statements.sql",
        String.join(";\n", loads.raise(), loads.lock(), loads.find(), loads.record() + ";\n"));
    statements.put("types.sql", types());
    return statements;
  }

  private static String types() {
    StringBuilder text = new StringBuilder();
    for (TypeDefinition type :
        List.of(
            new TypeDefinition.Enumeration("shop.\"Mood\"", "shop", List.of("it's", "back\\slash")),
            new TypeDefinition.Domain(
                "shop.email",
                "shop",
                "text",
                true,
                "pg_catalog.\"C\"",
                List.of(
                    new TypeDefinition.Check("has at", "CHECK ((VALUE ~~ '%@%'::text))"),
                    new TypeDefinition.Check("short", "CHECK ((length(VALUE) < 99)) NOT VALID"))),
            new TypeDefinition.Composite(
                "shop.address",
                "shop",
                List.of(
                    new TypeDefinition.Attribute("the \"street\"", "text", "pg_catalog.\"C\""),
                    new TypeDefinition.Attribute("mail", "shop.email", ""))),
            new TypeDefinition.Range(
                "shop.speeds",
                "shop",
                "double precision",
                "",
                "",
                "",
                "float8mi",
                "shop.speeds_multi"))) {
      DefinitionSql.make(type).forEach(sql -> text.append(sql).append(";\n"));
    }
    return text.toString();
  }
}
