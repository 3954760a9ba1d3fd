package dpone.toolkit.http.page;

import dpone.toolkit.format.record.Records;
import dpone.toolkit.http.api.Variables;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pages of an export. */
abstract class ExportPage implements Page {
  private final @Nullable Variables next;

  private ExportPage(@Nullable Variables next) {
    this.next = next;
  }

  @Override
  public Optional<String> envelope(String pointer) {
    return records().envelope(pointer);
  }

  @Override
  public Optional<Variables> next(long read, Optional<String> last) {
    return Optional.ofNullable(next);
  }

  @Override
  public long total() {
    return -1;
  }

  @Override
  public boolean mayBeEmpty() {
    return true;
  }

  @Override
  public Records records() {
    return NoRecords.INSTANCE;
  }

  @Override
  public void close() {
    // holds nothing
  }

  /** The export was started. */
  static final class Started extends ExportPage {
    Started(Variables next) {
      super(next);
    }
  }

  /** The export has no files. */
  static final class Empty extends ExportPage {
    Empty() {
      super(null);
    }
  }

  /** One file of it. */
  static final class File extends ExportPage {
    private final InputStream download;
    private final Bodies.Body body;

    File(InputStream download, Bodies.Body body, @Nullable Variables next) {
      super(next);
      this.download = download;
      this.body = body;
    }

    @Override
    public Records records() {
      return body.opened().records();
    }

    @Override
    public long counted() {
      return body.opened().counted();
    }

    @Override
    public void close() {
      try (InputStream last = download) {
        body.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private enum NoRecords implements Records {
    INSTANCE;

    private static final byte[] NOTHING = {};

    @Override
    public boolean next() {
      return false;
    }

    @Override
    public byte[] data() {
      return NOTHING;
    }

    @Override
    public int from() {
      return 0;
    }

    @Override
    public int to() {
      return 0;
    }

    @Override
    public long read() {
      return 0;
    }

    @Override
    public void close() {
      // holds nothing
    }
  }
}
