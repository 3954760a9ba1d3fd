package stranger.numbers;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.ConnectorContext;
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

final class NumbersSource implements Source {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field("n", new DataType.Int(64), false, ""),
              new Field("square", new DataType.Decimal(38, 2), false, ""),
              new Field("name", new DataType.Text(), true, "")),
          List.of("n"));

  private final long count;
  private final ConnectorContext context;

  NumbersSource(long count, ConnectorContext context) {
    this.count = count;
    this.context = context;
  }

  @Override
  public List<String> streams() {
    return List.of("numbers");
  }

  @Override
  public StreamInfo describe(StreamSelection selection) {
    return new StreamInfo("numbers", SCHEMA, List.of(), count, -1, List.of());
  }

  @Override
  public ReadSession read(ReadRequest request) {
    return new ReadSession() {
      @Override
      public List<Split> splits() {
        return List.of(new Split("numbers", 0, -1, Payload.empty("numbers", "all")));
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
    return new SplitReader() {
      private long next = 1;

      @Override
      public ColumnBatch next() {
        if (next > count) {
          return null;
        }
        ColumnBatch batch = ColumnBatch.create(SCHEMA, context.allocator());
        while (next <= count && !batch.isFull()) {
          batch.longs(0).append(next);
          batch.int128s(1).append(next * next * 100);
          if (next % 3 == 0) {
            batch.column(2).appendNull();
          } else {
            batch.bytes(2).append("número " + next);
          }
          batch.endRow();
          next++;
        }
        return batch;
      }

      @Override
      public ReadReceipt finish() {
        return new ReadReceipt("numbers", 0, next - 1, 0, 0, Payload.empty("numbers", "all"));
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
