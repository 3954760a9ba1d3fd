package dpone.connector.mssql.source;

import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;

/** The options of a source, as data. */
public final class SourceOptions {
  /** How a read keeps one view. */
  public static final String ISOLATION = "isolation";

  /** A database snapshot that is read in the database's stead. */
  public static final String DATABASE_SNAPSHOT = "database_snapshot";

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
          Option.of(
                  DATABASE_SNAPSHOT,
                  OptionType.STRING,
                  "Name of a database snapshot (CREATE DATABASE ... AS SNAPSHOT OF) of the database of"
                      + " the connection: full reads see the moment at which it was made, and a table"
                      + " is read in parts by ranges of its clustered key, since all connections"
                      + " share that view. Increments, changes and queries are refused with it.")
              .example("shop_at_night"),
          ChangeOptions.SPEC);

  private SourceOptions() {}
}
