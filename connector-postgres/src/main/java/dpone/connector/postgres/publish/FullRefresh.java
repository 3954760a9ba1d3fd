package dpone.connector.postgres.publish;

import dpone.connector.postgres.catalog.TargetTable;
import dpone.connector.postgres.error.PgCode;
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
              "How a full refresh becomes visible: swap puts the stage in the target's place,"
                  + " truncate_insert keeps the target and what hangs on it, auto swaps where"
                  + " nothing would be lost.")
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
    List<String> against = against(situation);
    if (asked.equals("swap") && !against.isEmpty()) {
      throw PgCode.INVALID_OPTION
          .error("publish swap would lose or cannot do: " + String.join(", ", against))
          .at(Place.stream(situation.load().stream()))
          .remedy("set sink.publish to auto or truncate_insert")
          .build();
    }
    if (!asked.equals("truncate_insert") && against.isEmpty()) {
      return Choice.of(
          new Swap(),
          existing == null
              ? "publish: the stage becomes the target, which does not exist yet"
              : "publish: swap, since nothing hangs on the target that it would lose");
    }
    if (existing != null && existing.referenced()) {
      throw PgCode.TARGET_REFERENCED
          .error("other tables refer to " + situation.load().target() + " by foreign keys")
          .at(Place.stream(situation.load().stream()))
          .build();
    }
    return Choice.of(
        new TruncateInsert(),
        against.isEmpty()
            ? "publish: truncate and insert in one transaction, as the manifest says"
            : "publish: truncate and insert in one transaction, since a swap would lose or cannot"
                + " do: "
                + String.join(", ", against));
  }

  /** What speaks against a swap. */
  private static List<String> against(Situation situation) {
    List<String> against = new ArrayList<>();
    TargetTable existing = situation.existing();
    if (existing != null) {
      against.addAll(existing.attachments());
      if (existing.relation().columns().stream().anyMatch(c -> c.generated())) {
        against.add("a generated column");
      }
    }
    if (!situation.alters().isEmpty()) {
      against.add("a change of its columns");
    }
    if (situation.columns().stream().anyMatch(c -> !c.published())) {
      against.add("columns that are left out");
    }
    if (situation.columns().stream().anyMatch(PlannedColumn::isCast)) {
      against.add("columns that need a cast");
    }
    return against;
  }
}
