package dpone.connector.postgres.publish;

import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.publish.Step.Role;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import dpone.spi.error.Place;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The target is made equal to a whole snapshot by key, with the fewest changes. */
final class SnapshotDiff implements Mode {
  static final String MAX_DELETE_RATIO = "max_delete_ratio";
  static final String ALLOW_EMPTY = "allow_empty";
  private static final String STANDARD_RATIO = "0.05";

  @Override
  public LoadMode mode() {
    return LoadMode.SNAPSHOT_DIFF;
  }

  @Override
  public Set<String> parameters() {
    return Set.of(MAX_DELETE_RATIO, ALLOW_EMPTY);
  }

  @Override
  public List<String> key(StreamLoad load) {
    return Keys.required(load);
  }

  @Override
  public Choice choose(Situation situation) {
    Map<String, String> parameters = situation.load().strategy().parameters();
    BigDecimal ratio =
        ratio(situation.load(), parameters.getOrDefault(MAX_DELETE_RATIO, STANDARD_RATIO));
    boolean allowEmpty = parameters.getOrDefault(ALLOW_EMPTY, "false").equals("true");
    if (situation.existing() == null) {
      return Targets.created(situation);
    }
    Targets.refuseRowSecurity(situation);
    List<String> notes = new ArrayList<>();
    notes.add(
        "publish: vanished rows are deleted, changed ones updated, new ones inserted, other"
            + " writers locked out");
    notes.add(
        "guard: more than "
            + ratio.stripTrailingZeros().toPlainString()
            + " of the target's rows missing fails the load"
            + (allowEmpty ? "" : ", and so does a snapshot without rows"));
    List<String> cascades = Targets.cascades(situation);
    if (!cascades.isEmpty()) {
      notes.add("a delete reaches by foreign keys: " + String.join(", ", cascades));
    }
    boolean unique = situation.existing().uniqueKeys().contains(Set.copyOf(situation.key()));
    return new Choice(new Diff(ratio, allowEmpty, unique), notes);
  }

  private static BigDecimal ratio(StreamLoad load, String text) {
    try {
      BigDecimal ratio = new BigDecimal(text.strip());
      if (ratio.signum() >= 0 && ratio.compareTo(BigDecimal.ONE) <= 0) {
        return ratio;
      }
    } catch (NumberFormatException notANumber) {
      // Told below, together with numbers out of range.
    }
    throw PgCode.INVALID_OPTION
        .error("strategy.max_delete_ratio must be a number from 0 to 1, not " + text)
        .at(Place.stream(load.stream()))
        .build();
  }

  /**
   * Delete, update, insert.
   *
   * @param ratio largest share of the target's rows that may be deleted
   * @param allowEmpty whether all of them may be, when nothing is staged
   * @param unique whether a unique index covers the key
   */
  record Diff(BigDecimal ratio, boolean allowEmpty, boolean unique) implements Publisher {
    @Override
    public String text() {
      return "delete, update, insert";
    }

    @Override
    public List<Step> prepare(Staged staged) {
      staged.refuseDuplicateKeys();
      staged.analyzeStage();
      if (!unique) {
        staged.refuseDuplicateKeysAtTarget("");
      }
      return steps(staged.plan(), staged.table(), allowed(staged));
    }

    /** How many rows may be deleted; fails when that would not be enough. */
    private long allowed(Staged staged) {
      PlannedStream plan = staged.plan();
      record Found(long rows, long vanished) {}
      Found found =
          staged
              .session()
              .first(
                  vanished(plan, staged.table()), row -> new Found(row.getLong(1), row.getLong(2)))
              .orElseThrow();
      if (staged.rows() == 0) {
        if (found.rows > 0 && !allowEmpty) {
          throw PgCode.EMPTY_SNAPSHOT
              .error("the snapshot has no row and the target " + found.rows)
              .at(Place.stream(plan.stream()))
              .build();
        }
        return -1;
      }
      long allowed =
          ratio
              .multiply(BigDecimal.valueOf(found.rows))
              .setScale(0, RoundingMode.FLOOR)
              .longValueExact();
      if (found.vanished > allowed) {
        throw PgCode.TOO_MANY_DELETES
            .error(
                found.vanished
                    + " of the target's "
                    + found.rows
                    + " rows are not in the snapshot, at most "
                    + allowed
                    + " may be deleted ("
                    + ratio.stripTrailingZeros().toPlainString()
                    + ")")
            .at(Place.stream(plan.stream()))
            .build();
      }
      return allowed;
    }

    static String vanished(PlannedStream plan, TableName stage) {
      RowSql rows = new RowSql(plan, stage);
      // A staged key is never null.
      return "SELECT count(*), count(*) FILTER (WHERE s."
          + Sql.name(plan.key().get(0))
          + " IS NULL) FROM "
          + rows.target()
          + " AS t LEFT JOIN "
          + stage.sql()
          + " AS s ON "
          + rows.sameKey();
    }

    static List<Step> steps(PlannedStream plan, TableName stage, long atMost) {
      RowSql rows = new RowSql(plan, stage);
      String target = rows.target();
      Steps steps = Steps.afterSchema(plan).lockWriters();
      steps.delete(
          "DELETE FROM "
              + target
              + " AS t WHERE NOT EXISTS (SELECT FROM "
              + stage.sql()
              + " AS s WHERE "
              + rows.sameKey()
              + ")",
          atMost);
      if (!rows.changing().isEmpty()) {
        steps.add(Role.UPDATE, rows.updateChanged());
      }
      return steps.add(Role.INSERT, rows.insertMissing()).thenDrop(stage);
    }
  }
}
