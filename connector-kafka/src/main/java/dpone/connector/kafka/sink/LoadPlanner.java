package dpone.connector.kafka.sink;

import dpone.connector.kafka.cluster.Topics;
import dpone.connector.kafka.error.KafkaCode;
import dpone.connector.kafka.format.codec.ValueFormat;
import dpone.connector.kafka.sink.TopicPlan.Clearing;
import dpone.connector.kafka.sink.TopicPlan.KeyKind;
import dpone.connector.kafka.sink.TopicPlan.Missing;
import dpone.connector.kafka.sink.TopicPlan.Part;
import dpone.connector.kafka.sink.TopicPlan.RecordKey;
import dpone.spi.Unsupported;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.spi.sink.ColumnMapping;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.Fidelity;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import dpone.spi.sink.StreamPlan;
import dpone.spi.type.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** Plans a load from the request and what the topic is like; changes nothing. */
final class LoadPlanner {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
  private static final String CHUNK_ROWS = "chunk_rows";

  private final Topics topics;
  private final SinkSettings settings;
  private final ValueFormat keyFormat;
  private final ValueFormat valueFormat;

  LoadPlanner(
      Topics topics, SinkSettings settings, ValueFormat keyFormat, ValueFormat valueFormat) {
    this.topics = topics;
    this.settings = settings;
    this.keyFormat = keyFormat;
    this.valueFormat = valueFormat;
  }

  TopicPlan plan(StreamLoad load) {
    LoadMode mode = load.strategy().mode();
    refuseUnknown(load, mode);
    String topic = load.target();
    if (!NAME.matcher(topic).matches() || topic.equals(".") || topic.equals("..")) {
      throw KafkaCode.INVALID_TOPIC
          .error("not a topic's name: " + topic)
          .at(Place.stream(load.stream()))
          .build();
    }
    List<String> notes = new ArrayList<>();
    Columns columns = new Columns(load, settings.options());
    RecordKey key = columns.key();
    Part value = columns.value();
    keyed(load, mode, key, notes);
    Optional<Integer> partitions = topics.partitions(topic);
    Map<String, String> configs = partitions.isPresent() ? configs(topic, notes) : Map.of();
    Missing missing = partitions.isPresent() ? null : missing(load, mode, key);
    TopicPlan.Routing routing = columns.routing(partitions.orElse(0));
    String policy =
        (missing == null ? configs : missing.configs())
            .getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    Clearing clearing = clearing(load, mode, key, policy, notes);
    if (key.kind() == KeyKind.COLUMNS) {
      keyFormat.check(topic, key.columns().fields());
    }
    valueFormat.check(topic, value.fields());
    describe(mode, key, notes);
    return new TopicPlan(
        new StreamPlan(
            load.stream(),
            topic,
            mappings(value, columns.headers(), notes),
            missing == null ? List.of() : List.of(creation(topic, missing)),
            publish(clearing),
            null,
            notes),
        mode,
        load.schema(),
        value,
        key,
        routing,
        limit(configs),
        clearing,
        missing);
  }

  private void refuseUnknown(StreamLoad load, LoadMode mode) {
    if (!settings.delivery().modes().contains(mode)) {
      throw Unsupported.what(
          "kafka", "strategy.mode " + mode.text(), Modes.reason(mode, settings.delivery()));
    }
    for (String parameter : load.strategy().parameters().keySet()) {
      if (mode != LoadMode.BACKFILL || !parameter.equals(CHUNK_ROWS)) {
        throw Unsupported.what(
            "kafka", "the parameter " + parameter + " of strategy.mode " + mode.text());
      }
    }
  }

  /** What the mode asks of the key. */
  private void keyed(StreamLoad load, LoadMode mode, RecordKey key, List<String> notes) {
    boolean needed = Modes.keyed(mode) || settings.delivery() == Delivery.IDEMPOTENT;
    List<String> unique = load.strategy().uniqueKey();
    if (needed && unique.isEmpty()) {
      throw KafkaCode.KEY_MISSING
          .error(mode.text() + " needs a unique key")
          .at(Place.stream(load.stream()))
          .build();
    }
    if (needed
        && (key.kind() != KeyKind.COLUMNS
            || !key.columns().fields().stream().map(Field::name).toList().equals(unique))) {
      throw KafkaCode.INVALID_OPTION
          .error(
              mode.text()
                  + " replaces rows by their record key, so that sink.key must be unique_key")
          .at(Place.stream(load.stream()))
          .build();
    }
    if (Modes.keyed(mode)) {
      notes.add(
          "key: ("
              + String.join(", ", unique)
              + ") as "
              + keyFormat.name()
              + "; the last record of a key is the row, also of several in one load");
    }
  }

