package dpone.service.mssql.run;

import dpone.service.mssql.parse.Expr;
import dpone.service.mssql.parse.Query;
import dpone.service.mssql.run.Typed.Condition;
import dpone.service.mssql.value.Precedence;
import dpone.service.tds.wire.SqlType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rows of the sources that belong together. */
final class Join {
  private final Scope scope;
  private final List<Slot> slots = new ArrayList<>();
  private final List<Condition> last = new ArrayList<>();

  private Join(Scope scope) {
    this.scope = scope;
  }

  static Join of(Context context, List<Query.From> from, @Nullable Expr where, Scope scope) {
    Join join = new Join(scope);
    for (Query.From source : from) {
      scope.add(source.alias(), Sources.of(context, source));
    }
    boolean outer = from.stream().anyMatch(Query.From::left);
    for (int i = 0; i < from.size(); i++) {
      join.slots.add(new Slot(i, from.size(), scope.relation(i), from.get(i).left()));
    }
    Compiler compiler = new Compiler(context, scope);
    for (int i = 0; i < from.size(); i++) {
      Expr on = from.get(i).on();
      if (on != null) {
        for (Expr part : parts(on)) {
          join.attach(compiler, part, from.get(i).left() ? i : -1, false);
        }
      }
    }
    if (where != null) {
      for (Expr part : parts(where)) {
        join.attach(compiler, part, -1, outer);
      }
    }
    return join;
  }

  Scope scope() {
    return scope;
  }

  private static List<Expr> parts(Expr condition) {
    if (condition instanceof Expr.Both both && both.and()) {
      List<Expr> all = new ArrayList<>(parts(both.left()));
      all.addAll(parts(both.right()));
      return all;
    }
    return List.of(condition);
  }

  /**
   * Puts a condition where all that it looks at is known.
   *
   * @param at the source whose rows it chooses, -1 for the last one that it looks at
   * @param late whether it looks at rows after all of them are there
   */
  private void attach(Compiler compiler, Expr part, int at, boolean late) {
    if (part instanceof Expr.Binary binary && binary.operator().equals("=") && !late) {
      Typed left = compiledFresh(compiler, binary.left());
      BitSet leftUses = scope.used();
      Typed right = compiledFresh(compiler, binary.right());
      BitSet rightUses = scope.used();
      if (equal(left, leftUses, right, rightUses, at)
          || equal(right, rightUses, left, leftUses, at)) {
        return;
      }
    }
    scope.fresh();
    Condition condition = compiler.condition(part);
    int slot = Math.max(at, scope.used().length() - 1);
    if (late || slots.isEmpty()) {
      last.add(condition);
    } else {
      slots.get(Math.max(0, slot)).conditions.add(condition);
    }
  }

  private Typed compiledFresh(Compiler compiler, Expr expr) {
    scope.fresh();
    return compiler.value(expr);
  }

  /** A column of one source alone that equals something known before it. */
  private boolean equal(Typed own, BitSet ownUses, Typed known, BitSet knownUses, int at) {
    int slot = ownUses.length() - 1;
    if (ownUses.cardinality() != 1 || knownUses.length() > slot || (at >= 0 && at != slot)) {
      return false;
    }
    SqlType type = Precedence.common(own.type(), known.type());
    boolean binary = own.binary() || known.binary();
    slots.get(slot).equals.add(new Slot.Equal(type, binary, own.as(type), known.as(type)));
    return true;
  }

  /** Hands over frames until one is refused; says whether all were taken. */
  boolean each(@Nullable Frame parent, Predicate<Frame> visitor) {
    return step(new Frame(slots.size(), parent), 0, visitor);
  }

  private boolean step(Frame frame, int at, Predicate<Frame> visitor) {
    if (at == slots.size()) {
      for (Condition condition : last) {
        if (!condition.holds(frame)) {
          return true;
        }
      }
      return visitor.test(frame);
    }
    Slot slot = slots.get(at);
    boolean matched = false;
    for (@Nullable Object[] row : slot.candidates(frame)) {
      frame.rows()[at] = row;
      if (slot.fits(frame)) {
        matched = true;
        if (!step(frame, at + 1, visitor)) {
          return false;
        }
      }
    }
    if (slot.left() && !matched) {
      frame.rows()[at] = slot.nulls();
      return step(frame, at + 1, visitor);
    }
    return true;
  }
}
