package dpone.connector.postgres.type;

import java.util.Map;
import java.util.Set;

/** Names of binary forms. */
public final class Shapes {
  /** UTF-8 bytes and nothing else. */
  public static final String TEXT = "text";

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

  /** The shape of a scalar of pg_catalog. */
  static String ofBuiltin(String name) {
    return PLAIN_TEXT.contains(name) ? TEXT : name;
  }

  /**
   * The shape of a scalar of pg_catalog in one database.
   *
   * @param database identity of the database, for what means something only there
   * @param moneyLocale lc_monetary of the database, on which the unit of money depends
   */
  public static String ofBuiltin(String name, String database, String moneyLocale) {
    if (OBJECT_NAMES.contains(name)) {
      return name + "@" + database;
    }
    return name.equals("money") ? "money@" + moneyLocale : ofBuiltin(name);
  }

  /** The object id of a built-in type, which never changes; 0 for those without a codec here. */
  public static int oid(String name) {
    return OIDS.getOrDefault(name, 0);
  }
}
