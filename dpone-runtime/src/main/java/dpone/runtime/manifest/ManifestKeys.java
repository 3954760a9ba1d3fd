package dpone.runtime.manifest;

import dpone.spi.ConnectorDescriptor;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.LoadMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every key of a manifest that is not a connector's own, declared once: validation, JSON Schema and
 * documentation read this. A connector may declare a key of the same name and shape to give it
 * another default, description or range.
 */
final class ManifestKeys {
  static final String FILE_STATE = "file";
  static final String DEFAULT_STATE_FOLDER = ".dpone/state";

  private static final long DAY_MILLIS = 86_400_000L;

  static final Option TYPE =
      Option.of("type", OptionType.STRING, "Id of the connector.").require().example("postgres");
  private static final Option CONNECTION =
      Option.group("connection", "How to reach the system: options of the connector.");

  static final OptionSpec SERVICE =
      OptionSpec.of(
          Option.of("service", OptionType.STRING, "Development service to start for the run.")
              .require()
              .example("postgres"),
          Option.of("database", OptionType.STRING, "Database to open in the service."),
          Option.of(
                  "version",
                  OptionType.STRING,
                  "Version of the system, for a service that has several; else its newest.")
              .example("15"),
          Option.of(
              "init",
              OptionType.STRING,
              "Folder of what a new database is filled with, relative to the manifest."));

  static final Set<LoadMode> KEYED =
      Set.of(LoadMode.INCREMENTAL_MERGE, LoadMode.SNAPSHOT_DIFF, LoadMode.SCD2, LoadMode.BACKFILL);
  static final Set<LoadMode> WHOLE =
      Set.of(
          LoadMode.FULL_REFRESH,
          LoadMode.REPLACE,
          LoadMode.PARTITION_REPLACE,
          LoadMode.SNAPSHOT_DIFF);
  static final Set<LoadMode> BY_CURSOR =
      Set.of(LoadMode.INCREMENTAL_APPEND, LoadMode.INCREMENTAL_MERGE);

  private static final Option STRATEGY =
      Option.group(
          "strategy",
          "How a stream is applied to its target.",
          Stream.concat(
                  Stream.of(
                      Option.of("mode", OptionType.STRING, "What a load does to the target.")
                          .oneOf(
                              Arrays.stream(LoadMode.values())
                                  .map(LoadMode::text)
                                  .toArray(String[]::new)),
                      Option.of(
                              "unique_key",
                              OptionType.STRING_LIST,
                              "Columns that identify a row; needed by incremental_merge,"
                                  + " snapshot_diff, scd2 and backfill. For cdc_apply the stream's"
                                  + " own key if left out.")
                          .example("[order_id]")),
                  ModeParameters.options())
              .toArray(Option[]::new));

  private static final Option STREAMS =
      Option.groups(
              "streams",
              "What to read.",
              Option.of(
                      "name",
                      OptionType.STRING,
                      "Stream or table of the source; for a query a name of your own, query_1 and"
                          + " so on if left out.")
                  .example("public.orders"),
              Option.of("query", OptionType.STRING, "The system's own query in place of a stream."),
              Option.of("columns", OptionType.STRING_LIST, "Columns to read; all if left out."),
              Option.of("where", OptionType.STRING, "A condition in the system's own language."),
              Option.of(
                      "cursor",
                      OptionType.STRING,
                      "Column that grows with every change; needed by the incremental modes.")
                  .example("updated_at"),
              Option.of("table", OptionType.STRING, "Target of this stream, as sink.table."),
              describe(STRATEGY, "Keys of sink.strategy that differ for this stream."))
          .require();

  private static final OptionSpec SOURCE = OptionSpec.of(TYPE, CONNECTION, STREAMS);

  private static final OptionSpec SINK =
      OptionSpec.of(
          TYPE,
          CONNECTION,
          Option.of(
                  "table",
                  OptionType.STRING,
                  "Target of each stream: {stream} is the last part of the stream's name,"
                      + " {stream_full} the whole name with _ for each dot.")
              .defaultsTo("{stream}")
              .example("landing.{stream}"),
          STRATEGY,
          Option.group(
              "schema_evolution",
              "What happens when the source's schema is not the target's.",
              policy("tables", "A missing target table.", DriftPolicy.EVOLVE),
              policy("columns", "Columns missing at the target or the source.", DriftPolicy.EVOLVE),
              policy("data_types", "Columns whose type differs.", DriftPolicy.FAIL)),
          Option.of(
                  "allow_lossy",
                  OptionType.STRING_LIST,
                  "Columns for which a lossy type mapping is accepted.")
              .example("[amount]"));

  private static final OptionSpec STATE =
      OptionSpec.of(
          Option.of(
                  "type", OptionType.STRING, "file, or the id of a connector that can keep state.")
              .defaultsTo(FILE_STATE));

