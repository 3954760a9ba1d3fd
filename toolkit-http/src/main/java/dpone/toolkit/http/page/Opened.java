package dpone.toolkit.http.page;

import dpone.toolkit.format.record.Records;
import java.io.IOException;
import java.util.Optional;

/**
 * Records of a body, and how many the API counts: where children of records are the rows, it counts
 * the records around them.
 */
record Opened(Records records, Counter containers) {
  /** Records that the API counts, so far. */
  long counted() {
    return containers.used ? containers.count : records.read();
  }

  /** Counts records that are taken apart. */
  static final class Counter {
    private boolean used;
    private long count;

    Records counting(Records records) {
      used = true;
      return new Counting(records, this);
    }
  }

  private record Counting(Records records, Counter counter) implements Records {
    @Override
    public boolean next() throws IOException {
      boolean there = records.next();
      if (there) {
        counter.count++;
      }
      return there;
    }

    @Override
    public byte[] data() {
      return records.data();
    }

    @Override
    public int from() {
      return records.from();
    }

    @Override
    public int to() {
      return records.to();
    }

    @Override
    public long read() {
      return records.read();
    }

    @Override
    public Optional<String> envelope(String pointer) {
      return records.envelope(pointer);
    }

    @Override
    public boolean isNull() {
      return records.isNull();
    }

    @Override
    public void close() throws IOException {
      records.close();
    }
  }
}
