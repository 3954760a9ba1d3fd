package dpone.toolkit.http.limit;

import dpone.spi.context.ConnectorContext;
import dpone.toolkit.http.error.HttpCode;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Who may call when: the rates of the credential, how many at a time, and whether the origin is
 * called at all. One for an opened source, shared by its streams. Thread-safe.
 */
public final class Traffic implements AutoCloseable {
  private static final Duration SLICE = Duration.ofMillis(200);
  private static final long NOTED = 1_000_000;

  private final Limits limits;
  private final ConnectorContext context;
  private final Bucket bucket;
  private final @Nullable Bulkhead bulkhead;
  private final Map<String, Circuit> circuits = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** The traffic of one credential. */
  public Traffic(Limits limits, ConnectorContext context) {
    this.limits = limits;
    this.context = context;
    this.bucket = new Bucket(limits, context, System::nanoTime);
    this.bulkhead =
        limits.concurrency() == 0
            ? null
            : Bulkhead.of(
                "dpone.http",
                BulkheadConfig.custom()
                    .maxConcurrentCalls(limits.concurrency())
                    .maxWaitDuration(SLICE)
                    .build());
  }

  /**
   * Waits until a request may leave.
   *
   * @param origin where it goes
   * @return its passage, to be closed when its answer was read
   * @throws dpone.spi.error.DponeException {@code HTTP_CIRCUIT_OPEN}, or {@code HTTP_THROTTLED}
   *     when the wait would be too long
   */
  public Passage enter(String origin) {
    Circuit circuit =
        circuits.computeIfAbsent(
            origin, name -> new Circuit(name, limits.breaker(), context.clock()));
    long begun = System.nanoTime();
    Bulkhead room = bulkhead;
    if (room != null) {
      await(room, begun);
    }
    try {
      circuit.enter();
    } catch (RuntimeException refused) {
      if (room != null) {
        room.onComplete();
      }
      throw refused;
    }
    Passage passage = new Passage(bucket, circuit, room);
    try {
      passage.number = bucket.take();
    } catch (RuntimeException noTurn) {
      passage.close();
      throw noTurn;
    }
    long waited = System.nanoTime() - begun;
    if (waited > NOTED) {
      context.meters().time(HttpMeter.WAITED.id(), Duration.ofNanos(waited));
    }
    return passage;
  }

  private void await(Bulkhead room, long begun) {
    while (!room.tryAcquirePermission()) {
      context.cancellation().check();
      if (closed || Thread.currentThread().isInterrupted()) {
        throw HttpCode.CLOSED.error("it was closed while a request waited for its turn").build();
      }
      if (System.nanoTime() - begun > limits.longestWait().toNanos()) {
        throw HttpCode.THROTTLED
            .error(
                "a request waited "
                    + limits.longestWait().toSeconds()
                    + " s for one of "
                    + limits.concurrency()
                    + " places")
            .build();
      }
    }
  }

  /** The system asked for a pause: no request of this credential leaves meanwhile. */
  public void pause(Duration length) {
    context.meters().count(HttpMeter.PAUSES.id(), 1);
    bucket.pause(length);
  }

  /** Ends every wait. */
  @Override
  public void close() {
    closed = true;
    bucket.close();
  }

  /** The right of one request to be under way. Thread-safe. */
  public static final class Passage implements AutoCloseable {
    private static final long NONE = -1;

    private final Bucket bucket;
    private final Circuit circuit;
    private final @Nullable Bulkhead room;
    private final AtomicBoolean told = new AtomicBoolean();
    private final AtomicBoolean left = new AtomicBoolean();
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile long number = NONE;

    private Passage(Bucket bucket, Circuit circuit, @Nullable Bulkhead room) {
      this.bucket = bucket;
      this.circuit = circuit;
      this.room = room;
    }

    /** The head of its answer came. */
    public void answered() {
      if (number != NONE && answered.compareAndSet(false, true)) {
        bucket.answered(number);
      }
    }

    /** The origin works: it answered, be it a refusal. */
    public void succeeded() {
      if (told.compareAndSet(false, true)) {
        circuit.succeeded();
      }
    }

    /** The origin failed. */
    public void failed(Throwable failure) {
      if (told.compareAndSet(false, true)) {
        circuit.failed(failure);
      }
    }

    @Override
    public void close() {
      answered();
      if (told.compareAndSet(false, true)) {
        circuit.undecided();
      }
      if (left.compareAndSet(false, true) && room != null) {
        room.onComplete();
      }
    }
  }
}
