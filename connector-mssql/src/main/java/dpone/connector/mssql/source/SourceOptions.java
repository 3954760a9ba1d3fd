package dpone.connector.mssql.source;

import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;

/** The options of a source, as data. */
public final class SourceOptions {
  /** How a read keeps one view. */
  public static final String ISOLATION = "isolation";

  /** All of them. */
  public static final OptionSpec SPEC =
      OptionSpec.of(
          Option.of(
                  ISOLATION,
                  OptionType.STRING,
                  "How a read sees the rows of one moment: snapshot where the database allows it,"
                      + " serializable by locks that keep writers out, auto the first of the two"
                      + " that is to be had without locks, else read_committed, which is noted in"
                      + " the plan and sees rows of different moments.")
              .oneOf("auto", "snapshot", "serializable", "read_committed")
              .defaultsTo("auto"),
          ChangeOptions.SPEC);

  private SourceOptions() {}
}
