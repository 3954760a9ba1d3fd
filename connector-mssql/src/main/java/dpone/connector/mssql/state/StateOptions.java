package dpone.connector.mssql.state;

import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;

/** The options of a state store, as data. */
public final class StateOptions {
  /** Where dpone keeps its own tables. */
  public static final String META_SCHEMA = "meta_schema";

  /** Shared with the sink, so that data and state can meet in one transaction. */
  public static final Option META_SCHEMA_OPTION =
      Option.of(
              META_SCHEMA,
              OptionType.STRING,
              "Schema of dpone's own tables, made when it is missing; a sink and a state store in the"
                  + " same database and schema commit data and state in one transaction.")
          .defaultsTo("dpone_meta");

  /** All of them. */
  public static final OptionSpec SPEC = OptionSpec.of(META_SCHEMA_OPTION);

  private StateOptions() {}
}
