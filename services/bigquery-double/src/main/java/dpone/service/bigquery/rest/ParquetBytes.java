package dpone.service.bigquery.rest;

import java.io.ByteArrayInputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/**
 * A file that is in memory.
 *
 * @param file its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ParquetBytes(byte[] file) implements InputFile {
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

  private static final class Source extends ByteArrayInputStream {
    Source(byte[] file) {
      super(file);
    }

    int position() {
      return pos;
    }

    void seek(int position) {
      pos = position;
    }
  }
}
