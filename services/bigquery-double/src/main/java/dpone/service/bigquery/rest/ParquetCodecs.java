package dpone.service.bigquery.rest;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/** Uncompresses pages; the library's own codecs need Hadoop. */
final class ParquetCodecs implements CompressionCodecFactory {
  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return new Pages(codec);
  }

  private record Pages(CompressionCodecName codec) implements BytesInputDecompressor {
    private byte[] plain(byte[] packed, int size) throws IOException {
      byte[] plain =
          switch (codec) {
            case UNCOMPRESSED -> packed;
            case SNAPPY -> Snappy.uncompress(packed);
            case ZSTD -> Zstd.decompress(packed, size);
            default -> throw new IOException("the double does not know the codec " + codec);
          };
      if (plain.length != size) {
        throw new IOException("a page has " + plain.length + " bytes and says " + size);
      }
      return plain;
    }

    @Override
    public BytesInput decompress(BytesInput bytes, int size) throws IOException {
      return BytesInput.from(plain(bytes.toInputStream().readAllBytes(), size));
    }

    @Override
    public void decompress(ByteBuffer from, int packed, ByteBuffer to, int size)
        throws IOException {
      byte[] bytes = new byte[packed];
      from.get(bytes);
      to.put(plain(bytes, size));
    }

    @Override
    public void release() {
      // Holds nothing.
    }
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("only reads");
  }

  @Override
  public void release() {
    // Holds nothing.
  }
}
