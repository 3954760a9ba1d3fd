package dpone.connector.postgres.source;

import dpone.spi.option.Option;
import dpone.spi.option.OptionType;

/** The options of change capture, as data. */
public final class ChangeOptions {
  /** The group. */
  public static final String GROUP = "cdc";

  /** Name of the replication slot. */
  public static final String SLOT = "slot";

  /** Name of the publication. */
  public static final String PUBLICATION = "publication";

  /** Whether slot and publication are made. */
  public static final String CREATE = "create";

  /** Whether transactions are received before their end. */
  public static final String STREAMING = "streaming";

  /** How often an idle database is written to. */
  public static final String HEARTBEAT_INTERVAL = "heartbeat_interval";

  /** The group as data. */
  static final Option SPEC =
      Option.group(
          GROUP,
          "Change capture.",
          Option.of(
              SLOT,
              OptionType.STRING,
              "Name of the replication slot; without it one that is made of pipeline and scope."),
          Option.of(
              PUBLICATION,
              OptionType.STRING,
              "Name of the publication; without it that of the slot."),
          Option.of(
                  CREATE,
                  OptionType.BOOLEAN,
                  "Whether slot and publication are made, and the publication kept at the"
                      + " streams of the pipeline. Otherwise both have to be there.")
              .defaultsTo("true"),
          Option.of(
                  STREAMING,
                  OptionType.STRING,
                  "Whether large transactions are received while they run and kept in temporary"
                      + " files, or kept by the server until their end.")
              .oneOf("auto", "off")
              .defaultsTo("auto"),
          Option.of(
                  HEARTBEAT_INTERVAL,
                  OptionType.DURATION,
                  "How long the log may be silent before a message of a few bytes is written to"
                      + " it, so that the slot moves on; 0s is never.")
              .defaultsTo("10s"));

  private ChangeOptions() {}
}