  private Map<String, String> configs(String topic, List<String> notes) {
    Optional<Map<String, String>> found = topics.configs(topic);
    if (found.isEmpty()) {
      notes.add(
          "this user may not see the topic's settings: cleanup.policy is taken for delete, and"
              + " max.message.bytes for sink.max_request_size");
    }
    found
        .map(configs -> configs.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))
        .filter(type -> type.equals("LogAppendTime"))
        .filter(type -> settings.options().has(SinkOptions.TIMESTAMP_COLUMN))
        .ifPresent(type ->
            notes.add(
                "the topic overwrites timestamps by the brokers' time (message.timestamp.type)"));
    return found.orElse(Map.of());
  }

  private Missing missing(StreamLoad load, LoadMode mode, RecordKey key) {
    if (load.evolution().tables() != DriftPolicy.EVOLVE) {
      throw KafkaCode.TOPIC_NOT_FOUND
          .error("the topic " + load.target() + " does not exist")
          .at(Place.stream(load.stream()))
          .remedy("create it, or set schema_evolution.tables to evolve")
          .build();
    }
    Options topic = settings.options().group(SinkOptions.TOPIC);
    Map<String, String> configs = new HashMap<>(defaults(load, mode, key));
    configs.putAll(topic.map(SinkOptions.CONFIGS));
    return new Missing(
        topic.findInteger(SinkOptions.PARTITIONS).map(Math::toIntExact),
        topic.findInteger(SinkOptions.REPLICATION_FACTOR).map(Long::shortValue),
        configs);
  }

  /** A target does not lose rows by itself, unless its log grows for ever. */
  private static Map<String, String> defaults(StreamLoad load, LoadMode mode, RecordKey key) {
    boolean byKey =
        key.kind() == KeyKind.COLUMNS
            && !load.strategy().uniqueKey().isEmpty()
            && key.columns().fields().stream()
                .map(Field::name)
                .toList()
                .equals(load.strategy().uniqueKey());
    if (Modes.keyed(mode) || (mode == LoadMode.FULL_REFRESH && byKey)) {
      return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    }
    return mode == LoadMode.FULL_REFRESH
        ? Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            "-1")
        : Map.of();
  }

  private Clearing clearing(
      StreamLoad load, LoadMode mode, RecordKey key, String policy, List<String> notes) {
    boolean compacted = policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT);
    if (compacted && key.kind() == KeyKind.NONE) {
      throw KafkaCode.CLEANUP_POLICY
          .error("the topic " + load.target() + " is compacted and takes no record without key")
          .at(Place.stream(load.stream()))
          .remedy("set sink.key, or let the topic have cleanup.policy=delete")
          .build();
    }
    if (compacted && mode == LoadMode.INCREMENTAL_APPEND) {
      notes.add("the topic is compacted: of the records of a key it keeps the last");
    }
    if (mode != LoadMode.FULL_REFRESH) {
      return Clearing.NONE;
    }
    if (policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      notes.add(
          "the topic is compacted, so a tombstone for every key that it has comes first, in the same"
              + " transaction");
      return Clearing.TOMBSTONES;
    }
    notes.add(
        "records from before the load are deleted after its transaction; in between readers see"
            + " both");
    return Clearing.DELETE_RECORDS;
  }

  private void describe(LoadMode mode, RecordKey key, List<String> notes) {
    switch (settings.delivery()) {
      case TRANSACTIONAL ->
          notes.add(
              "delivery: one transaction of at most "
                  + settings.transactionTimeout().toSeconds()
                  + " s, seen whole by readers of committed records; the brokers allow"
                  + " transaction.max.timeout.ms");
      case IDEMPOTENT ->
          notes.add(
              "delivery: records appear as they are sent; a load that fails leaves some, which the"
                  + " next sends again under the same keys");
      case AT_LEAST_ONCE ->
          notes.add(
              "delivery: records appear as they are sent; after a failure some may come twice");
    }
    if (mode == LoadMode.CDC_APPLY) {
      notes.add(
          "deleted rows: "
              + settings.options().string(SinkOptions.DELETES)
              + "; a changed key is a tombstone of the old one and a record of the new one");
    }
    if (key.kind() == KeyKind.HASH) {
      notes.add("key: SHA-256 of the value, its first 128 bits in hexadecimal");
    }
  }

  private List<ColumnMapping> mappings(Part value, Part headers, List<String> notes) {
    List<ColumnMapping> mappings = new ArrayList<>();
    for (Field field : value.fields()) {
      mappings.add(mapping(field, valueFormat.name()));
    }
    for (Field field : headers.fields()) {
      mappings.add(mapping(field, "header"));
    }
    if (!headers.fields().isEmpty()) {
      notes.add(
          "headers: " + String.join(", ", headers.fields().stream().map(Field::name).toList()));
    }
    return mappings;
  }

  private static ColumnMapping mapping(Field field, String target) {
    return new ColumnMapping(field.name(), field.type(), field.name(), target, Fidelity.EXACT, "");
  }

  private static String creation(String topic, Missing missing) {
    return "create topic "
        + topic
        + " with "
        + missing.partitions().map(String::valueOf).orElse("the brokers' default of")
        + " partitions, "
        + missing.replication().map(String::valueOf).orElse("the brokers' default of")
        + " replicas"
        + (missing.configs().isEmpty() ? "" : " and " + new TreeMap<>(missing.configs()));
  }

  private String publish(Clearing clearing) {
    return switch (clearing) {
      case NONE -> settings.delivery().transactional() ? "transaction" : "as sent";
      case TOMBSTONES -> "transaction with tombstones";
      case DELETE_RECORDS -> "transaction, then delete records";
    };
  }

  /** The topic's own limit is one of a batch, so that a record has to leave room for its frame. */
  private int limit(Map<String, String> configs) {
    @Nullable String own = configs.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
    return own == null
        ? settings.maxRequestSize()
        : Math.min(settings.maxRequestSize(), Integer.parseInt(own));
  }
}
