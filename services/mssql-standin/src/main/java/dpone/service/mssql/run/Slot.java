package dpone.service.mssql.run;

import dpone.service.mssql.run.Typed.Condition;
import dpone.service.mssql.value.Compare;
import dpone.service.tds.wire.SqlType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A source of a query, with what has to hold as soon as its row is there. */
final class Slot {
  /** Columns of this source that equal what is known before. */
  record Equal(SqlType type, boolean binary, Typed own, Typed known) {}

  private final int number;
  private final int slots;
  private final Relation relation;
  private final boolean left;
  final List<Condition> conditions = new ArrayList<>();
  final List<Equal> equals = new ArrayList<>();
  private @Nullable Map<List<Object>, List<@Nullable Object[]>> index;

  Slot(int number, int slots, Relation relation, boolean left) {
    this.number = number;
    this.slots = slots;
    this.relation = relation;
    this.left = left;
  }

  boolean left() {
    return left;
  }

  @Nullable Object[] nulls() {
    return new @Nullable Object[relation.columns().size()];
  }

  boolean fits(Frame frame) {
    for (Condition condition : conditions) {
      if (!condition.holds(frame)) {
        return false;
      }
    }
    return true;
  }

  /** Rows that may fit: all, or those whose keys equal what is known. */
  List<@Nullable Object[]> candidates(Frame frame) {
    if (equals.isEmpty()) {
      return relation.rows();
    }
    List<Object> key = new ArrayList<>();
    for (Equal equal : equals) {
      Object known = equal.known().at(frame);
      if (known == null) {
        return List.of();
      }
      key.add(Compare.key(equal.type(), known, equal.binary()));
    }
    Map<List<Object>, List<@Nullable Object[]>> made = index;
    if (made == null) {
      made = build();
      index = made;
    }
    return made.getOrDefault(key, List.of());
  }

  private Map<List<Object>, List<@Nullable Object[]>> build() {
    Map<List<Object>, List<@Nullable Object[]>> made = new HashMap<>();
    Frame frame = new Frame(slots, null);
    for (@Nullable Object[] row : relation.rows()) {
      frame.rows()[number] = row;
      List<Object> key = new ArrayList<>();
      boolean whole = true;
      for (Equal equal : equals) {
        Object own = equal.own().at(frame);
        whole &= own != null;
        key.add(Compare.key(equal.type(), own, equal.binary()));
      }
      if (whole) {
        made.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
      }
    }
    return made;
  }
}
