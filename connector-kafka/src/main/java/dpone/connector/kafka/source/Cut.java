package dpone.connector.kafka.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Shares the parts of a read out among readers, and among runs. */
final class Cut {
  /** Offsets below which a partition is not worth cutting. */
  static final long SMALLEST = 50_000;

  private Cut() {}

  /**
   * The ranges with at most that many offsets in all, the same for each as far as it goes.
   *
   * @param limit at least 1
   */
  static List<Range> limited(List<Range> ranges, long limit) {
    long total = ranges.stream().mapToLong(Range::size).sum();
    if (total <= limit) {
      return ranges;
    }
    long left = limit;
    int parts = ranges.size();
    List<Range> bySize = new ArrayList<>(ranges);
    bySize.sort(Comparator.comparingLong(Range::size));
    List<Range> taken = new ArrayList<>();
    for (Range range : bySize) {
      long share = Math.min(range.size(), (left + parts - 1) / parts);
      left -= share;
      parts--;
      taken.add(
          new Range(
              range.topic(),
              range.topicId(),
              range.partition(),
              range.from(),
              range.from() + share));
    }
    return taken;
  }

  /** The ranges with at most that many offsets each. */
  static List<Range> each(List<Range> ranges, long limit) {
    return ranges.stream()
        .map(r ->
            r.size() <= limit
                ? r
                : new Range(r.topic(), r.topicId(), r.partition(), r.from(), r.from() + limit))
        .toList();
  }

  /** Groups of whole partitions, as many as there are readers, of about as many partitions each. */
  static List<List<Range>> whole(List<Range> ranges, int readers) {
    List<Range> bySize =
        ranges.stream()
            .filter(r -> r.size() > 0)
            .sorted(Comparator.comparingLong(Range::size).reversed())
            .toList();
    List<List<Range>> groups = new ArrayList<>();
    for (int i = 0; i < bySize.size(); i++) {
      if (i < readers) {
        groups.add(new ArrayList<>());
      }
      groups.get(i % readers).add(bySize.get(i));
    }
    return groups.stream().map(List::copyOf).toList();
  }

  /**
   * As many groups as there are readers, of about the same size; large partitions are cut where
   * there are fewer of them than readers.
   */
  static List<List<Range>> shared(List<Range> ranges, int readers) {
    List<Range> full = ranges.stream().filter(r -> r.size() > 0).toList();
    if (full.isEmpty()) {
      return List.of();
    }
    List<Range> pieces = new ArrayList<>();
    long total = full.stream().mapToLong(Range::size).sum();
    long share = Math.max(SMALLEST, (total + readers - 1) / readers);
    for (Range range : full) {
      long count = full.size() >= readers ? 1 : Math.max(1, Math.ceilDiv(range.size(), share));
      long step = Math.ceilDiv(range.size(), count);
      for (long from = range.from(); from < range.to(); from += step) {
        pieces.add(
            new Range(
                range.topic(),
                range.topicId(),
                range.partition(),
                from,
                Math.min(range.to(), from + step)));
      }
    }
    pieces.sort(Comparator.comparingLong(Range::size).reversed());
    // One consumer cannot read two parts of one partition at a time, so that they go to different
    // groups; the least loaded one takes the next.
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < Math.min(readers, pieces.size()); i++) {
      groups.add(new Group(new ArrayList<>()));
    }
    List<Group> further = new ArrayList<>();
    for (Range piece : pieces) {
      PriorityQueue<Group> free = new PriorityQueue<>(Comparator.comparingLong(Group::size));
      groups.stream().filter(g -> !g.reads(piece)).forEach(free::add);
      Group chosen = free.poll();
      if (chosen == null) {
        chosen = new Group(new ArrayList<>());
        further.add(chosen);
      }
      chosen.ranges().add(piece);
    }
    groups.addAll(further);
    return groups.stream().map(g -> List.copyOf(g.ranges())).filter(g -> !g.isEmpty()).toList();
  }

  private record Group(List<Range> ranges) {
    long size() {
      return ranges.stream().mapToLong(Range::size).sum();
    }

    boolean reads(Range other) {
      return ranges.stream().anyMatch(r -> r.where().equals(other.where()));
    }
  }
}
