package dpone.service.tds;

import dpone.service.tds.wire.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keeps the rows of bulk loads. */
public final class BulkRows implements BulkSink {
  private final List<List<@Nullable Object>> rows = Collections.synchronizedList(new ArrayList<>());
  private volatile List<Column> columns = List.of();
  private final AtomicInteger loads = new AtomicInteger();

  @Override
  public void begin(List<Column> sent) {
    columns = List.copyOf(sent);
  }

  @Override
  public void row(@Nullable Object[] cells) {
    rows.add(Collections.unmodifiableList(new ArrayList<>(java.util.Arrays.asList(cells))));
  }

  @Override
  public synchronized Answer end(long count) {
    loads.incrementAndGet();
    return Answer.count(count);
  }

  /** The columns sent last. */
  public List<Column> columns() {
    return columns;
  }

  /** All rows so far. */
  public List<List<@Nullable Object>> rows() {
    return List.copyOf(rows);
  }

  /** How many loads have ended. */
  public int loads() {
    return loads.get();
  }
}
