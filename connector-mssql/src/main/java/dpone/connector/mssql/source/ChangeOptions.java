package dpone.connector.mssql.source;

import dpone.spi.option.Option;
import dpone.spi.option.OptionType;

/** The options of change capture, as data. */
public final class ChangeOptions {
  /** The group. */
  public static final String GROUP = "cdc";

  /** Which log of changes is read. */
  public static final String CAPTURE = "capture";

  /** The group as data. */
  static final Option SPEC =
      Option.group(
          GROUP,
          "Change capture.",
          Option.of(
                  CAPTURE,
                  OptionType.STRING,
                  "What the server records changes with: cdc is change data capture, every change"
                      + " with the row before it; change_tracking tells which rows changed, and"
                      + " their last state; auto takes the first where all streams have it.")
              .oneOf("auto", "cdc", "change_tracking")
              .defaultsTo("auto"));

  private ChangeOptions() {}
}
