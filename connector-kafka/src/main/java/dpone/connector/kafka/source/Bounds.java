package dpone.connector.kafka.source;

import dpone.connector.kafka.error.KafkaCode;
import dpone.spi.error.Place;
import dpone.spi.source.ReadMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Decides where a read of a stream begins and ends in each partition. */
final class Bounds {
  private final Log log;
  private final StreamSettings settings;
  private final Consumer<String> tell;
  private final List<TopicPartition> partitions = new ArrayList<>();
  private final Map<TopicPartition, Long> begins;
  private final Map<TopicPartition, Long> ends;
  private final Collection<Topic> topics;

  /**
   * Asks for offsets once.
   *
   * @param tell hears what a user should know about this run
   */
  Bounds(Log log, StreamSettings settings, Collection<Topic> topics, Consumer<String> tell) {
    this.log = log;
    this.settings = settings;
    this.topics = topics;
    this.tell = tell;
    topics.forEach(
        t -> t.partitions().forEach(p -> partitions.add(new TopicPartition(t.name(), p))));
    // First the end: what is removed meanwhile is then missed by nobody.
    this.ends = log.stableEnds(partitions);
    this.begins = log.begins(partitions);
  }

  /** What is to be read of each partition, an empty range for one with nothing new. */
  List<Range> ranges(ReadMode mode, @Nullable StreamPosition from) {
    boolean whole = mode == ReadMode.FULL;
    if (whole && (settings.start().equals("latest") || settings.start().equals("committed"))) {
      throw KafkaCode.INVALID_OPTION
          .error("start_from is " + settings.start() + ", and this mode reads everything")
          .at(Place.stream(settings.name()))
          .remedy("leave start_from out, or choose an incremental mode")
          .build();
    }
    Map<TopicPartition, Long> fresh =
        whole || from == null || isNewStream(from) ? starts(whole) : Map.of();
    Map<TopicPartition, Long> limits = limits();
    List<Range> ranges = new ArrayList<>();
    for (Topic topic : topics) {
      for (int partition : topic.partitions()) {
        TopicPartition where = new TopicPartition(topic.name(), partition);
        long start =
            fresh.isEmpty() && from != null
                ? saved(topic, partition, from)
                : fresh.getOrDefault(where, begin(where));
        long end = Math.min(limits.getOrDefault(where, Long.MAX_VALUE), end(where));
        OptionalLong until =
            whole || from == null ? OptionalLong.empty() : until(topic, partition, from);
        end = Math.min(end, until.orElse(Long.MAX_VALUE));
        ranges.add(new Range(topic.name(), topic.id(), partition, start, Math.max(start, end)));
      }
    }
    return ranges;
  }

  private static boolean isNewStream(StreamPosition from) {
    return from.topics().isEmpty();
  }

  private long begin(TopicPartition where) {
    return begins.getOrDefault(where, 0L);
  }

  private long end(TopicPartition where) {
    return ends.getOrDefault(where, 0L);
  }

  /** Where a read begins that has no position. */
  private Map<TopicPartition, Long> starts(boolean whole) {
    Map<TopicPartition, Long> starts = new HashMap<>();
    Map<TopicPartition, Long> group =
        settings.fromGroup() && !whole ? log.committed(settings.group()) : Map.of();
    Map<TopicPartition, Long> timed =
        settings.start().equals("timestamp") && settings.startTime().isPresent()
            ? log.at(partitions, settings.startTime().getAsLong())
            : Map.of();
    for (TopicPartition where : partitions) {
      long start =
          switch (settings.start()) {
            case "latest" -> end(where);
            case "timestamp" -> {
              long at = timed.getOrDefault(where, -1L);
              yield at < 0 ? end(where) : at;
            }
            case "offsets" ->
                settings.startOffset(where.topic(), where.partition()).orElse(begin(where));
            default -> begin(where);
          };
      Long committed = group.get(where);
      starts.put(where, checked(where, committed == null ? start : committed));
    }
    return starts;
  }

  /** Where each partition ends by the manifest. */
  private Map<TopicPartition, Long> limits() {
    Map<TopicPartition, Long> limits = new HashMap<>();
    OptionalLong time = settings.endTime();
    Map<TopicPartition, Long> timed =
        time.isPresent() ? log.at(partitions, time.getAsLong()) : Map.of();
    for (TopicPartition where : partitions) {
      long limit = settings.endOffset(where.topic(), where.partition()).orElse(Long.MAX_VALUE);
      long at = timed.getOrDefault(where, -1L);
      limits.put(where, at < 0 ? limit : Math.min(limit, at));
    }
    return limits;
  }

  private static OptionalLong until(Topic topic, int partition, StreamPosition from) {
    StreamPosition.TopicPosition known = from.topics().get(topic.name());
    if (known == null || known.until().isEmpty()) {
      return OptionalLong.empty();
    }
    // A partition that came while the read was going on belongs to the next.
    return OptionalLong.of(known.until().getOrDefault(partition, 0L));
  }

  private long saved(Topic topic, int partition, StreamPosition from) {
    TopicPartition where = new TopicPartition(topic.name(), partition);
    StreamPosition.TopicPosition known = from.topics().get(topic.name());
    if (known == null) {
      tell.accept("topic " + topic.name() + " is new and read from its start");
      return begin(where);
    }
    if (!known.id().equals(topic.id())) {
      return lost(
          KafkaCode.TOPIC_RECREATED,
          where,
          "topic " + topic.name() + " was deleted and created again since it was read");
    }
    Long next = known.next().get(partition);
    if (next == null) {
      tell.accept("partition " + where + " is new and read from its start");
      return begin(where);
    }
    return checked(where, next);
  }

  /** An offset that is still there, or what the manifest wants in its place. */
  private long checked(TopicPartition where, long next) {
    if (next < begin(where)) {
      return lost(
          KafkaCode.OFFSETS_GONE,
          where,
          "partition "
              + where
              + " was to be read from offset "
              + next
              + ", and begins at "
              + begin(where)
              + " now");
    }
    if (next > end(where) && next > log.ends(List.of(where)).getOrDefault(where, 0L)) {
      return lost(
          KafkaCode.OFFSETS_GONE,
          where,
          "partition "
              + where
              + " was to be read from offset "
              + next
              + ", and ends at "
              + end(where)
              + " now");
    }
    return next;
  }

  private long lost(KafkaCode code, TopicPartition where, String what) {
    if (settings.onLost().equals("earliest")) {
      tell.accept(what + "; it is read from its start, as on_lost_offsets says");
      return begin(where);
    }
    if (settings.onLost().equals("latest")) {
      tell.accept(what + "; what is there is skipped, as on_lost_offsets says");
      return end(where);
    }
    throw code.error(what).at(Place.stream(settings.name()).row(where.toString())).build();
  }
}
