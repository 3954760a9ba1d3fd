package dpone.connector.mssql.publish;

import dpone.connector.mssql.bulk.StageColumn;
import dpone.connector.mssql.sql.Sql;
import dpone.connector.mssql.type.MsType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column that a load fills.
 *
 * @param name at the target
 * @param staged where its cells lie in the raw stage
 * @param type at the target
 * @param collation of text at the target; null where the target is new or it is no text
 * @param identity whether the server would number it
 */
public record TargetColumn(
    String name, StageColumn staged, MsType type, @Nullable String collation, boolean identity) {
  private static final Set<String> TEXT = Set.of("char", "varchar", "nchar", "nvarchar");

  /** The definition for a table of the load's own. */
  String definition(boolean notNull) {
    return Sql.name(name)
        + " "
        + type.text()
        + (collation == null ? "" : " COLLATE " + collation)
        + (notNull ? " NOT NULL" : " NULL");
  }

  /**
   * The cell in a form whose equality is that of its bytes: the target's collation takes a for A,
   * and every text for itself with blanks behind it.
   */
  String bytes(String alias) {
    String cell = alias + "." + Sql.name(name);
    if (TEXT.contains(type.name())) {
      return "CAST(" + cell + " AS varbinary(max))";
    }
    return switch (type.name()) {
      case "xml", "json", "text", "ntext" ->
          "CAST(CAST(" + cell + " AS nvarchar(max)) AS varbinary(max))";
      case "image" -> "CAST(" + cell + " AS varbinary(max))";
      default -> cell;
    };
  }
}
