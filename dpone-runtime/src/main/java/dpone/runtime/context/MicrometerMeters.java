package dpone.runtime.context;

import dpone.spi.context.Meters;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

/** Meters on a Micrometer registry, tagged by pipeline and connector. Thread-safe. */
public final class MicrometerMeters implements Meters {
  private final MeterRegistry registry;
  private final Tags tags;
  private final Map<String, DoubleSupplier> gauges = new ConcurrentHashMap<>();

  /** Meters with these tags. */
  public MicrometerMeters(MeterRegistry registry, String pipeline, String connector) {
    this.registry = registry;
    this.tags = Tags.of("pipeline", pipeline, "connector", connector);
  }

  @Override
  public void count(String name, double amount) {
    registry.counter(name, tags).increment(amount);
  }

  @Override
  public void time(String name, Duration duration) {
    registry.timer(name, tags).record(duration);
  }

  @Override
  public void gauge(String name, DoubleSupplier value) {
    if (gauges.put(name, value) == null) {
      // A host keeps its registry from run to run, and the value of an earlier run is asked of
      // parts that are closed.
      Optional.ofNullable(registry.find(name).tags(tags).gauge()).ifPresent(registry::remove);
      Gauge.builder(
              name,
              gauges,
              all -> {
                DoubleSupplier current = all.get(name);
                return current == null ? Double.NaN : current.getAsDouble();
              })
          .tags(tags)
          .strongReference(true)
          .register(registry);
    }
  }
}
