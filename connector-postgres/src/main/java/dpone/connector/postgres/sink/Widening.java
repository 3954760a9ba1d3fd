package dpone.connector.postgres.sink;

import dpone.connector.postgres.type.PgType;
import java.util.Set;

/** What a change of a column's type costs the server. */
final class Widening {
  private static final Set<String> SECONDS =
      Set.of("time", "timetz", "timestamp", "timestamptz", "interval");

  private Widening() {}

  /** Whether the server changes the catalogue only, and writes neither rows nor indexes again. */
  static boolean keepsRows(PgType from, PgType to) {
    if (from.kind() != PgType.Kind.BUILTIN || to.kind() != PgType.Kind.BUILTIN) {
      return false;
    }
    if (from.name().equals("varchar") && to.name().equals("text")) {
      return true;
    }
    if (!from.name().equals(to.name())) {
      return false;
    }
    boolean roomier =
        to.modifier() < 0 || (from.modifier() >= 0 && to.modifier() >= from.modifier());
    if (from.name().equals("numeric")) {
      return to.modifier() < 0 || (roomier && scale(from) == scale(to) && from.modifier() >= 0);
    }
    return roomier
        && (from.name().equals("varchar")
            || from.name().equals("varbit")
            || SECONDS.contains(from.name()));
  }

  private static int scale(PgType numeric) {
    return (numeric.modifier() - 4) & 0x7FF;
  }
}
