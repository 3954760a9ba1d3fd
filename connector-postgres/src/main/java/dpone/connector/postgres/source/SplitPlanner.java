package dpone.connector.postgres.source;

import dpone.connector.postgres.catalog.Relation;
import dpone.connector.postgres.connect.PgSession;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Divides the read of one stream into statements. */
final class SplitPlanner {
  private final int readers;
  private final long minSplitBytes;
  private final long splitsPerReader;
  private final long blockSize;

  SplitPlanner(int readers, long minSplitBytes, long splitsPerReader, long blockSize) {
    this.readers = readers;
    this.minSplitBytes = minSplitBytes;
    this.splitsPerReader = splitsPerReader;
    this.blockSize = blockSize;
  }

  /** How many parts are read at the same time. */
  int readers() {
    return readers;
  }

  /**
   * All rows under some conditions: disjoint parts, together all of them.
   *
   * @param session asked what ranges weigh; null takes every block for the same, which is right
   *     where most rows are looked at and few are sent
   */
  List<Part> ranges(
      @Nullable PgSession session,
      Described stream,
      Extent extent,
      boolean wire,
      List<String> conditions) {
    if (extent.undivided() != null || extent.heaps().isEmpty()) {
      Relation relation = stream.relation();
      long blocks = relation == null ? 0 : relation.blocks();
      return List.of(
          new Part(
              ReadSql.select(stream, wire, conditions), blocks == 0 ? -1 : blocks * blockSize));
    }
    List<Slicer.Weighed> weighed = new ArrayList<>();
    for (Heap heap : extent.heaps()) {
      weighed.add(new Slicer.Weighed(heap, weights(session, stream, heap)));
    }
    return Slicer.cut(weighed, readers, minSplitBytes, splitsPerReader).stream()
        .map(cut -> new Part(ReadSql.select(stream, wire, cut.slices(), conditions), cut.bytes()))
        .toList();
  }

  private Weights weights(@Nullable PgSession session, Described stream, Heap heap) {
    // What one reader reads alone, or what is small, need not be weighed.
    if (session == null
        || readers == 1
        || !heap.ranges()
        || heap.blocks() <= 1
        || heap.blocks() * blockSize + heap.toastBytes() <= minSplitBytes) {
      return Weights.even(heap, blockSize);
    }
    return Weights.ask(session, stream, heap, blockSize);
  }
}
