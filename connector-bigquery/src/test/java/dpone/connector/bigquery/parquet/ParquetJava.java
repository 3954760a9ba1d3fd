package dpone.connector.bigquery.parquet;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.xerial.snappy.Snappy;

/**
 * Files as Parquet's own library reads them.
 *
 * @param footer of the file
 * @param rows all of them
 */
record ParquetJava(ParquetMetadata footer, List<Group> rows) {
  static ParquetJava read(byte[] file) throws IOException {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new Codecs())
            .build();
    List<Group> rows = new ArrayList<>();
    try (ParquetFileReader reader = ParquetFileReader.open(new Bytes(file), options)) {
      MessageType schema = reader.getFileMetaData().getSchema();
      PageReadStore group = reader.readNextRowGroup();
      while (group != null) {
        RecordReader<Group> records =
            new ColumnIOFactory()
                .getColumnIO(schema)
                .getRecordReader(group, new GroupRecordConverter(schema));
        for (long i = 0; i < group.getRowCount(); i++) {
          rows.add(records.read());
        }
        group = reader.readNextRowGroup();
      }
      return new ParquetJava(reader.getFooter(), rows);
    }
  }

  private record Bytes(byte[] file) implements InputFile {
    @Override
    public long getLength() {
      return file.length;
    }

    @Override
    public SeekableInputStream newStream() {
      Source source = new Source(file);
      return new DelegatingSeekableInputStream(source) {
        @Override
        public long getPos() {
          return source.position();
        }

        @Override
        public void seek(long position) {
          source.seek((int) position);
        }
      };
    }
  }

  private static final class Source extends java.io.ByteArrayInputStream {
    Source(byte[] file) {
      super(file);
    }

    long position() {
      return pos;
    }

    void seek(int position) {
      pos = position;
    }
  }

  /** The library's own need Hadoop. */
  private static final class Codecs implements CompressionCodecFactory {
    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
      return new BytesInputDecompressor() {
        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
          byte[] packed = bytes.toInputStream().readAllBytes();
          byte[] plain =
              switch (codec) {
                case UNCOMPRESSED -> packed;
                case SNAPPY -> Snappy.uncompress(packed);
                case ZSTD -> Zstd.decompress(packed, size);
                default -> throw new IOException(codec.name());
              };
          if (plain.length != size) {
            throw new IOException(plain.length + " bytes of " + size);
          }
          return BytesInput.from(plain);
        }

        @Override
        public void decompress(ByteBuffer from, int packed, ByteBuffer to, int size)
            throws IOException {
          byte[] bytes = new byte[packed];
          from.get(bytes);
          to.put(decompress(BytesInput.from(bytes), size).toInputStream().readAllBytes());
        }

        @Override
        public void release() {}
      };
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
      throw new UnsupportedOperationException(codec.name());
    }

    @Override
    public void release() {}
  }
}
