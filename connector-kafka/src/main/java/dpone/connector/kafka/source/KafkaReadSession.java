package dpone.connector.kafka.source;

import dpone.connector.kafka.error.KafkaCode;
import dpone.spi.error.Place;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.StreamRead;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** A view of topics: the offsets between which they are read, taken once. */
final class KafkaReadSession implements ReadSession {
  /**
   * One stream of the view.
   *
   * @param whole where each partition is to be read to before the read is complete
   * @param now what this session reads of it
   */
  record Viewed(StreamSettings settings, List<Range> whole, List<Range> now) {
    boolean complete() {
      Map<TopicPartition, Long> ends = new HashMap<>();
      now.forEach(r -> ends.put(r.where(), r.to()));
      return whole.stream().allMatch(r -> ends.getOrDefault(r.where(), r.from()) >= r.to());
    }
  }

  private final KafkaSource source;
  private final List<Viewed> streams = new ArrayList<>();
  private final List<Split> splits = new ArrayList<>();

  KafkaReadSession(KafkaSource source, ReadRequest request) {
    this.source = source;
    Map<String, StreamPosition> positions =
        request.start().map(StreamPosition::decode).orElse(Map.of());
    List<Asked> asked =
        request.streams().stream()
            .map(read -> asked(read, positions.get(read.selection().name())))
            .toList();
    long parts = asked.stream().flatMap(a -> a.whole().stream()).filter(r -> r.size() > 0).count();
    int readers = Math.max(1, request.parallelism());
    int mostKeys =
        LatestKeys.most(source.largestCell(), (int) Math.clamp(parts, 1, (long) readers));
    asked.forEach(a -> add(a, readers, mostKeys));
  }

  /** One stream of the request with what there is of it. */
  private record Asked(StreamRead read, StreamSettings settings, List<Range> whole) {}

  private Asked asked(StreamRead read, @Nullable StreamPosition from) {
    StreamSettings settings = new StreamSettings(read.selection());
    settings.checkMode(read.mode());
    List<Topic> topics = source.log().topics(settings);
    RowShape shape = source.shape(settings, read.selection().columns(), topics);
    if (!RowShape.digest(shape.schema()).equals(RowShape.digest(read.schema()))) {
      throw RowShape.changed(settings.name());
    }
    List<Range> whole =
        new Bounds(source.log(), settings, topics, source::tell).ranges(read.mode(), from);
    return new Asked(read, settings, Cut.limited(whole, settings.maxRecords()));
  }

  private void add(Asked asked, int readers, int mostKeys) {
    StreamRead read = asked.read();
    StreamSettings settings = asked.settings();
    boolean latest = settings.latestKeys();
    List<Range> now = asked.whole();
    if (read.mode() != ReadMode.FULL) {
      if (read.chunkRows() > 0) {
        now = Cut.limited(now, read.chunkRows());
      }
      if (latest) {
        // However many of its records have a key of their own, there is room for them.
        long parts = now.stream().filter(r -> r.size() > 0).count();
        long each = Math.max(1, Math.ceilDiv(parts, Math.min(readers, Math.max(1, parts))));
        now = Cut.each(now, Math.max(1, mostKeys / each));
      }
    } else if (latest) {
      LatestKeys.check(settings.name(), now);
    }
    streams.add(new Viewed(settings, asked.whole(), now));
    for (List<Range> group : latest ? Cut.whole(now, readers) : Cut.shared(now, readers)) {
      splits.add(
          new RangeSplit(
                  settings.name(),
                  read.selection().columns(),
                  settings.options(),
                  RowShape.digest(read.schema()),
                  group,
                  latest ? mostKeys : 0)
              .split(splits.size()));
    }
  }

  @Override
  public List<Split> splits() {
    return List.copyOf(splits);
  }

  @Override
  public Optional<Position> position(List<ReadReceipt> receipts) {
    Map<String, StreamPosition> reached = new TreeMap<>();
    for (Viewed stream : streams) {
      String name = stream.settings().name();
      List<Range> read =
          receipts.stream()
              .filter(r -> r.stream().equals(name))
              .flatMap(r -> RangeSplit.reached(r.payload()).stream())
              .toList();
      refuseOtherTopics(stream);
      reached.put(name, reached(stream, read));
    }
    return Optional.of(StreamPosition.encode(reached));
  }

  /** A topic that was deleted while it was read leaves offsets that mean nothing. */
  private void refuseOtherTopics(Viewed stream) {
    Map<String, String> ids = new HashMap<>();
    stream.now().forEach(r -> ids.put(r.topic(), r.topicId()));
    for (Topic topic : source.log().topics(stream.settings())) {
      String before = ids.get(topic.name());
      if (before != null && !before.equals(topic.id())) {
        throw KafkaCode.TOPIC_RECREATED
            .error("topic " + topic.name() + " was deleted and created again while it was read")
            .at(Place.stream(stream.settings().name()))
            .build();
      }
    }
  }

  /** Follows what the readers delivered from the start of each partition as far as it is whole. */
  private static StreamPosition reached(Viewed stream, List<Range> read) {
    Map<TopicPartition, List<Range>> pieces = new HashMap<>();
    read.forEach(r -> pieces.computeIfAbsent(r.where(), w -> new ArrayList<>()).add(r));
    Map<String, StreamPosition.TopicPosition> topics = new TreeMap<>();
    boolean complete = stream.complete();
    Map<TopicPartition, Long> ends = new HashMap<>();
    stream.whole().forEach(r -> ends.put(r.where(), r.to()));
    for (Range range : stream.now()) {
      List<Range> chain = new ArrayList<>(pieces.getOrDefault(range.where(), List.of()));
      chain.sort(Comparator.comparingLong(Range::from));
      long next = range.from();
      for (Range piece : chain) {
        if (piece.from() == next) {
          next = piece.to();
        }
      }
      StreamPosition.TopicPosition topic =
          topics.computeIfAbsent(
              range.topic(),
              name ->
                  new StreamPosition.TopicPosition(
                      range.topicId(), new TreeMap<>(), new TreeMap<>()));
      topic.next().put(range.partition(), next);
      if (!complete) {
        topic.until().put(range.partition(), ends.getOrDefault(range.where(), next));
      }
    }
    return new StreamPosition(stream.settings().group(), topics);
  }

  @Override
  public boolean complete() {
    return streams.stream().allMatch(Viewed::complete);
  }

  @Override
  public void close() {
    // The view is a handful of numbers.
  }
}
