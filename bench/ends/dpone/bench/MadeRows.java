package dpone.bench;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.ConnectorContext;
import dpone.spi.option.Options;
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
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Rows of one column of bytes; the random letters of Kafka's own producer test. */
final class MadeRows implements Source {
  private static final Schema SCHEMA =
      new Schema(List.of(new Field("value", new DataType.Bytes(), false, "")), List.of());

  /** So many different values come in turn. */
  private static final int DIFFERENT = 4096;

  private final long rows;
  private final int bytes;
  private final int splits;
  private final ConnectorContext context;

  MadeRows(Options options, ConnectorContext context) {
    this.rows = options.integer("rows");
    this.bytes = Math.toIntExact(options.integer("bytes"));
    this.splits = Math.toIntExact(options.integer("splits"));
    this.context = context;
  }

  @Override
  public List<String> streams() {
    return List.of("made");
  }

  @Override
  public StreamInfo describe(StreamSelection selection) {
    return new StreamInfo("made", SCHEMA, List.of(), rows, rows * bytes, List.of());
  }

  @Override
  public ReadSession read(ReadRequest request) {
    return new ReadSession() {
      @Override
      public List<Split> splits() {
        return IntStream.range(0, splits)
            .mapToObj(i -> new Split("made", i, rows * bytes / splits, Payload.empty("bench-ends", "made")))
            .toList();
      }

      @Override
      public Optional<Position> position(List<ReadReceipt> receipts) {
        return Optional.empty();
      }

      @Override
      public boolean complete() {
        return true;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public SplitReader open(Split split) {
    int ordinal = split.ordinal();
    long count = rows / splits + (ordinal < rows % splits ? 1 : 0);
    byte[] letters = new byte[DIFFERENT + bytes];
    SplittableRandom random = new SplittableRandom(ordinal);
    for (int i = 0; i < letters.length; i++) {
      letters[i] = (byte) ('A' + random.nextInt(26));
    }
    return new SplitReader() {
      private long next;

      @Override
      public ColumnBatch next() {
        if (next == count) {
          return null;
        }
        ColumnBatch batch = ColumnBatch.create(SCHEMA, context.allocator());
        while (next < count && !batch.isFull()) {
          batch.bytes(0).append(letters, (int) (next % DIFFERENT), bytes);
          batch.endRow();
          next++;
        }
        return batch;
      }

      @Override
      public ReadReceipt finish() {
        return new ReadReceipt("made", ordinal, next, 0, 0, Payload.empty("bench-ends", "made"));
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void acknowledge(Position position) {}

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
