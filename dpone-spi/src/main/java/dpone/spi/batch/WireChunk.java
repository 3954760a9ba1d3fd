package dpone.spi.batch;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;

/** Whole rows as bytes of a {@link WireFormat}, without the format's header or trailer. */
@Rule(
    id = "WIRE-1",
    value =
        "A wire chunk holds whole rows only, counted from the format's own framing, without header"
            + " or trailer; a writer adds those.")
@Api(status = Api.Status.STABLE, since = "1.0")
public final class WireChunk implements Chunk {
  private final WireFormat format;
  private final byte[] data;
  private final int length;
  private final int rows;
  private final BatchMemory memory;

  /**
   * Wraps bytes.
   *
   * @param format of the bytes
   * @param data taken from {@code memory}
   * @param length bytes used, from index 0
   * @param rows whole rows in them
   * @param memory closed with this chunk
   */
  public WireChunk(WireFormat format, byte[] data, int length, int rows, BatchMemory memory) {
    this.format = format;
    this.data = data;
    this.length = length;
    this.rows = rows;
    this.memory = memory;
  }

  /** The format. */
  public WireFormat format() {
    return format;
  }

  /** The bytes; only the first {@link #length()} count. Not to be changed. */
  public byte[] data() {
    return data;
  }

  /** Bytes used. */
  public int length() {
    return length;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public long bytes() {
    return memory.used();
  }

  @Override
  public void close() {
    memory.close();
  }
}
