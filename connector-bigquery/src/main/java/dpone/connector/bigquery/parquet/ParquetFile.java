package dpone.connector.bigquery.parquet;

import dpone.connector.bigquery.encode.EncodedColumn;
import dpone.connector.bigquery.encode.Out;
import dpone.connector.bigquery.encode.RowFile;
import dpone.connector.bigquery.encode.Unfit;
import dpone.connector.bigquery.encode.Values;
import dpone.connector.bigquery.type.StageType;
import dpone.spi.batch.BatchMemory;
import dpone.spi.batch.CellState;
import dpone.spi.batch.Column;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches as one Parquet file, row group by row group. Used by one thread.
 *
 * @see <a href="https://github.com/apache/parquet-format">Parquet: format</a>
 */
public final class ParquetFile implements RowFile {
  private static final int LARGEST_PAGE = 1 << 20;
  private static final int SMALLEST_PAGE = 8 << 10;
  private static final int LARGEST_BLOCK = 64 << 10;
  private static final int SMALLEST_BLOCK = 1 << 10;

  /**
   * How much it keeps.
   *
   * @param rowGroup bytes of a row group at which it is ended
   * @param room bytes of the finished file that are kept before somebody takes them
   */
  public record Sizes(long rowGroup, int room) {}

  private record Fault(int column, String why) {}

  private final Schema schema;
  private final Sizes sizes;
  private Runnable full = () -> {};
  private final Out out;
  private final Compression compression;
  private final Footer footer;
  private final Pages first;
  private final List<String> names = new ArrayList<>();
  private final List<Shape> shapes = new ArrayList<>();
  private final List<ColumnWriter> writers = new ArrayList<>();

  /** For each writer, the place of its column in a batch. */
  private final int[] places;

  private final EncodedColumn[] columns;
  private final @Nullable Refusal[] refusals;
  private long position;
  private long groupRows;
  private long rows;

  /**
   * Begins a file.
   *
   * @param stream for messages
   * @param columns one for each column of the schema, in order
   * @param memory of its buffers, which it does not close
   * @param compression of pages: {@code none}, {@code snappy} or {@code zstd}
   */
  public ParquetFile(
      String stream,
      Schema schema,
      List<EncodedColumn> columns,
      BatchMemory memory,
      Sizes sizes,
      String compression) {
    this.schema = schema;
    this.sizes = sizes;
    this.columns = columns.toArray(EncodedColumn[]::new);
    this.refusals = new @Nullable Refusal[columns.size()];
    EncodedColumn.check(stream, schema, columns);
    List<Shape.Leaf> leaves = new ArrayList<>();
    List<Integer> of = new ArrayList<>();
    for (int i = 0; i < this.columns.length; i++) {
      EncodedColumn column = this.columns[i];
      Field field = schema.fields().get(i);
      if (column.staged()) {
        refusals[i] = Refusal.of(field.type(), column.asText());
        Shape shape = Shape.of(field.type(), column.asText());
        names.add(StageType.column(i));
        shapes.add(shape);
        for (Shape.Leaf leaf : Shape.leaves(StageType.column(i), shape)) {
          leaves.add(leaf);
          of.add(i);
        }
      }
    }
    this.places = of.stream().mapToInt(Integer::intValue).toArray();
    this.compression = Compression.of(compression);
    this.out = new Out(memory, sizes.room());
    this.footer = new Footer(memory, this.compression.codec);
    long each = sizes.rowGroup() / Math.max(1, leaves.size());
    PageWriter pages = new PageWriter(memory, this.compression);
    Pages.Blocks blocks = new Pages.Blocks(memory, within(each / 4, SMALLEST_BLOCK, LARGEST_BLOCK));
    this.first = new Pages(blocks);
    for (Shape.Leaf leaf : leaves) {
      writers.add(
          new ColumnWriter(
              leaf, memory, pages, new Pages(blocks), within(each, SMALLEST_PAGE, LARGEST_PAGE)));
    }
    out.raw(Footer.MAGIC, 0, Footer.MAGIC.length);
    position = Footer.MAGIC.length;
  }

  /** Runs it while a row group is written out, to take from {@link #out} what it may. */
  public void whenFull(Runnable taker) {
    full = taker;
  }

  private static int within(long bytes, int smallest, int largest) {
    return (int) Long.highestOneBit(Math.max(smallest, Math.min(largest, bytes)));
  }

  @Override
  public void write(ColumnBatch batch, Unfit unfit) {
    NavigableMap<Integer, Fault> faults = faults(batch);
    int from = 0;
    if (faults != null) {
      for (Map.Entry<Integer, Fault> fault : faults.entrySet()) {
        int row = fault.getKey();
        add(batch, from, row);
        unfit.row(row, schema.fields().get(fault.getValue().column()), fault.getValue().why());
        from = row + 1;
      }
    }
    add(batch, from, batch.rows());
    long held = 0;
    for (int i = 0; i < writers.size(); i++) {
      ColumnWriter writer = writers.get(i);
      writer.settle();
      held += writer.held();
    }
    if (held >= sizes.rowGroup()) {
      endGroup();
    }
  }

  private void add(ColumnBatch batch, int from, int to) {
    if (from < to) {
      for (int i = 0; i < places.length; i++) {
        writers.get(i).add(batch.column(places[i]), from, to);
      }
      groupRows += to - from;
    }
  }

  /** Which rows do not fit, and the first column of each that is at fault; null if all fit. */
  private @Nullable NavigableMap<Integer, Fault> faults(ColumnBatch batch) {
    NavigableMap<Integer, Fault> faults = null;
    for (int i = 0; i < columns.length; i++) {
      Column column = batch.column(i);
      EncodedColumn encoded = columns[i];
      Refusal refusal = refusals[i];
      boolean gaps = column.hasGaps();
      if (!encoded.absent() && refusal == null && !(encoded.required() && gaps)) {
        continue;
      }
      for (int row = 0; row < batch.rows(); row++) {
        boolean there = !gaps || column.state(row) == CellState.VALUE;
        String why =
            encoded.absent()
                ? (there ? "the target has no column for its value" : null)
                : there
                    ? (refusal == null ? null : refusal.why(column, row))
                    : (encoded.required() ? Values.REQUIRED : null);
        if (why != null) {
          faults = faults == null ? new TreeMap<>() : faults;
          faults.putIfAbsent(row, new Fault(i, why));
        }
      }
    }
    return faults;
  }

  private void endGroup() {
    long start = position;
    long uncompressed = 0;
    footer.beginGroup(writers.size());
    for (ColumnWriter writer : writers) {
      writer.endChunk(first);
      long dictionary = first.length();
      long compressed = dictionary + writer.pages().length();
      footer.column(writer, position, dictionary, compressed);
      uncompressed += writer.chunk().uncompressed;
      first.moveTo(out, full);
      writer.pages().moveTo(out, full);
      position += compressed;
      writer.nextChunk();
    }
    footer.endGroup(uncompressed, position - start, groupRows, start);
    rows += groupRows;
    groupRows = 0;
  }

  @Override
  public void finish() {
    if (groupRows > 0) {
      endGroup();
    }
    footer.write(out, names, shapes, rows);
  }

  @Override
  public Out out() {
    return out;
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public void close() {
    compression.close();
  }
}
