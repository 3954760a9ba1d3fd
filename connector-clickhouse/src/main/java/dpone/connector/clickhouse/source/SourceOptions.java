package dpone.connector.clickhouse.source;

import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;

/** The options of a source, as data. */
public final class SourceOptions {
  /** Settings of the queries that read. */
  public static final String SETTINGS = "settings";

  /** Smallest part of a table worth a query of its own. */
  public static final String MIN_SPLIT = "min_split";

  /** How many parts for each reader. */
  public static final String SPLITS_PER_READER = "splits_per_reader";

  /** All of them. */
  public static final OptionSpec SPEC =
      OptionSpec.of(
          Option.of(
                  SETTINGS,
                  OptionType.STRING_MAP,
                  "Query settings by the server's own names, passed on with every query that reads"
                      + " rows, such as limits of memory and time.")
              .example("{ max_memory_usage: \"2000000000\", max_threads: \"4\" }"),
          Option.of(
                  MIN_SPLIT,
                  OptionType.BYTES,
                  "Smallest part of a table, in uncompressed bytes, that is read by a query of its"
                      + " own; a smaller table is read by one.")
              .between(1, 1L << 50)
              .defaultsTo("64MB"),
          Option.of(
                  SPLITS_PER_READER,
                  OptionType.INTEGER,
                  "Parts for each parallel reader, so that all of them finish at about the same"
                      + " time.")
              .between(1, 1000)
              .defaultsTo("2"));

  private SourceOptions() {}
}
