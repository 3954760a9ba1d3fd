package dpone.connector.postgres.type;

import java.util.Map;
import java.util.Set;

/** Names of binary forms. */
public final class Shapes {
  /** UTF-8 bytes and nothing else. */
  public static final String TEXT = "text";

  /** What the form of money starts with; the locale follows. */
  public static final String MONEY = "money@";

  /** Intervals of servers before release 17, whose largest and smallest are plain values. */
  public static final String INTERVAL = "interval";

  /** Intervals of later servers, where those mean infinity and -infinity. */
  public static final String INFINITE_INTERVAL = "interval17";

  private static final int FIRST_WITH_INFINITE_INTERVALS = 17;

  private static final Set<String> PLAIN_TEXT =
      Set.of("text", "varchar", "bpchar", "name", "json", "unknown");

  /** Types whose bytes name objects of their own database. */
  private static final Set<String> OBJECT_NAMES =
      Set.of(
          "regclass",
          "regcollation",
          "regconfig",
          "regdictionary",
          "regnamespace",
          "regoper",
          "regoperator",
          "regproc",
          "regprocedure",
          "regrole",
          "regtype");

  private static final Map<String, Integer> OIDS =
      Map.ofEntries(
          Map.entry("bool", 16),
          Map.entry("bytea", 17),
          Map.entry("int8", 20),
          Map.entry("int2", 21),
          Map.entry("int4", 23),
          Map.entry("text", 25),
          Map.entry("json", 114),
          Map.entry("float4", 700),
          Map.entry("float8", 701),
          Map.entry("bpchar", 1042),
          Map.entry("varchar", 1043),
          Map.entry("date", 1082),
          Map.entry("time", 1083),
          Map.entry("timestamp", 1114),
          Map.entry("timestamptz", 1184),
          Map.entry("interval", 1186),
          Map.entry("numeric", 1700),
          Map.entry("uuid", 2950),
          Map.entry("jsonb", 3802));

  private Shapes() {}

  /** Types whose binary form the server writes and does not read back, where the value is empty. */
  private static final Set<String> UNREADABLE = Set.of("tsquery", "oidvector", "int2vector");

  /** The shape of a scalar of pg_catalog. */
  static String ofBuiltin(String name) {
    if (UNREADABLE.contains(name)) {
      return "";
    }
    return PLAIN_TEXT.contains(name) ? TEXT : name;
  }

  /**
   * The shape of a scalar of pg_catalog in one database.
   *
   * @param database identity of the database, for what means something only there
   * @param moneyLocale lc_monetary of the database, on which the unit of money depends
   * @param major release of the server
   */
  public static String ofBuiltin(String name, String database, String moneyLocale, int major) {
    if (OBJECT_NAMES.contains(name)) {
      return name + "@" + database;
    }
    if (name.equals("interval") && major >= FIRST_WITH_INFINITE_INTERVALS) {
      return INFINITE_INTERVAL;
    }
    return name.equals("money") ? MONEY + moneyLocale : ofBuiltin(name);
  }

  /** Whether a binary form means the same in every database. */
  public static boolean isPortable(String shape) {
    return !shape.isEmpty() && shape.indexOf('@') < 0;
  }

  /** Whether a column of one form takes the bytes of another. */
  public static boolean accepts(String column, String sent) {
    return column.equals(sent)
        || (column.contains(INFINITE_INTERVAL)
            && column.replace(INFINITE_INTERVAL, INTERVAL).equals(sent));
  }

  /**
   * The form in which a column travels to a database that may know none of this one's own types:
   * its own if that means the same everywhere, else text through a cast.
   */
  public static String portable(PgType type) {
    return switch (type.kind()) {
      case BUILTIN, ENUM -> keepsForm(type.shape()) ? type.shape() : TEXT;
      case ARRAY -> keepsForm(type.shape()) ? type.shape() : TEXT;
      case FOREIGN -> type.shape().equals(TEXT) ? type.shape() : TEXT;
      case RANGE -> builtinRange(type);
      case COMPOSITE, PSEUDO -> TEXT;
    };
  }

  private static String builtinRange(PgType type) {
    return type.shape().equals(type.name()) ? type.shape() : TEXT;
  }

  /** Money never travels as text, which another locale would misread. */
  private static boolean keepsForm(String shape) {
    return (isPortable(shape) && !shape.contains(INFINITE_INTERVAL))
        || shape.startsWith(MONEY)
        || shape.startsWith("_" + MONEY);
  }

  /** The object id of a built-in type, which never changes; 0 for those without a codec here. */
  public static int oid(String name) {
    return OIDS.getOrDefault(name, 0);
  }
}
