package dpone.runtime.manifest;

import dpone.spi.option.Option;
import dpone.spi.option.OptionType;
import dpone.spi.option.Options;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.Strategy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What each load mode understands beside {@code mode} and {@code unique_key}. */
final class ModeParameters {
  static final String CHUNK_ROWS = "chunk_rows";
  private static final String CLOSE_MISSING = "close_missing";

  /** By mode. None has a default: what is absent is the sink's to decide. */
  static final Map<LoadMode, List<Option>> ALL =
      Map.of(
          LoadMode.REPLACE,
          List.of(
              Option.of(
                      "where",
                      OptionType.STRING,
                      "Rows of the target that are replaced, in the target's own language; for"
                          + " mode replace, which needs it.")
                  .example("day >= date '2026-01-01'")),
          LoadMode.PARTITION_REPLACE,
          List.of(
              Option.of(
                      "partition_by",
                      OptionType.STRING,
                      "Column whose values are the partitions; for mode partition_replace, which"
                          + " needs it.")
                  .example("day")),
          LoadMode.SNAPSHOT_DIFF,
          List.of(
              Option.of(
                      "max_delete_ratio",
                      OptionType.STRING,
                      "Largest share of the target's rows that may be deleted, from 0 to 1; 0.05 if"
                          + " left out; for mode snapshot_diff.")
                  .example("0.2"),
              Option.of(
                  "allow_empty",
                  OptionType.BOOLEAN,
                  "Whether a snapshot without rows empties the target; no if left out; for mode"
                      + " snapshot_diff.")),
          LoadMode.SCD2,
          List.of(
              Option.of(
                  "valid_from",
                  OptionType.STRING,
                  "Column of the target for the start of a version's validity; valid_from if left"
                      + " out; for mode scd2."),
              Option.of(
                  "valid_to",
                  OptionType.STRING,
                  "Column of the target for its end, null while it is open; valid_to if left out;"
                      + " for mode scd2."),
              Option.of(
                  "is_current",
                  OptionType.STRING,
                  "Column of the target that tells the open version; is_current if left out; for"
                      + " mode scd2."),
              Option.of(
                      "tracked_columns",
                      OptionType.STRING_LIST,
                      "Columns whose change makes a new version; all but the key if left out; for"
                          + " mode scd2.")
                  .example("[name, city]"),
              Option.of(
                  CLOSE_MISSING,
                  OptionType.BOOLEAN,
                  "Whether the open version of a key that the source no longer has is closed, for"
                      + " which everything is read; no if left out; for mode scd2.")),
          LoadMode.BACKFILL,
          List.of(
              Option.of(
                      CHUNK_ROWS,
                      OptionType.INTEGER,
                      "About how many rows are loaded and committed at a time, for mode backfill;"
                          + " 100000 if left out.")
                  .between(1, 1_000_000_000)));

  /** Parameters without which their mode says nothing. */
  private static final Set<String> NEEDED = Set.of("where", "partition_by");

  private ModeParameters() {}

  /** All of them, in the order of the modes. */
  static Stream<Option> options() {
    return Arrays.stream(LoadMode.values()).flatMap(mode -> of(mode).stream());
  }

  /** Those of one mode. */
  static List<Option> of(LoadMode mode) {
    return ALL.getOrDefault(mode, List.of());
  }

  /** The first one that a mode needs and does not have. */
  static Optional<String> missing(Strategy strategy) {
    return of(strategy.mode()).stream()
        .map(Option::name)
        .filter(NEEDED::contains)
        .filter(name -> strategy.parameters().getOrDefault(name, "").isBlank())
        .findFirst();
  }

  /** The value as a sink gets it, see {@link Strategy}. */
  static Optional<String> text(Options options, Option option) {
    if (!options.has(option.name())) {
      return Optional.empty();
    }
    return Optional.of(
        switch (option.type()) {
          case BOOLEAN -> Boolean.toString(options.bool(option.name()));
          case STRING_LIST -> String.join("\n", options.strings(option.name()));
          case STRING -> options.string(option.name());
          case INTEGER -> Long.toString(options.integer(option.name()));
          case BYTES, DURATION, SECRET, STRING_MAP, OBJECT, OBJECT_LIST ->
              throw new IllegalArgumentException("a parameter of a mode is no " + option.type());
        });
  }

  /** Whether rows that were not delivered are taken for rows that are gone. */
  static boolean infersDeletes(Strategy strategy) {
    boolean closes =
        strategy.mode() == LoadMode.SCD2
            && strategy.parameters().getOrDefault(CLOSE_MISSING, "").equals("true");
    return closes || strategy.mode() == LoadMode.SNAPSHOT_DIFF;
  }
}
