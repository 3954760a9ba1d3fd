package dpone.connector.postgres.copy;

import dpone.connector.postgres.type.PgType;
import dpone.spi.batch.WireFormat;
import java.util.List;

/**
 * The text COPY as a wire format: a line for each row, cells separated by tabs, {@code \N} for
 * null, backslash escapes, UTF-8. Sessions are set so that the text of a value depends on nothing
 * but the value: zone UTC, dates in ISO form, bytes in hexadecimal, floats exact.
 */
public final class Text {
  /** Name of the wire format; its layout is the names of the columns' types. */
  public static final String FORMAT = "postgres-copy-text";

  /** What is understood only together with the catalogue it stands in, or like any text. */
  private static final String PLAIN = "text";

  private Text() {}

  /** The format of rows with columns of these types. */
  public static WireFormat of(List<PgType> types) {
    return new WireFormat(FORMAT, Wire.layout(types.stream().map(Text::name).toList()));
  }

  /** What a reader appends to a column's name. */
  public static String cast(PgType type) {
    PgType element = type.element();
    return isMoney(type) ? "::numeric" : element != null && isMoney(element) ? "::numeric[]" : "";
  }

  /**
   * The name that pg_type has for the type behind all domains, with an underscore before the
   * element's name of an array; {@code text} for what only its own database can name.
   */
  private static String name(PgType type) {
    PgType element = type.element();
    return switch (type.kind()) {
      // The text of money carries a currency sign of its locale.
      case BUILTIN -> isMoney(type) ? "numeric" : type.name();
      case ARRAY -> element == null ? PLAIN : "_" + name(element);
      case ENUM, FOREIGN, COMPOSITE, RANGE, PSEUDO -> PLAIN;
    };
  }

  private static boolean isMoney(PgType type) {
    return type.kind() == PgType.Kind.BUILTIN && type.name().equals("money");
  }
}
