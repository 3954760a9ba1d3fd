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
import java.util.Set;

/** Rows are inserted or updated by key. */
public final class IncrementalMerge implements Mode {
  private static final String AUTO = "auto";
  private static final String ON_CONFLICT = "on_conflict";
  private static final String MERGE = "merge";
  private static final String UPDATE_INSERT = "update_insert";
  private static final String DELETE_INSERT = "delete_insert";

  /** By which statements rows are merged. */
  public static final Option OPTION =
      Option.of(
              "merge",
              OptionType.STRING,
              "By which statements rows are merged; auto takes on_conflict where a unique index"
                  + " covers the key, else merge or update_insert. What the target or the server"
                  + " cannot do is refused.")
          .oneOf(AUTO, ON_CONFLICT, MERGE, UPDATE_INSERT, DELETE_INSERT)
          .defaultsTo(AUTO);

  /** MERGE tells what it did from this release on. */
  private static final int MERGE_TELLS = 17;

  private static final int MERGE_EXISTS = 15;

  /** RETURNING shows the row before from this release on. */
  private static final int RETURNS_OLD = 18;

  IncrementalMerge() {}

  @Override
  public LoadMode mode() {
    return LoadMode.INCREMENTAL_MERGE;
  }

  @Override
  public List<String> key(StreamLoad load) {
    return Keys.required(load);
  }

  @Override
  public Choice choose(Situation situation) {
    String asked = situation.options().string(OPTION.name());
    return switch (asked) {
      case AUTO -> automatic(situation);
      case ON_CONFLICT -> onConflict(situation, "as the manifest says");
      case MERGE -> merge(situation, "as the manifest says");
      case UPDATE_INSERT -> updateInsert(situation, "as the manifest says");
      case DELETE_INSERT -> deleteInsert(situation);
      default -> throw new IllegalStateException("not an allowed value: " + asked);
    };
  }

  private static Choice automatic(Situation situation) {
    int server = situation.session().majorVersion();
    boolean covered = covered(situation);
    if (covered && (!partitioned(situation) || server >= RETURNS_OLD || server < MERGE_TELLS)) {
      return onConflict(
          situation, "since the unique index " + index(situation) + " covers the key");
    }
    String why =
        covered
            ? "since this server counts what a merge into partitions did only so"
            : "since no unique index covers the key (" + String.join(", ", situation.key()) + ")";
    return server >= MERGE_TELLS ? merge(situation, why) : updateInsert(situation, why);
  }

  private static boolean covered(Situation situation) {
    TargetTable existing = situation.existing();
    return existing == null || existing.uniqueKeys().contains(Set.copyOf(situation.key()));
  }

  private static boolean partitioned(Situation situation) {
    TargetTable existing = situation.existing();
    return existing != null && existing.relation().kind() == 'p';
  }

  /** The index that ON CONFLICT finds. */
  private static String index(Situation situation) {
    TargetTable existing = situation.existing();
    return existing == null
        ? "of the new table"
        : existing.uniqueIndex(situation.session(), situation.key()).orElse("");
  }

  private static Choice onConflict(Situation situation, String why) {
    if (!covered(situation)) {
      throw refused(
          situation,
          ON_CONFLICT,
          "needs a unique index on exactly (" + String.join(", ", situation.key()) + ")");
    }
    boolean old = situation.session().majorVersion() >= RETURNS_OLD;
    boolean uncounted = partitioned(situation) && !old;
    return new Choice(
        new OnConflict(
            uncounted
                ? OnConflict.Count.NONE
                : old ? OnConflict.Count.BY_OLD_ROW : OnConflict.Count.BY_XMAX),
        notes(
            "publish: insert on conflict, "
                + why
                + "; other writers go on"
                + (uncounted ? "; this server does not tell inserted from updated rows" : ""),
            situation));
  }

  private static Choice merge(Situation situation, String why) {
    Targets.refuseRowSecurity(situation);
    int server = situation.session().majorVersion();
    if (server < MERGE_EXISTS) {
      throw refused(situation, MERGE, "needs a server of release 15, this is " + server);
    }
    return new Choice(
        new MergeInto(server >= MERGE_TELLS),
        notes(
            "publish: merge, "
                + why
                + "; other writers are locked out"
                + (server >= MERGE_TELLS
                    ? ""
                    : "; this server does not tell inserted from updated rows"),
            situation));
  }

  private static Choice updateInsert(Situation situation, String why) {
    Targets.refuseRowSecurity(situation);
    return new Choice(
        new UpdateInsert(),
        notes(
            "publish: update, then insert, " + why + "; other writers are locked out", situation));
  }

  private static Choice deleteInsert(Situation situation) {
    Targets.refuseRowSecurity(situation);
    Targets.refuseReferenced(situation);
    TargetTable existing = situation.existing();
    if (existing != null) {
      for (var column : existing.relation().columns()) {
        boolean published =
            situation.columns().stream()
                .anyMatch(c -> c.published() && c.name().equals(column.name()));
        if (!published && !column.generated()) {
          throw refused(
              situation,
              DELETE_INSERT,
              "would lose the column " + column.name() + ", which the stream does not have");
        }
      }
    }
    return new Choice(
        new DeleteInsert(),
        notes(
            "publish: delete what differs, then insert, as the manifest says; other writers are"
                + " locked out",
            situation));
  }

  private static List<String> notes(String first, Situation situation) {
    List<String> notes = new ArrayList<>(List.of(first));
    List<String> kept =
        situation.columns().stream()
            .filter(c -> c.identityAlways() && !situation.key().contains(c.name()))
            .map(PlannedColumn::name)
            .toList();
    if (!kept.isEmpty()) {
      notes.add(
          "numbered by the target, so set when a row is new only: " + String.join(", ", kept));
    }
    return notes;
  }

  private static RuntimeException refused(Situation situation, String asked, String why) {
    return PgCode.INVALID_OPTION
        .error("sink.merge " + asked + " " + why)
        .at(Place.stream(situation.load().stream()))
        .remedy("set sink.merge to auto, or to another way")
        .build();
  }
}
