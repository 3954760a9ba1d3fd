package dpone.toolkit.http.page;

import dpone.toolkit.format.record.Records;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.exchange.HttpAnswer;
import java.io.IOException;
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
    private final HttpAnswer answer;
    private final Bodies.Body body;

    File(HttpAnswer answer, Bodies.Body body, @Nullable Variables next) {
      super(next);
      this.answer = answer;
      this.body = body;
    }

    @Override
    public Records records() {
      return body.records();
    }

    @Override
    public long ahead() {
      return body.ahead();
    }

    @Override
    public void close() {
      try {
        body.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        answer.close();
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
