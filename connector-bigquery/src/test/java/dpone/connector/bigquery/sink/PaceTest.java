package dpone.connector.bigquery.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.error.DponeException;
import dpone.spi.testing.TestContext;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How often a table is changed, and what is too large to be sent. */
@Tag("unit")
class PaceTest {
  @Test
  void theSixthChangeWaitsUntilTenSecondsHavePassedSinceTheFirst() {
    TestContext context = new TestContext();
    AtomicLong now = new AtomicLong();
    // A clock that goes on by a second whenever somebody looks.
    context.time = () -> Instant.ofEpochSecond(now.getAndIncrement());
    Pace pace = new Pace(context, 5, 10);
    for (int i = 0; i < 5; i++) {
      pace.next();
    }
    assertThat(now).hasValue(5);
    pace.next();
    assertThat(now.get()).isGreaterThan(10);
  }

  @Test
  void whoIsToStopWaitsNoLonger() {
    TestContext context = new TestContext();
    Instant still = Instant.ofEpochSecond(1);
    context.time = () -> still;
    Pace pace = new Pace(context, 1, 10);
    pace.next();
    context.cancel();
    assertThatThrownBy(pace::next).isInstanceOf(DponeException.class);
  }

  @Test
  void whatIsTooLargeIsRefusedByName() {
    assertThatCode(() -> Limits.streams(97)).doesNotThrowAnyException();
    assertThatThrownBy(() -> Limits.streams(98)).hasMessageContaining("98 streams");
    assertThatThrownBy(() -> Limits.columns("orders", 10_001)).hasMessageContaining("10001");
    assertThatThrownBy(() -> Limits.script("x".repeat(Limits.SCRIPT + 1)))
        .hasMessageContaining("1048577 characters");
    assertThatThrownBy(() -> Limits.partitions("orders", 501))
        .hasMessageContaining("500 partitions");
  }
}
