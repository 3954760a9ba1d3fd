package dpone.connector.kafka.sink;

import dpone.connector.kafka.cluster.Clients;
import dpone.connector.kafka.cluster.Topics;
import dpone.connector.kafka.format.Formats;
import dpone.connector.kafka.format.codec.EnvelopeFacts;
import dpone.connector.kafka.format.codec.RecordEncoder;
import dpone.connector.kafka.format.codec.ValueFormat;
import dpone.connector.kafka.ledger.LoadLedger;
import dpone.connector.kafka.registry.HttpRegistry;
import dpone.connector.kafka.registry.RegistryOptions;
import dpone.connector.kafka.registry.SchemaRegistry;
import dpone.connector.kafka.sink.TopicPlan.KeyKind;
import dpone.connector.kafka.sink.TopicPlan.Partitioner;
import dpone.spi.Endpoint;
import dpone.spi.context.ConnectorContext;
import dpone.spi.option.Options;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.Committer;
import dpone.spi.sink.Fence;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.Sink;
import dpone.spi.sink.SinkTraits;
import dpone.spi.sink.StageWriter;
import dpone.spi.sink.StreamPlan;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.StageHandle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Kafka as a sink. */
public final class KafkaSink implements Sink {
  private final Clients clients;
  private final ConnectorContext context;
  private final SinkSettings settings;
  private final LoadLedger ledger;
  private final ValueFormat keyFormat;
  private final ValueFormat valueFormat;
  private final Map<List<String>, ScopeProducer> scopes = new ConcurrentHashMap<>();

  /**
   * A sink; it connects when it is first asked something.
   *
   * @param keyFormat format of record keys
   * @param valueFormat format of record values
   */
  public KafkaSink(
      Clients clients,
      Options options,
      ConnectorContext context,
      ValueFormat keyFormat,
      ValueFormat valueFormat) {
    this.clients = clients;
    this.context = context;
    this.settings = new SinkSettings(options);
    this.keyFormat = keyFormat;
    this.valueFormat = valueFormat;
    this.ledger =
        new LoadLedger(
            clients,
            context.cancellation(),
            options.string(SinkOptions.LOADS_TOPIC),
            options.bool(SinkOptions.CREATE_LOADS_TOPIC));
  }

  /** Opens the part; connects when it is first asked something. */
  public static Sink open(Endpoint endpoint, ConnectorContext context) {
    Options options = endpoint.settings();
    Options group = endpoint.connection().group(RegistryOptions.GROUP.name());
    SchemaRegistry registry = HttpRegistry.of(group, context);
    return new KafkaSink(
        new Clients(endpoint.connection(), context),
        options,
        context,
        Formats.open(options.group("key_format"), true, registry),
        Formats.open(options.group("value"), false, registry));
  }

  @Override
  public SinkTraits traits() {
    Delivery delivery = settings.delivery();
    return new SinkTraits(
        delivery.commitClass(), Fence.EPOCH, delivery.modes(), Modes.refused(delivery));
  }

  @Override
  public LoadPlan plan(LoadRequest request) {
    return withTopics(topics -> plan(planned(topics, request)));
  }

  List<TopicPlan> planned(Topics topics, LoadRequest request) {
    LoadPlanner planner = new LoadPlanner(topics, settings, keyFormat, valueFormat);
    return request.streams().stream().map(planner::plan).toList();
  }

  LoadPlan plan(List<TopicPlan> streams) {
    CommitClass commitClass = settings.delivery().commitClass();
    return new LoadPlan(commitClass, Fence.EPOCH, streams.stream().map(TopicPlan::plan).toList());
  }

  @Override
  public Committer committer(LoadRequest request) {
    return new KafkaCommitter(this, request, scope(request.pipeline(), request.scope()));
  }

  private ScopeProducer scope(String pipeline, String scope) {
    return scopes.computeIfAbsent(
        List.of(pipeline, scope),
        name -> new ScopeProducer(clients, context, settings, ledger, pipeline, scope));
  }

  @Override
  public StageWriter writer(StageHandle handle, StreamPlan plan, Split split, int attempt) {
    StageToken token = StageToken.decode(handle.payload());
    ScopeProducer scope = scopes.get(List.of(token.pipeline(), token.scope()));
    if (scope == null) {
      throw ScopeProducer.lost(
          "a transaction can be written to by the process that opened it only");
    }
    Stage stage = scope.stage(token.token());
    TopicPlan topic = stage.plan(split.stream());
    EnvelopeFacts facts =
        new EnvelopeFacts(
            Map.of("load_id", handle.loadId().value()), Map.of("stream", split.stream()));
    RecordEncoder value =
        valueFormat.encoder(topic.topic(), topic.value().fields(), topic.value().cells(), facts);
    RecordShaper shaper =
        new RecordShaper(
            topic, value, key(topic, topic.key().columns()), old(topic), partitions(topic));
    ChangeRecords changes =
        topic.mode() == LoadMode.CDC_APPLY
            ? new ChangeRecords(topic, shaper, settings.options().string(SinkOptions.DELETES))
            : null;
    return new RecordWriter(scope, stage, topic, context, split, shaper, changes);
  }

  private @Nullable RecordEncoder key(TopicPlan topic, TopicPlan.Part part) {
    return topic.key().kind() == KeyKind.COLUMNS
        ? keyFormat.encoder(topic.topic(), part.fields(), part.cells(), EnvelopeFacts.NONE)
        : null;
  }

  private @Nullable RecordEncoder old(TopicPlan topic) {
    return topic.mode() == LoadMode.CDC_APPLY ? key(topic, topic.key().old()) : null;
  }

  /** Asked anew where the plan was made before the topic was. */
  private int partitions(TopicPlan topic) {
    int known = topic.routing().partitions();
    return known > 0 || topic.routing().partitioner() == Partitioner.DEFAULT
        ? known
        : withTopics(topics -> topics.partitions(topic.topic()).orElse(1));
  }

  <T> T withTopics(Function<Topics, T> question) {
    return question.apply(clients.topics());
  }

  Tombstones tombstones() {
    return new Tombstones(clients, context);
  }

  ConnectorContext context() {
    return context;
  }

  SinkSettings settings() {
    return settings;
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public void close() {
    scopes.values().forEach(ScopeProducer::close);
    clients.close();
  }
}
