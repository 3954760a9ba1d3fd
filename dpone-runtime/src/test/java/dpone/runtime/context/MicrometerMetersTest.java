package dpone.runtime.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class MicrometerMetersTest {
  @Test
  void aLaterGaugeReplacesAnEarlierOneAlsoThatOfAnEarlierRun() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    MicrometerMeters first = new MicrometerMeters(registry, "p", "c");
    first.gauge("dpone.lag", () -> 1);
    first.gauge("dpone.lag", () -> 2);
    assertThat(registry.get("dpone.lag").gauge().value()).isEqualTo(2);
    new MicrometerMeters(registry, "p", "c").gauge("dpone.lag", () -> 3);
    new MicrometerMeters(registry, "other", "c").gauge("dpone.lag", () -> 4);
    assertThat(registry.get("dpone.lag").tag("pipeline", "p").gauge().value()).isEqualTo(3);
    assertThat(registry.get("dpone.lag").tag("pipeline", "other").gauge().value()).isEqualTo(4);
  }
}
