package dpone.connector.postgres.publish;

import dpone.connector.postgres.catalog.TargetTable;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.keep.TableKeep;
import dpone.spi.error.Place;
import dpone.spi.option.Option;
import dpone.spi.option.OptionType;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import java.util.ArrayList;
import java.util.List;

/** The target becomes what was read. */
public final class FullRefresh implements Mode {
  /** How a full refresh becomes visible. */
  public static final Option PUBLISH =
      Option.of(
              "publish",
              OptionType.STRING,
              "How a full refresh becomes visible: swap puts a new table in the target's place and"
                  + " gives it all that hangs on the target, truncate_insert fills the target"
                  + " itself, auto swaps where nothing would be lost or left undone.")
          .oneOf("auto", "swap", "truncate_insert")
          .defaultsTo("auto");

  FullRefresh() {}

  @Override
  public LoadMode mode() {
    return LoadMode.FULL_REFRESH;
  }

  @Override
  public List<String> key(StreamLoad load) {
    List<String> key = Keys.optional(load);
    return key.isEmpty() ? load.schema().key() : key;
  }

  @Override
  public Choice choose(Situation situation) {
    TargetTable existing = situation.existing();
    String asked = situation.options().string(PUBLISH.name());
    if (existing == null) {
      // The columns of a stage are what arrives, which need not be what the target shall have.
      return asked.equals("truncate_insert") || !own(situation).isEmpty()
          ? Choice.of(new Empty(Empty.By.TRUNCATE), "publish: the target is made and filled")
          : Choice.of(
              new NewTable(), "publish: the stage becomes the target, which does not exist yet");
    }
    if (asked.equals("truncate_insert")) {
      return empty(situation, existing, "as the manifest says");
    }
    TableKeep keep = new TableKeep(situation.session(), existing.relation().oid(), Swap.NEW_TABLE);
    List<String> objections = keep.objections();
    if (asked.equals("swap") && !objections.isEmpty()) {
      throw PgCode.INVALID_OPTION
          .error("publish swap cannot keep " + String.join("; ", objections))
          .at(Place.stream(situation.load().stream()))
          .remedy("set sink.publish to auto or truncate_insert")
          .build();
    }
    List<String> against = new ArrayList<>(objections);
    List<String> reservations = keep.reservations();
    if (!asked.equals("swap")) {
      against.addAll(reservations);
    }
    return against.isEmpty()
        ? swap(situation, keep, reservations)
        : empty(
            situation,
            existing,
            "since of a swap there speaks against it: " + String.join("; ", against));
  }

  private static Choice swap(Situation situation, TableKeep keep, List<String> reservations) {
    List<String> own = own(situation);
    List<String> kept = keep.kept();
    List<String> notes = new ArrayList<>();
    notes.add(
        "publish: swap, which keeps "
            + (kept.isEmpty() ? "all there is" : String.join(", ", kept))
            + "; readers wait for a moment");
    if (!own.isEmpty()) {
      notes.add(
          "publish: the stage fills a new table before the swap, since there are "
              + String.join(", ", own));
    }
    if (situation.existing() != null && situation.existing().referenced()) {
      notes.add(
          "publish: foreign keys of other tables are checked again under the lock; a row that they"
              + " need and that is gone ends the run");
    }
    reservations.forEach(one -> notes.add("publish: the target has the " + one));
    return new Choice(new Swap(keep.creation(), own.isEmpty(), reservations), notes);
  }

  /** Why the stage cannot itself take the target's place. */
  private static List<String> own(Situation situation) {
    List<String> own = new ArrayList<>();
    if (!situation.alters().isEmpty()) {
      own.add("changes of its columns");
    }
    if (situation.columns().stream().anyMatch(c -> !c.published())) {
      own.add("columns that are left out");
    }
    if (situation.columns().stream().anyMatch(PlannedColumn::isCast)) {
      own.add("columns that need a cast");
    }
    return own;
  }

  private static Choice empty(Situation situation, TargetTable existing, String why) {
    if (!existing.referenced()) {
      return Choice.of(
          new Empty(Empty.By.TRUNCATE), "publish: truncate and insert in one transaction, " + why);
    }
    List<String> passing =
        situation
            .session()
            .query(
                "SELECT DISTINCT conrelid::regclass::text FROM pg_catalog.pg_constraint"
                    + " WHERE confrelid = ? AND contype = 'f' AND conrelid <> confrelid"
                    + " AND confdeltype IN ('c', 'n', 'd') ORDER BY 1",
                row -> row.getString(1),
                existing.relation().oid());
    if (!passing.isEmpty()) {
      throw PgCode.TARGET_REFERENCED
          .error(
              "foreign keys of "
                  + String.join(", ", passing)
                  + " refer to "
                  + situation.target()
                  + " and would pass a deletion on")
          .at(Place.stream(situation.load().stream()))
          .build();
    }
    return Choice.of(
        new Empty(Empty.By.DELETE),
        "publish: delete and insert in one transaction, " + why,
        "publish: a table that foreign keys refer to cannot be truncated; they decide whether its"
            + " rows may be deleted");
  }
}
