package dpone.cli.text;

import dpone.cli.output.Screen;
import dpone.runtime.observe.RunListener;
import dpone.runtime.plan.PipelinePlan;
import dpone.runtime.receipt.StreamReceipt;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Shows a run while it goes on: on a terminal one line drawn again and again, elsewhere a plain
 * line now and then. Thread-safe.
 */
public final class ProgressView implements RunListener {
  private static final long REDRAW = Duration.ofMillis(200).toNanos();
  private static final long LINE = Duration.ofSeconds(10).toNanos();

  private final Screen screen;
  private final LongSupplier nanoTime;
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong nextShow = new AtomicLong();
  private volatile long estimatedRows;
  private volatile long startedAt;

  /**
   * A view.
   *
   * @param nanoTime the time in nanoseconds, from anywhere
   */
  public ProgressView(Screen screen, LongSupplier nanoTime) {
    this.screen = screen;
    this.nanoTime = nanoTime;
  }

  @Override
  public void planned(PipelinePlan plan) {
    screen.print(PlanText.plan(plan) + "\n");
  }

  @Override
  public void started(String stream, long estimate) {
    rows.set(0);
    bytes.set(0);
    estimatedRows = estimate;
    startedAt = nanoTime.getAsLong();
    nextShow.set(startedAt + interval());
    if (screen.terminal()) {
      screen.draw("  " + stream + ": reading");
    }
  }

  @Override
  public void progress(String stream, long moreRows, long moreBytes) {
    long allRows = rows.addAndGet(moreRows);
    long allBytes = bytes.addAndGet(moreBytes);
    long now = nanoTime.getAsLong();
    long due = nextShow.get();
    if (now - due < 0 || !nextShow.compareAndSet(due, now + interval())) {
      return;
    }
    String line = ProgressLine.of(stream, estimatedRows, allRows, allBytes, now - startedAt);
    if (screen.terminal()) {
      screen.draw(line);
    } else {
      screen.print(line);
    }
  }

  private long interval() {
    return screen.terminal() ? REDRAW : LINE;
  }

  @Override
  public void note(String line) {
    screen.print("  note: " + line);
  }

  @Override
  public void finished(StreamReceipt receipt) {
    screen.print(ReceiptText.stream(receipt));
  }
}
