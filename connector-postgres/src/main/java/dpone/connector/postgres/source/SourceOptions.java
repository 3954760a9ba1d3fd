package dpone.connector.postgres.source;

import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;

/** The options of a source, as data. */
public final class SourceOptions {
  /** Smallest part of a table worth a reader of its own. */
  public static final String MIN_SPLIT = "min_split";

  /** How many parts for each reader. */
  public static final String SPLITS_PER_READER = "splits_per_reader";

  /** All of them. */
  public static final OptionSpec SPEC =
      OptionSpec.of(
          Option.of(
                  MIN_SPLIT,
                  OptionType.BYTES,
                  "Smallest part of a table that is read by itself; a smaller table is read in one"
                      + " piece.")
              .between(8192, 1L << 50)
              .defaultsTo("16MB"),
          Option.of(
                  SPLITS_PER_READER,
                  OptionType.INTEGER,
                  "Parts for each parallel reader, so that all of them finish at about the same"
                      + " time.")
              .between(1, 1000)
              .defaultsTo("4"),
          ChangeOptions.SPEC);

  private SourceOptions() {}
}
