package dpone.toolkit.format.record;

import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.input.BodyCode;
import dpone.toolkit.format.input.TextInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The records of a JSON document, which may be of any size: only one record is in memory. One pass
 * over the bytes finds the records by quotes and brackets; whoever decodes a record checks it in
 * full.
 */
public final class JsonRecords implements Records {
  private final InputStream stream;
  private final JsonBuffer in;
  private final JsonWalk walk;
  private final Captured captured;
  private final boolean entries;
  private final ByteOutput entry = new ByteOutput(256);
  private byte[] data = {};
  private int from;
  private int to;
  private long read;
  private boolean started;
  private boolean ended;

  private JsonRecords(Builder settings, InputStream stream) {
    this.stream = stream;
    this.entries = settings.entries;
    this.captured = new Captured(settings.envelope);
    this.in = new JsonBuffer(stream, settings.maxRecordBytes);
    this.walk =
        new JsonWalk(settings.path, settings.entries, settings.missingIsEmpty, captured, in);
  }

  /** Records at a path. */
  public static Builder at(RecordPath path) {
    return new Builder(path);
  }

  /** How a document is read. */
  public static final class Builder {
    private final RecordPath path;
    private boolean entries;
    private boolean missingIsEmpty;
    private Collection<String> envelope = List.of();
    private int maxRecordBytes = 64 << 20;

    private Builder(RecordPath path) {
      this.path = path;
    }

    /**
     * Whether members of an object are handed on with their names, as {@code
     * {"key":"EUR","value":...}}.
     */
    public Builder entries(boolean wanted) {
      this.entries = wanted;
      return this;
    }

    /**
     * Whether a path that leads nowhere means that there are no records, for sources that leave an
     * empty list out; otherwise it is an error.
     */
    public Builder missingIsEmpty(boolean wanted) {
      this.missingIsEmpty = wanted;
      return this;
    }

    /** Values beside the records to be kept, as JSON Pointers. */
    public Builder envelope(Collection<String> pointers) {
      this.envelope = List.copyOf(pointers);
      return this;
    }

    /** Largest record, and largest value beside the records that is kept; 64 MiB by default. */
    public Builder maxRecordBytes(int bytes) {
      this.maxRecordBytes = bytes;
      return this;
    }

    /**
     * Opens a body.
     *
     * @param declared charset that the sender declares; null for UTF-8, or what the first bytes say
     */
    public JsonRecords open(InputStream body, @Nullable Charset declared) {
      return new JsonRecords(this, TextInput.json(body, declared));
    }
  }

  @Override
  public boolean next() throws IOException {
    if (ended) {
      return false;
    }
    if (!started) {
      started = true;
      begin();
    }
    if (!walk.next()) {
      ended = true;
      if (in.peek() >= 0) {
        throw BodyCode.BODY_TRAILING
            .error("text stands behind the JSON, at byte " + in.position() + ": " + in.excerpt())
            .build();
      }
      return false;
    }
    read++;
    data = in.data;
    from = in.marked();
    to = in.at;
    if (entries && walk.hasKey()) {
      wrap();
    }
    return true;
  }

  private void begin() throws IOException {
    int b = in.peek();
    if (b < 0) {
      throw BodyCode.BODY_EMPTY.error("the body is empty, and JSON was expected").build();
    }
    if (b == '<') {
      throw in.markup("JSON");
    }
  }

  private void wrap() {
    entry.truncate(0);
    entry.write("{\"key\":");
    entry.write(walk.key().array(), 0, walk.key().length());
    entry.write(",\"value\":");
    entry.write(data, from, to - from);
    entry.write('}');
    data = entry.array();
    from = 0;
    to = entry.length();
  }

  @Override
  public byte[] data() {
    return data;
  }

  @Override
  public int from() {
    return from;
  }

  @Override
  public int to() {
    return to;
  }

  @Override
  public long read() {
    return read;
  }

  @Override
  public Optional<String> envelope(String pointer) {
    return captured.text(pointer);
  }

  @Override
  public boolean isNull() {
    return walk.isNull();
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
