package dpone.connector.bigquery.encode;

import dpone.connector.bigquery.type.BqField;
import dpone.spi.batch.BatchMemory;
import dpone.spi.batch.CellState;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches as one Avro object container file, block by block. Used by one thread.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#object-container-files">Avro:
 *     object container files</a>
 */
public final class AvroFile implements RowFile {
  private static final int BLOCK = 64 * 1024;
  private static final int SYNC = 16;
  private static final byte[] MAGIC = {'O', 'b', 'j', 1};

  private final @Nullable CellWriter[] writers;
  private final boolean[] absent;
  private final Schema schema;
  private final Out block;
  private final Out out;
  private final byte[] sync;
  private final @Nullable Deflater deflater;
  private long rows;
  private int blockRows;

  /**
   * Begins a file.
   *
   * @param stream for messages
   * @param columns one for each column of the schema, in order
   * @param memory of its buffers, which it does not close
   * @param room bytes of the finished file that are kept before somebody takes them
   * @param compressed whether blocks are deflated
   * @param sync 16 bytes that end every block
   */
  public AvroFile(
      String stream,
      Schema schema,
      List<EncodedColumn> columns,
      BatchMemory memory,
      int room,
      boolean compressed,
      byte[] sync) {
    this.schema = schema;
    this.sync = java.util.Arrays.copyOf(sync, SYNC);
    this.writers = new CellWriter[columns.size()];
    this.absent = new boolean[columns.size()];
    List<BqField> fields = new ArrayList<>();
    EncodedColumn.check(stream, schema, columns);
    for (int i = 0; i < writers.length; i++) {
      EncodedColumn column = columns.get(i);
      Field field = schema.fields().get(i);
      absent[i] = column.absent();
      if (column.staged()) {
        writers[i] = CellWriters.of(field.type(), column.required(), column.asText());
        BqField staged = column.field(i, field.type());
        fields.add(new BqField(staged.name(), staged.type(), false));
      }
    }
    this.block = new Out(memory, BLOCK + BLOCK / 4);
    this.out = new Out(memory, room);
    this.deflater = compressed ? new Deflater(Deflater.BEST_SPEED, true) : null;
    header(AvroSchema.json(fields), compressed ? "deflate" : "null");
  }

  private void header(String json, String codec) {
    out.raw(MAGIC, 0, MAGIC.length);
    out.number(2);
    text("avro.schema");
    text(json);
    text("avro.codec");
    text(codec);
    out.octet(0);
    out.raw(sync, 0, SYNC);
  }

  private void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.bytes(utf8, 0, utf8.length);
  }

  @Override
  public void write(ColumnBatch batch, Unfit unfit) {
    for (int row = 0; row < batch.rows(); row++) {
      int start = block.length();
      if (writeRow(batch, row, unfit)) {
        blockRows++;
        if (block.length() >= BLOCK) {
          endBlock();
        }
      } else {
        block.truncate(start);
      }
    }
  }

  private boolean writeRow(ColumnBatch batch, int row, Unfit unfit) {
    for (int i = 0; i < writers.length; i++) {
      CellWriter writer = writers[i];
      String why = null;
      if (writer != null) {
        why = writer.write(batch.column(i), row, block);
      } else if (absent[i] && batch.column(i).state(row) == CellState.VALUE) {
        why = "the target has no column for its value";
      }
      if (why != null) {
        unfit.row(row, schema.fields().get(i), why);
        return false;
      }
    }
    return true;
  }

  private void endBlock() {
    if (blockRows == 0) {
      return;
    }
    out.number(blockRows);
    if (deflater == null) {
      out.bytes(block.data(), 0, block.length());
    } else {
      deflate(deflater);
    }
    out.raw(sync, 0, SYNC);
    rows += blockRows;
    blockRows = 0;
    block.truncate(0);
  }

  /** The size comes before bytes whose number is known afterwards: it gets five of its own. */
  private void deflate(Deflater codec) {
    int sizeAt = out.length();
    out.ensure(5);
    out.truncate(sizeAt + 5);
    codec.reset();
    codec.setInput(block.data(), 0, block.length());
    codec.finish();
    while (!codec.finished()) {
      out.ensure(4096);
      int at = out.length();
      out.truncate(at + codec.deflate(out.data(), at, out.data().length - at));
    }
    int size = (out.length() - sizeAt - 5) << 1;
    byte[] data = out.data();
    for (int i = 0; i < 4; i++) {
      data[sizeAt + i] = (byte) ((size & 0x7f) | 0x80);
      size >>>= 7;
    }
    data[sizeAt + 4] = (byte) size;
  }

  @Override
  public void finish() {
    endBlock();
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
    if (deflater != null) {
      deflater.end();
    }
  }
}
