package dpone.connector.clickhouse.source;

import static dpone.connector.clickhouse.payload.Payloads.JSON;

import dpone.connector.clickhouse.connect.Reading;
import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.type.ReadMapping;
import dpone.connector.clickhouse.wire.BlockReader;
import dpone.connector.clickhouse.wire.Frames;
import dpone.connector.clickhouse.wire.NativeInput;
import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.Boundary;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.source.SplitReader;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads the answer of one query. */
final class QueryReader implements SplitReader {
  private final ConnectorContext context;
  private final RowCounts counts;
  private final Split split;
  private final Schema schema;
  private final Reading answer;
  private final BlockReader blocks;
  private final Delivered delivered = new Delivered();
  private boolean ended;
  private int chunks;
  private int rowsBefore;

  QueryReader(
      Server server,
      ConnectorContext context,
      RowCounts counts,
      Split split,
      QuerySplit part,
      Described stream,
      ReadSettings settings) {
    this.context = context;
    this.counts = counts;
    this.split = split;
    this.schema = stream.schema();
    try {
      this.answer = server.read(part.select() + " FORMAT Native", settings.of(server, stream));
    } catch (DponeException failure) {
      throw failure.at(Place.stream(split.stream()));
    }
    NativeInput input =
        server.settings().compresses()
            ? new NativeInput(new Frames(answer::read))
            : new NativeInput(answer::read);
    List<ReadMapping> mappings = stream.columns().stream().map(ReadColumn::mapping).toList();
    this.blocks =
        new BlockReader(
            input,
            split.stream(),
            schema.fields(),
            mappings,
            context.allocator().maxCellBytes(),
            part.telling() ? new BlockReader.Marks(ReadSql.ROW, delivered::add) : null);
  }

  @Override
  public @Nullable Chunk next() {
    context.cancellation().check();
    if (blocks.atEnd()) {
      ended = true;
      return null;
    }
    if (chunks++ == 1) {
      context.reached(Boundary.MID_PAGE);
    }
    ColumnBatch batch = ColumnBatch.create(schema, context.allocator(), rowsBefore);
    try {
      do {
        blocks.next(batch, this::reject);
      } while (!batch.isFull() && !blocks.atEnd());
      rowsBefore = batch.rows();
      return batch;
    } catch (RuntimeException | Error failure) {
      batch.close();
      throw failure;
    }
  }

  private void reject(long number, Field field, DponeException error) {
    context
        .rejects()
        .reject(
            split.stream(),
            field.name(),
            "",
            error.code(),
            error.what(),
            JSON.object().put("split", split.ordinal()).put("row", number).toString());
  }

  @Override
  public ReadReceipt finish() {
    if (!ended) {
      throw new IllegalStateException("the split was not read to its end");
    }
    OptionalLong counted = counts.of(answer.queryId());
    long rows = counted.orElse(blocks.rows());
    if (rows != blocks.rows()) {
      throw ChCode.ROWS_MISSING
          .error("the server sent " + rows + " rows and " + blocks.rows() + " arrived")
          .at(Place.stream(split.stream()))
          .build();
    }
    return new ReadReceipt(
        split.stream(), split.ordinal(), rows, 0, blocks.unfit(), delivered.encode());
  }

  @Override
  public void close() {
    answer.close();
  }
}
