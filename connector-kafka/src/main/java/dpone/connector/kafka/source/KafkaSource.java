package dpone.connector.kafka.source;

import dpone.connector.kafka.cluster.Clients;
import dpone.connector.kafka.connect.Cluster;
import dpone.connector.kafka.connect.ClusterSettings;
import dpone.connector.kafka.deadletter.DeadLetterTopic;
import dpone.connector.kafka.format.Formats;
import dpone.connector.kafka.registry.HttpRegistry;
import dpone.connector.kafka.registry.RegistryOptions;
import dpone.spi.Endpoint;
import dpone.spi.context.ConnectorContext;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Kafka as a source of bounded reads. */
public final class KafkaSource implements Source {
  private final ClusterSettings settings;
  private final ConnectorContext context;
  private final Cluster cluster;
  private final Log log;
  private final HttpRegistry registry;
  private final Clients clients;

  private KafkaSource(Endpoint endpoint, ConnectorContext context) {
    this.settings = new ClusterSettings(endpoint.connection());
    this.context = context;
    this.cluster = new Cluster(settings, context);
    this.log = new Log(cluster);
    this.clients = new Clients(endpoint.connection(), context);
    this.registry =
        HttpRegistry.of(endpoint.connection().group(RegistryOptions.GROUP.name()), context);
  }

  /** Opens the part; connects when it is first asked something. */
  public static Source open(Endpoint endpoint, ConnectorContext context) {
    return new KafkaSource(endpoint, context);
  }

  Log log() {
    return log;
  }

  /** Bytes of the largest cell, which tells how much memory the run has. */
  long largestCell() {
    return context.allocator().maxCellBytes();
  }

  void tell(String sentence) {
    context.logger().log(System.Logger.Level.WARNING, sentence);
  }

  RowShape shape(StreamSettings stream, List<String> columns, List<Topic> topics) {
    RowShape.Formats formats =
        new RowShape.Formats(
            Formats.open(stream.value(), false, registry),
            stream.keyAs().equals("columns") ? Formats.open(stream.key(), true, registry) : null);
    return RowShape.of(
        stream,
        columns,
        topics,
        formats,
        topic -> limit -> new Sampling(settings, context, log).take(topics, topic, limit));
  }

  @Override
  public List<String> streams() {
    return log.names();
  }

  @Override
  public StreamInfo describe(StreamSelection selection) {
    StreamSettings stream = new StreamSettings(selection);
    List<Topic> topics = log.topics(stream);
    RowShape shape = shape(stream, selection.columns(), topics);
    List<TopicPartition> partitions = new ArrayList<>();
    topics.forEach(
        t -> t.partitions().forEach(p -> partitions.add(new TopicPartition(t.name(), p))));
    Map<TopicPartition, Long> begins = log.begins(partitions);
    long offsets =
        log.stableEnds(partitions).entrySet().stream()
            .mapToLong(e -> e.getValue() - begins.getOrDefault(e.getKey(), 0L))
            .sum();
    List<String> notes = new ArrayList<>();
    if (stream.pattern() != null) {
      notes.add(
          "the stream is the topics "
              + String.join(", ", topics.stream().map(Topic::name).toList()));
    }
    notes.add(
        "rows are estimated by offsets, of which compaction and transactions leave some without a"
            + " record");
    return new StreamInfo(selection.name(), shape.schema(), List.of(), offsets, -1, notes);
  }

  @Override
  public List<String> explain(StreamRead read) {
    StreamSettings stream = new StreamSettings(read.selection());
    stream.checkMode(read.mode());
    List<String> notes = new ArrayList<>();
    notes.add(
        "reads what is committed, up to the "
            + (stream.endTime().isPresent() ? "time and " : "")
            + "offsets that each partition has when the read begins");
    if (read.mode() != ReadMode.FULL) {
      notes.add(
          stream.fromGroup()
              ? "without a position of its own, the run begins at the offsets committed for group "
                  + stream.group()
                  + ": if another client commits there, dpone neither knows what that client did"
                  + " with the records nor moves them again, so the stream is exactly once only"
                  + " from there on"
              : "without a position of its own, the run begins at " + stream.start());
    }
    if (!stream.group().isEmpty()) {
      notes.add(
          "the offsets of group "
              + stream.group()
              + " are committed after data and state are durable; a run that dies in between"
              + " commits them at its next end");
    }
    if (!stream.onLost().equals("fail")) {
      notes.add(
          "what retention removed before it was read is skipped without an error, as"
              + " on_lost_offsets says");
    }
    if (stream.latestKeys()) {
      notes.add(
          "of the records of a partition that have one key, the last one of each load is a row, and"
              + " those before it are counted as filtered; each partition is read twice for it");
    }
    if (stream.poison().equals("dead_letter")) {
      notes.add(
          "a record that cannot be decoded goes to topic "
              + stream.deadLetterTopic()
              + ", at least once");
    }
    return notes;
  }

  @Override
  public ReadSession read(ReadRequest request) {
    return new KafkaReadSession(this, request);
  }

  @Override
  public SplitReader open(Split split) {
    RangeSplit part = RangeSplit.of(split);
    StreamSettings stream = new StreamSettings(split.stream(), part.options());
    Set<String> names = part.ranges().stream().map(Range::topic).collect(Collectors.toSet());
    List<Topic> topics = log.topics(stream).stream().filter(t -> names.contains(t.name())).toList();
    RowShape shape = shape(stream, part.columns(), topics);
    if (!RowShape.digest(shape.schema()).equals(part.digest())) {
      throw RowShape.changed(split.stream());
    }
    PoisonRule poison = poison(stream);
    Fetch fetch = new Fetch(settings, context.cancellation(), split.stream(), part.ranges());
    LatestKeys latest =
        part.mostKeys() == 0
            ? null
            : new LatestKeys(
                context,
                split.stream(),
                part.ranges(),
                part.mostKeys(),
                new Fetch(settings, context.cancellation(), split.stream(), part.ranges()));
    return new KafkaReader(context, split, part, stream, shape, poison, fetch, latest);
  }

  private PoisonRule poison(StreamSettings stream) {
    return switch (stream.poison()) {
      case "reject" -> PoisonRule.reject(stream.name(), context.rejects());
      case "dead_letter" ->
          PoisonRule.deadLetter(
              DeadLetterTopic.open(clients, stream.deadLetterTopic(), stream.name()));
      default -> PoisonRule.fail(stream.name());
    };
  }

  @Override
  public void acknowledge(Position position) {
    StreamPosition.decode(position)
        .forEach((name, stream) -> {
          if (!stream.group().isEmpty()) {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            stream
                .topics()
                .forEach((topic, at) ->
                    at.next()
                        .forEach((partition, next) ->
                            offsets.put(new TopicPartition(topic, partition), next)));
            log.commit(stream.group(), offsets);
          }
        });
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public void close() {
    registry.close();
    clients.close();
    cluster.close();
  }
}
