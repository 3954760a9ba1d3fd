package dpone.connector.rest.option;

import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import java.util.ArrayList;
import java.util.List;

/** The options of one stream, as data. */
public final class StreamOptions {
  public static final String PRIMARY_KEY = "primary_key";
  public static final String UNKNOWN_FIELDS = "unknown_fields";
  public static final String SAMPLE_SIZE = "schema_sample_size";
  public static final String INCREMENTAL = "incremental";
  public static final String LOOKBACK = "lookback";
  public static final String FROM = "from";
  public static final String TO = "to";
  public static final String WINDOW = "window";
  public static final String STEP = "step";
  public static final String UNIT = "unit";
  public static final String ZONE = "zone";
  public static final String FIRST = "first";
  public static final String SETTLED = "settled";
  public static final String CAP = "cap";
  public static final String SMALLEST = "smallest";

  /** All of them. */
  public static final OptionSpec SPEC = new OptionSpec(all());

  private StreamOptions() {}

  private static List<Option> all() {
    List<Option> options = new ArrayList<>(ResourceOptions.all());
    options.add(
        Option.of(
                PRIMARY_KEY,
                OptionType.STRING_LIST,
                "Columns that identify a record, so that an append knows again what it has.")
            .example("[order_id]"));
    options.add(
        Option.of(UNKNOWN_FIELDS, OptionType.STRING, "What happens to a field without column.")
            .oneOf("ignore", "fail")
            .defaultsTo("ignore"));
    options.add(
        Option.of(
                SAMPLE_SIZE,
                OptionType.INTEGER,
                "Records that are looked at to find the columns, where schema is left out; 1000 if"
                    + " left out.")
            .between(1, 1_000_000));
    options.add(incremental());
    return options;
  }

  private static Option incremental() {
    return Option.group(
        INCREMENTAL,
        "What of the stream is read, and how it is divided by time. The cursor is the stream's key"
            + " cursor; its value is the variable {since}, and {until} the time of the read.",
        Option.of(
            LOOKBACK,
            OptionType.DURATION,
            "How much earlier than its position an increment begins, for records that come"
                + " late; for incremental_merge."),
        Option.of(FROM, OptionType.STRING, "First day or moment that is read.")
            .example("2026-01-01"),
        Option.of(TO, OptionType.STRING, "First day or moment that is not read any more.")
            .example("2026-02-01T00:00:00Z"),
        Option.group(
            WINDOW,
            "Reads by windows of time one after the other, with the variables {from}, {to} and"
                + " {last}: first moment, first moment after, last day or second.",
            Option.of(STEP, OptionType.STRING, "Length of a window: 90s, 15m, 6h, 7d, 1mo.")
                .require()
                .example("1d"),
            Option.of(
                    UNIT,
                    OptionType.STRING,
                    "What windows begin and end at; day and month leave out what is not over.")
                .oneOf("day", "day_so_far", "month", "second")
                .defaultsTo("day"),
            Option.of(ZONE, OptionType.STRING, "Time zone of the days and months.")
                .example("Europe/Moscow")
                .defaultsTo("UTC"),
            Option.of(FIRST, OptionType.STRING, "How far back a first read without from goes.")
                .example("1mo")
                .defaultsTo("30d"),
            Option.of(
                SETTLED,
                OptionType.DURATION,
                "How long after its end a window may still change: a merge reads it again, an"
                    + " append leaves it for later."),
            Option.of(
                    CAP,
                    OptionType.INTEGER,
                    "Records above which the API cuts a window off; a window with so many is read"
                        + " in halves.")
                .between(1, Long.MAX_VALUE),
            Option.of(
                SMALLEST,
                OptionType.DURATION,
                "Windows that are not halved any more; a second if left out.")));
  }
}