  private static final Option STATE_PATH =
      Option.of("path", OptionType.STRING, "Folder of the files, relative to the manifest.")
          .defaultsTo(DEFAULT_STATE_FOLDER);

  private static final Option REJECTS =
      Option.group(
          "rejects",
          "What happens to rows that cannot be moved.",
          Option.of("to", OptionType.STRING, "File that takes them, relative to the manifest.")
              .example("file:rejects.jsonl"),
          Option.of("max_rows", OptionType.INTEGER, "How many are allowed before the run fails.")
              .defaultsTo("0")
              .between(0, Long.MAX_VALUE));

  static final Option RUNTIME =
      Option.group(
          "runtime",
          "Bounds of the run.",
          Option.of("parallelism", OptionType.INTEGER, "Splits that are read at the same time.")
              .defaultsTo("2")
              .between(1, 256),
          Option.of(
                  "memory",
                  OptionType.BYTES,
                  "Batches in flight, all streams together; if left out, 64MB or a quarter of the"
                      + " heap, whichever is less.")
              .example("64MB")
              .between(1 << 20, 1L << 40),
          Option.group(
              "changes",
              "How streams of mode cdc_apply are followed.",
              Option.of(
                      "mode",
                      OptionType.STRING,
                      "bounded ends at the end of the log as it is when the run begins; continuous"
                          + " goes on until it is stopped.")
                  .oneOf("bounded", "continuous")
                  .defaultsTo("bounded"),
              Option.of(
                      "commit_interval",
                      OptionType.DURATION,
                      "Longest time that changes wait for their commit, in mode continuous.")
                  .defaultsTo("1s")
                  .between(1, DAY_MILLIS),
              Option.of(
                      "commit_rows", OptionType.INTEGER, "Changes after which a load is committed.")
                  .defaultsTo("250000")
                  .between(1, Long.MAX_VALUE),
              Option.of(
                      "idle_interval",
                      OptionType.DURATION,
                      "How often the position is stored while nothing changes.")
                  .defaultsTo("10s")
                  .between(1, DAY_MILLIS)),
          Option.of("timeout", OptionType.DURATION, "Longest time of the run; none if left out.")
              .example("2h")
              .between(1, DAY_MILLIS * 365),
          Option.group(
              "retry",
              "How often a passing failure is tried again.",
              Option.of("max_attempts", OptionType.INTEGER, "Tries in all, the first included.")
                  .defaultsTo("5")
                  .between(1, 100),
              Option.of(
                      "first_wait",
                      OptionType.DURATION,
                      "Wait after the first failure; doubles each time.")
                  .defaultsTo("200ms")
                  .between(1, DAY_MILLIS),
              Option.of("max_wait", OptionType.DURATION, "Longest wait between two tries.")
                  .defaultsTo("20s")
                  .between(1, DAY_MILLIS),
              Option.of(
                      "total", OptionType.DURATION, "Time after which no new try of a call begins.")
                  .defaultsTo("2m")
                  .between(1, DAY_MILLIS * 7)));

  /** The keys of a pipeline; the groups that connectors fill are still empty. */
  static final OptionSpec PIPELINE =
      OptionSpec.of(
          Option.of("kind", OptionType.STRING, "What the file holds.")
              .oneOf("pipeline", "batch")
              .defaultsTo("pipeline"),
          Option.of(
                  "name",
                  OptionType.STRING,
                  "Name of the pipeline: letters, digits, _, - and ., 100 at most, beginning with"
                      + " a letter or digit. Its state belongs to this name.")
              .require()
              .example("orders_to_warehouse"),
          Option.group("source", "Where rows come from.").require(),
          Option.group("sink", "Where rows go.").require(),
          Option.group("state", "Where positions are kept."),
          REJECTS,
          RUNTIME,
          Option.of(
                  "verify",
                  OptionType.STRING,
                  "Whether both ends are compared after every commit; a difference fails the run.")
              .oneOf(
                  Arrays.stream(VerifyGate.values()).map(VerifyGate::text).toArray(String[]::new))
              .defaultsTo(VerifyGate.OFF.text()));

  /** The keys of a batch file. */
  static final OptionSpec BATCH =
      OptionSpec.of(
          Option.of("kind", OptionType.STRING, "Says that the file holds several pipelines.")
              .oneOf("batch")
              .require(),
          Option.of(
              "vars", OptionType.STRING_MAP, "Values for {{ name }} in any text of the file."),
          Option.group("defaults", "Keys that all pipelines share."),
          Option.groups(
                  "tables",
                  "One pipeline an item: its keys are laid over the defaults, mapping by mapping,"
                      + " and may bring vars of its own. A plain text stands for vars: { table:"
                      + " TEXT }.")
              .require());

