package dpone.service.mssql.store;

import dpone.service.mssql.parse.Statement;
import dpone.service.tds.wire.Collation;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.util.Locale;

/**
 * A column of a table.
 *
 * @param definition as it was written
 * @param type its type, with the collation
 */
public record Column(Statement.Definition definition, SqlType type) {
  private static final String USUAL = "SQL_Latin1_General_CP1_CI_AS";

  /** Of a definition. */
  public static Column of(Statement.Definition definition) {
    String name = definition.collation().toUpperCase(Locale.ROOT);
    Collation collation =
        name.contains("UTF8")
            ? Collation.UTF8
            : name.startsWith("CYRILLIC") ? Collation.CYRILLIC : Collation.LATIN;
    return new Column(definition, definition.type().in(collation));
  }

  /** Its name. */
  public String name() {
    return definition.name();
  }

  /** Whether text is compared by its code units. */
  public boolean binary() {
    return definition.collation().toUpperCase(Locale.ROOT).contains("_BIN");
  }

  /** Whether it is text. */
  public boolean text() {
    return switch (type.kind()) {
      case CHAR, VARCHAR, NCHAR, NVARCHAR, TEXT, NTEXT -> true;
      default -> false;
    };
  }

  /** Name of the collation; only of text. */
  public String collation() {
    return definition.collation().isEmpty() ? USUAL : definition.collation();
  }

  /** Whether the server makes its value. */
  public boolean generated() {
    return definition.computed() != null || type.kind() == Kind.ROWVERSION;
  }
}
