package dpone.connector.postgres.cdc;

import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.connect.Sessions;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Looks after the slot while it is read: heartbeats, gauges, warnings. Used by one thread. */
final class Watch {
  /** Bytes of log after what was confirmed. */
  static final String LAG = "dpone.cdc.lag_bytes";

  /** Bytes of log the server keeps for the slot. */
  static final String RETAINED = "dpone.cdc.retained_bytes";

  /** Share of the retention limit used. */
  static final String USED = "dpone.cdc.retention_used";

  private static final Duration LOOK = Duration.ofSeconds(15);

  private final Sessions sessions;
  private final ConnectorContext context;
  private final Markers markers;
  private final String slot;
  private final long heartbeatNanos;
  private final SlotWarnings warnings = new SlotWarnings();
  private volatile @Nullable Slot last;
  private long lastData = System.nanoTime();
  private long lastLook = lastData;

  Watch(
      Sessions sessions,
      ConnectorContext context,
      Markers markers,
      String slot,
      Duration heartbeat) {
    this.sessions = sessions;
    this.context = context;
    this.markers = markers;
    this.slot = slot;
    this.heartbeatNanos = heartbeat.toNanos();
  }

  void start() {
    look();
    context.meters().gauge(LAG, () -> gauge(Slot::lagBytes));
    context.meters().gauge(RETAINED, () -> gauge(Slot::retainedBytes));
    context.meters().gauge(USED, () -> gauge(Slot::retentionUsed));
  }

  private double gauge(ToDoubleFunction<Slot> figure) {
    Slot seen = last;
    return seen == null ? -1 : figure.applyAsDouble(seen);
  }

  /** Something came. */
  void busy(boolean data) {
    long now = System.nanoTime();
    if (data) {
      lastData = now;
    }
    lookIfDue(now);
  }

  /** Nothing came. */
  void idle() {
    long now = System.nanoTime();
    if (heartbeatNanos > 0 && now - lastData >= heartbeatNanos) {
      lastData = now;
      // What it says does not matter; it comes back as a message and moves the position.
      markers.write("heartbeat");
    }
    lookIfDue(now);
  }

  private void lookIfDue(long now) {
    if (now - lastLook >= LOOK.toNanos()) {
      lastLook = now;
      look();
    }
  }

  private void look() {
    try (PgSession session = sessions.control()) {
      Slot found = Slots.find(session, slot).orElse(null);
      last = found;
      if (found != null) {
        for (String warning : warnings.fresh(found)) {
          context.logger().log(System.Logger.Level.WARNING, warning);
        }
      }
    } catch (DponeException failure) {
      context.cancellation().check();
      context.logger().log(System.Logger.Level.DEBUG, "looking at the slot failed", failure);
    }
  }
}
