package dpone.service.mssql.run;

import dpone.service.mssql.parse.Expr;
import dpone.service.mssql.parse.SqlError;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The names that an expression may use, and which sources it did use. */
final class Scope {
  private final @Nullable Scope parent;
  private final List<String> aliases = new ArrayList<>();
  private final List<Relation> relations = new ArrayList<>();
  private BitSet used = new BitSet();

  Scope(@Nullable Scope parent) {
    this.parent = parent;
  }

  void add(String alias, Relation relation) {
    aliases.add(alias);
    relations.add(relation);
  }

  int size() {
    return relations.size();
  }

  Relation relation(int slot) {
    return relations.get(slot);
  }

  int slot(String alias) {
    for (int i = 0; i < aliases.size(); i++) {
      if (aliases.get(i).equalsIgnoreCase(alias)) {
        return i;
      }
    }
    return -1;
  }

  /** Starts to note what is used. */
  void fresh() {
    used = new BitSet();
  }

  BitSet used() {
    return used;
  }

  Typed column(Expr.Ref ref) {
    int level = 0;
    boolean known = false;
    for (Scope at = this; at != null; at = at.parent) {
      for (int slot = 0; slot < at.relations.size(); slot++) {
        if (!ref.alias().isEmpty() && !at.aliases.get(slot).equalsIgnoreCase(ref.alias())) {
          continue;
        }
        known = true;
        int index = at.relations.get(slot).index(ref.name());
        if (index >= 0) {
          at.used.set(slot);
          return of(at.relations.get(slot).columns().get(index), level, slot, index);
        }
      }
      level++;
    }
    if (!ref.alias().isEmpty() && !known) {
      throw new SqlError(
          4104,
          16,
          "The multi-part identifier \""
              + ref.alias()
              + "."
              + ref.name()
              + "\" could not be bound.");
    }
    throw new SqlError(207, 16, "Invalid column name '" + ref.name() + "'.");
  }

  private static Typed of(Relation.Col column, int level, int slot, int index) {
    return new Typed(
        column.type(),
        column.binary(),
        column.nullable(),
        frame -> frame.up(level).rows()[slot][index]);
  }
}
