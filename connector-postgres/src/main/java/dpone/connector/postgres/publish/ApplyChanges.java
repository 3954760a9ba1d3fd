package dpone.connector.postgres.publish;

import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.publish.Step.Role;
import dpone.spi.cdc.ChangeKind;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.error.Place;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The changes of a load become one change a key and are applied together. Where that would not give
 * the same rows, they are applied one by one, in their order.
 *
 * @param indexed whether a unique index covers the key
 * @param arbiter whether it can be named by ON CONFLICT, and the server then tells inserted rows
 *     from updated ones
 * @param unique whether the target has more unique constraints, which changes together may break
 *     although each of them in its turn did not
 */
record ApplyChanges(boolean indexed, boolean arbiter, boolean unique) implements Publisher {
  @Override
  public String text() {
    return "apply changes by key";
  }

  /** A truncate has no key, so the key is checked here and not with the count. */
  @Override
  public boolean keysAreChecked() {
    return false;
  }

  @Override
  public List<Step> prepare(Staged staged) {
    Findings found = findings(staged);
    if (found.nullKeys > 0) {
      throw PgCode.NULL_KEY
          .error(
              found.nullKeys
                  + " changes have a null in the key ("
                  + String.join(", ", staged.plan().key())
                  + ")")
          .at(Place.field(staged.plan().stream(), String.join(", ", staged.plan().key())))
          .build();
    }
    staged.analyzeStage();
    Set<String> partial = found.partial > 0 ? partial(staged) : Set.of();
    return steps(staged, found, partial);
  }

  /**
   * What a stage holds.
   *
   * @param truncatedAt sequence of the last truncate, -1 if there is none
   * @param moved changes of a key
   * @param partial changes that do not carry every cell
   * @param movedInPart changes of a key that do not carry every cell
   * @param nullKeys changes without a key that should have one
   */
  record Findings(long truncatedAt, long moved, long partial, long movedInPart, long nullKeys) {}

  private static Findings findings(Staged staged) {
    ChangeSql sql = new ChangeSql(staged.plan(), staged.table());
    return staged
        .session()
        .first(
            sql.findings(),
            row ->
                new Findings(
                    row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)))
        .orElseThrow();
  }

  /** Names of the columns that some change does not carry. */
  private static Set<String> partial(Staged staged) {
    ChangeSql sql = new ChangeSql(staged.plan(), staged.table());
    List<PlannedColumn> columns = sql.columns();
    List<Integer> bits = staged.session().query(sql.bitsInPart(), row -> row.getInt(1));
    return bits.stream()
        .filter(bit -> bit < columns.size())
        .map(bit -> columns.get(bit).name())
        .collect(Collectors.toSet());
  }

  private List<Step> steps(Staged staged, Findings found, Set<String> partial) {
    PlannedStream plan = staged.plan();
    ChangeSql sql = new ChangeSql(plan, staged.table());
    Steps steps = Steps.afterSchema(plan);
    if (staged.rows() == 0) {
      return steps.thenDrop(staged.table());
    }
    // Rows that refer to each other arrive in the order of tables, not of changes.
    steps.add(Role.MOVE, "SET CONSTRAINTS ALL DEFERRED");
    if (!indexed) {
      steps.add(Role.MOVE, "LOCK TABLE " + plan.target().sql() + " IN SHARE ROW EXCLUSIVE MODE");
    }
    if (found.movedInPart > 0) {
      steps.add(Role.NOTE, oneByOne("a change of a key does not carry every cell"));
      steps.add(Role.MOVE, ChangeLoop.block(ChangeLoop.statements(sql)));
      return steps.add(Role.COUNT, ChangeLoop.COUNTS).thenDrop(staged.table());
    }
    if (found.truncatedAt >= 0) {
      empty(steps, plan, sql);
    }
    String together =
        sql.together(found.truncatedAt, found.moved > 0, partial, arbiter && partial.isEmpty());
    if (!partial.isEmpty()) {
      steps.add(Role.GUARD, sql.withoutRow(found.truncatedAt, found.moved > 0, partial));
    }
    if (unique) {
      steps.add(Role.MOVE, ChangeLoop.block(ChangeLoop.togetherOr(together, sql)));
      steps.add(Role.COUNT, ChangeLoop.COUNTS);
    } else {
      steps.add(Role.COUNT, together);
    }
    return steps.thenDrop(staged.table());
  }

  private static void empty(Steps steps, PlannedStream plan, ChangeSql sql) {
    if (plan.existing() != null && plan.existing().referenced()) {
      steps.add(Role.DELETE, "DELETE FROM " + sql.target());
    } else {
      steps.add(Role.NOTE, plan.stream() + " was truncated at the source, and so was its target");
      steps.add(Role.MOVE, "TRUNCATE TABLE " + sql.target());
    }
  }

  private static String oneByOne(String why) {
    return "changes were applied one by one: " + why;
  }

  /** The kind of a change as SQL. */
  static String kind(ChangeKind kind) {
    return Integer.toString(kind.code());
  }

  /** Whether a planned column is one that changes have beside those of the stream. */
  static boolean isOwn(PlannedColumn column) {
    return ChangeSchema.isReserved(column.name());
  }
}
