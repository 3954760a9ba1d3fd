package dpone.connector.mssql.type;

import java.util.Locale;
import java.util.Set;

/**
 * A type as the catalogue tells it.
 *
 * @param name of the system type, lower case; for a type of somebody's own its base
 * @param size bytes or characters; {@link #MAX} for {@code max}, 0 where the type has none
 * @param precision digits in all of a decimal; 0 where the type has none
 * @param scale digits after the point or of the second; 0 where the type has none
 */
public record MsType(String name, int size, int precision, int scale) {
  /** The size of {@code max} types. */
  public static final int MAX = -1;

  private static final Set<String> SIZED =
      Set.of("char", "varchar", "nchar", "nvarchar", "binary", "varbinary");
  private static final Set<String> SCALED = Set.of("time", "datetime2", "datetimeoffset");

  /** A type without parameters. */
  public static MsType of(String name) {
    return new MsType(name, 0, 0, 0);
  }

  /** A type of a size. */
  public static MsType sized(String name, int size) {
    return new MsType(name, size, 0, 0);
  }

  /** A decimal. */
  public static MsType decimal(int precision, int scale) {
    return new MsType("decimal", 0, precision, scale);
  }

  /** A time, date and time, or moment. */
  public static MsType scaled(String name, int scale) {
    return new MsType(name, 0, 0, scale);
  }

  /**
   * A row of {@code sys.columns} with the name of its system type.
   *
   * @param maxLength bytes, -1 for max
   */
  public static MsType ofCatalog(String name, int maxLength, int precision, int scale) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (SIZED.contains(lower)) {
      boolean wide = lower.startsWith("n");
      return sized(lower, maxLength == MAX ? MAX : wide ? maxLength / 2 : maxLength);
    }
    if (lower.equals("decimal") || lower.equals("numeric")) {
      return new MsType(lower, 0, precision, scale);
    }
    if (SCALED.contains(lower)) {
      return scaled(lower, scale);
    }
    // float(1) to float(24) is what the catalogue calls real.
    return of(lower);
  }

  /** As T-SQL writes it, such as {@code decimal(10,2)}. */
  public String text() {
    if (SIZED.contains(name)) {
      return name + "(" + (size == MAX ? "max" : size) + ")";
    }
    if (name.equals("decimal") || name.equals("numeric")) {
      return name + "(" + precision + "," + scale + ")";
    }
    return SCALED.contains(name) ? name + "(" + scale + ")" : name;
  }

  /** Whether an index may have a column of it as its key. */
  public boolean indexable() {
    return size != MAX
        && !Set.of("xml", "text", "ntext", "image", "geometry", "geography", "json").contains(name);
  }
}