  private ManifestKeys() {}

  private static Option policy(String name, String description, DriftPolicy standard) {
    return Option.of(name, OptionType.STRING, description)
        .oneOf(Arrays.stream(DriftPolicy.values()).map(DriftPolicy::text).toArray(String[]::new))
        .defaultsTo(standard.text());
  }

  /** All keys with which a connector is reached, directly or by service. */
  static OptionSpec connection(ConnectorDescriptor connector, boolean service) {
    if (!service) {
      return connector.connection();
    }
    List<Option> options = new ArrayList<>(SERVICE.options());
    options.addAll(besideService(connector).options());
    return new OptionSpec(options);
  }

  /** Options of the connector's connection that can be given beside a service: none is needed. */
  static OptionSpec besideService(ConnectorDescriptor connector) {
    return new OptionSpec(
        connector.connection().options().stream()
            .filter(option -> SERVICE.find(option.name()).isEmpty())
            .map(ManifestKeys::optional)
            .toList());
  }

  /** All keys of {@code source} for a connector. */
  static OptionSpec source(ConnectorDescriptor connector, boolean service) {
    return replace(
        laidOver(SOURCE, connector.source()),
        withFields(CONNECTION, connection(connector, service)),
        withFields(STREAMS, stream(connector)));
  }

  /** All keys of one item of {@code streams} for a connector. */
  static OptionSpec stream(ConnectorDescriptor connector) {
    return laidOver(new OptionSpec(STREAMS.fields()), connector.stream());
  }

  /** All keys of {@code sink} for a connector. */
  static OptionSpec sink(ConnectorDescriptor connector, boolean service) {
    return replace(
        laidOver(SINK, connector.sink()), withFields(CONNECTION, connection(connector, service)));
  }

  /** All keys of {@code state} for files. */
  static OptionSpec fileState() {
    return laidOver(STATE, OptionSpec.of(STATE_PATH));
  }

  /** All keys of {@code state} for a connector. */
  static OptionSpec state(ConnectorDescriptor connector, boolean service) {
    OptionSpec core = laidOver(STATE, OptionSpec.of(CONNECTION));
    return replace(
        laidOver(core, connector.state()), withFields(CONNECTION, connection(connector, service)));
  }

  /** All keys of a manifest between these systems. */
  static OptionSpec pipeline(OptionSpec source, OptionSpec sink, OptionSpec state) {
    return replace(
        PIPELINE,
        withFields(PIPELINE.find("source").orElseThrow(), source),
        withFields(PIPELINE.find("sink").orElseThrow(), sink),
        withFields(PIPELINE.find("state").orElseThrow(), state));
  }

  /** All keys that do not belong to a connector. */
  static OptionSpec withoutConnectors() {
    return replace(
        PIPELINE,
        withFields(PIPELINE.find("source").orElseThrow(), SOURCE),
        withFields(PIPELINE.find("sink").orElseThrow(), SINK),
        withFields(
            PIPELINE.find("state").orElseThrow(),
            laidOver(fileState(), OptionSpec.of(CONNECTION))));
  }

  private static OptionSpec laidOver(OptionSpec core, OptionSpec own) {
    List<Option> options = new ArrayList<>();
    for (Option option : core.options()) {
      Option other = own.find(option.name()).orElse(option);
      if (other.type() != option.type()) {
        throw new IllegalArgumentException(
            "a connector's option " + option.name() + " must be a " + option.type());
      }
      options.add(other);
    }
    own.options().stream()
        .filter(option -> core.find(option.name()).isEmpty())
        .forEach(options::add);
    return new OptionSpec(options);
  }

  private static OptionSpec replace(OptionSpec spec, Option... replacements) {
    return new OptionSpec(
        spec.options().stream()
            .map(option ->
                Arrays.stream(replacements)
                    .filter(r -> r.name().equals(option.name()))
                    .findFirst()
                    .orElse(option))
            .toList());
  }

  private static Option withFields(Option group, OptionSpec fields) {
    return new Option(
        group.name(),
        group.type(),
        group.description(),
        group.required()
            || (group.type() == OptionType.OBJECT
                && fields.options().stream().anyMatch(Option::required)),
        null,
        null,
        List.of(),
        null,
        null,
        fields.options());
  }

  private static Option describe(Option group, String description) {
    return new Option(
        group.name(),
        group.type(),
        description,
        group.required(),
        null,
        null,
        List.of(),
        null,
        null,
        group.fields());
  }

  private static Option optional(Option option) {
    return new Option(
        option.name(),
        option.type(),
        option.description(),
        false,
        null,
        option.example(),
        option.allowed(),
        option.min(),
        option.max(),
        option.fields());
  }
}
