package dpone.toolkit.format.record;

import dpone.toolkit.format.input.TextInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * The records of JSON Lines: one JSON value a line, whatever its length. Empty lines are none, and
 * an empty body has no records. Whoever decodes a record checks it.
 */
public final class JsonLinesRecords implements Records {
  private final InputStream stream;
  private final BodyBuffer in;
  private int from;
  private int to;
  private long read;

  private JsonLinesRecords(InputStream stream, int maxRecordBytes) {
    this.stream = stream;
    this.in = new BodyBuffer(stream, maxRecordBytes);
  }

  /**
   * Opens a body.
   *
   * @param declared charset that the sender declares; null for UTF-8, or what the first bytes say
   * @param maxRecordBytes longest line
   */
  public static JsonLinesRecords open(
      InputStream body, @Nullable Charset declared, int maxRecordBytes) {
    return new JsonLinesRecords(TextInput.json(body, declared), maxRecordBytes);
  }

  @Override
  public boolean next() throws IOException {
    in.release();
    int first = in.peek();
    if (first < 0) {
      return false;
    }
    if (first == '<' && read == 0) {
      throw in.markup("JSON Lines");
    }
    in.mark();
    while (true) {
      byte[] bytes = in.data;
      int i = in.at;
      int stop = in.end;
      while (i < stop && bytes[i] != '\n') {
        i++;
      }
      in.at = i;
      in.checkLimit();
      if (i < stop || !in.fill()) {
        break;
      }
    }
    from = in.marked();
    to = in.at;
    read++;
    return true;
  }

  @Override
  public byte[] data() {
    return in.data;
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
  public void close() throws IOException {
    stream.close();
  }
}
