package dpone.runtime.commit;

import dpone.spi.batch.BatchAllocator;
import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a {@link MemorySystem} in two splits, three rows a batch. */
final class MemorySource implements Source {
  static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field("id", new DataType.Int(64), false, ""),
              new Field("value", new DataType.Text(), false, "")),
          List.of("id"));
  private static final int ROWS_A_BATCH = 3;

  private final MemorySystem.Process process;
  private final BatchAllocator allocator;
  private final long pageLimit;

  /** A defect that a test switches on: rows the reader claims but does not deliver. */
  int lost;

  MemorySource(MemorySystem.Process process, BatchAllocator allocator, long pageLimit) {
    this.process = process;
    this.allocator = allocator;
    this.pageLimit = pageLimit;
  }

  @Override
  public List<String> streams() {
    return List.of("rows");
  }

  @Override
  public StreamInfo describe(StreamSelection selection) {
    return new StreamInfo("rows", SCHEMA, List.of(), -1, -1, List.of());
  }

  @Override
  public ReadSession read(ReadRequest request) {
    long after =
        request.start().map(p -> Long.parseLong(p.payload().json())).orElse(Long.MIN_VALUE);
    boolean full = request.streams().getFirst().mode() == ReadMode.FULL;
    List<Map.Entry<Long, String>> rows =
        new ArrayList<>(
            process.system().source.tailMap(full ? Long.MIN_VALUE : after, full).entrySet());
    boolean complete = full || rows.size() <= pageLimit;
    List<Map.Entry<Long, String>> page = complete ? rows : rows.subList(0, (int) pageLimit);
    return new ReadSession() {
      // As with a source of pages: nobody can tell before they were read.
      private boolean known = full;

      @Override
      public List<Split> splits() {
        if (page.isEmpty()) {
          return List.of();
        }
        long first = page.getFirst().getKey();
        long last = page.getLast().getKey();
        long middle = page.get(page.size() / 2).getKey();
        return List.of(split(0, first, middle), split(1, middle, last + 1));
      }

      @Override
      public Optional<Position> position(List<ReadReceipt> receipts) {
        known = true;
        if (full) {
          return Optional.empty();
        }
        long reached = page.isEmpty() ? after : page.getLast().getKey();
        return reached == Long.MIN_VALUE ? Optional.empty() : Optional.of(positionOf(reached));
      }

      @Override
      public boolean complete() {
        return known && complete;
      }

      @Override
      public void close() {
        // nothing is held
      }
    };
  }

  private static Position positionOf(long reached) {
    return new Position(
        new Payload("memory", "key", 1, Long.toString(reached)), "id <= " + reached);
  }

  private static Split split(int ordinal, long from, long to) {
    return new Split("rows", ordinal, -1, new Payload("memory", "range", 1, from + ":" + to));
  }

  @Override
  public SplitReader open(Split split) {
    String[] range = split.payload().json().split(":", -1);
    List<Map.Entry<Long, String>> rows =
        new ArrayList<>(
            process
                .system()
                .source
                .subMap(Long.parseLong(range[0]), Long.parseLong(range[1]))
                .entrySet());
    return new SplitReader() {
      private int next;

      @Override
      public @Nullable Chunk next() {
        process.system();
        if (next >= rows.size() - lost) {
          return null;
        }
        ColumnBatch batch = ColumnBatch.create(SCHEMA, allocator);
        for (int i = 0; i < ROWS_A_BATCH && next < rows.size() - lost; i++) {
          batch.longs(0).append(rows.get(next).getKey());
          batch.bytes(1).append(rows.get(next).getValue());
          batch.endRow();
          next++;
        }
        return batch;
      }

      @Override
      public ReadReceipt finish() {
        return new ReadReceipt(
            "rows", split.ordinal(), rows.size(), 0, 0, Payload.empty("memory", "read"));
      }

      @Override
      public void close() {
        // nothing is held
      }
    };
  }

  @Override
  public void acknowledge(Position position) {
    process.system().acknowledged.add(position.payload().json());
  }

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public void close() {
    // nothing is held
  }
}
