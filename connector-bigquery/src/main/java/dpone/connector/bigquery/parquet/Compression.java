package dpone.connector.bigquery.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dpone.connector.bigquery.encode.Out;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.xerial.snappy.Snappy;

/**
 * How pages are compressed. Used by one thread.
 *
 * @see <a href="https://github.com/apache/parquet-format/blob/master/Compression.md">Parquet:
 *     compression</a>
 */
abstract sealed class Compression implements AutoCloseable {
  /** The number of the codec in a footer. */
  final int codec;

  private Compression(int codec) {
    this.codec = codec;
  }

  /** Of that name. */
  static Compression of(String name) {
    return switch (name) {
      case "none" -> new None();
      case "snappy" -> new SnappyPages();
      case "zstd" -> new ZstdPages();
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Appends the bytes, compressed. */
  abstract void compress(Out from, Out to);

  @Override
  public void close() {}

  private static final class None extends Compression {
    None() {
      super(0);
    }

    @Override
    void compress(Out from, Out to) {
      to.raw(from.data(), 0, from.length());
    }
  }

  private static final class SnappyPages extends Compression {
    SnappyPages() {
      super(1);
    }

    @Override
    void compress(Out from, Out to) {
      to.ensure(Snappy.maxCompressedLength(from.length()));
      int at = to.length();
      try {
        to.truncate(at + Snappy.compress(from.data(), 0, from.length(), to.data(), at));
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
  }

  private static final class ZstdPages extends Compression {
    private static final int FAST = 1;

    private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(FAST);

    ZstdPages() {
      super(6);
    }

    @Override
    void compress(Out from, Out to) {
      to.ensure((int) Zstd.compressBound(from.length()));
      int at = to.length();
      byte[] room = to.data();
      to.truncate(
          at
              + context.compressByteArray(
                  room, at, room.length - at, from.data(), 0, from.length()));
    }

    @Override
    public void close() {
      context.close();
    }
  }
}
