package dpone.connector.postgres.source;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts tables into ranges of blocks. Pure. The ranges begin large and become smaller towards the
 * end: whoever is free takes the next, so a range that turns out larger than it weighed is made up
 * for by the small ones that the others take meanwhile.
 */
final class Slicer {
  /** A range of one or more tables, and what it weighs. */
  record Cut(List<Slice> slices, long bytes) {
    Cut {
      slices = List.copyOf(slices);
    }
  }

  /** A table and what its blocks weigh. */
  record Weighed(Heap heap, Weights weights) {}

  /** So that a statement over many small tables stays one that a server likes to plan. */
  private static final int MAX_SLICES = 64;

  private final int readers;
  private final long smallest;
  private final List<Cut> cuts = new ArrayList<>();
  private List<Slice> open = new ArrayList<>();
  private long openBytes;
  private long left;

  private Slicer(int readers, long smallest, long total) {
    this.readers = readers;
    this.smallest = smallest;
    this.left = total;
  }

  /**
   * Cuts.
   *
   * @param readers how many read at the same time
   * @param minBytes smallest range worth a reader of its own
   * @param perReader ranges for each reader, about
   */
  static List<Cut> cut(List<Weighed> tables, int readers, long minBytes, long perReader) {
    long total = tables.stream().mapToLong(t -> t.weights().total()).sum();
    long smallest = Math.max(minBytes, total / (readers * perReader * 2));
    Slicer slicer = new Slicer(readers, smallest, total);
    tables.forEach(slicer::add);
    slicer.close();
    return slicer.cuts;
  }

  /** Whether a reader has enough; a rest that is not worth one stays with the last range. */
  private boolean isEnough() {
    long wanted = Math.max(smallest, (left + openBytes) / (2L * readers));
    return openBytes >= wanted && left >= smallest / 2;
  }

  private void add(Weighed table) {
    Heap heap = table.heap();
    Weights weights = table.weights();
    long step = weights.step();
    long from = 0;
    if (heap.ranges()) {
      for (int i = 0; i < weights.steps(); i++) {
        take(weights.bytes(i));
        if (i + 1 < weights.steps() && isEnough()) {
          open.add(new Slice(heap, from, (i + 1) * step));
          from = (i + 1) * step;
          close();
        }
      }
    } else {
      take(weights.total());
    }
    open.add(new Slice(heap, from, -1));
    if (isEnough() || open.size() >= MAX_SLICES) {
      close();
    }
  }

  private void take(long bytes) {
    openBytes += bytes;
    left -= bytes;
  }

  private void close() {
    if (!open.isEmpty()) {
      cuts.add(new Cut(open, openBytes));
      open = new ArrayList<>();
      openBytes = 0;
    }
  }
}
