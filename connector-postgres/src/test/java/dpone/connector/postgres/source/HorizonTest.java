package dpone.connector.postgres.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When a line between transactions can be used, and how it is written across the wrap. */
@Tag("unit")
class HorizonTest {
  private static final Snapshot NOW = new Snapshot("c", 3, 10_000_000_000L, 10_000_000_050L, 900);

  private static String why(String cluster, long timeline, long xid) {
    return new Horizon(cluster, timeline, xid, 0).unusable(NOW).orElse("");
  }

  @Test
  void isUsableWithinReachOnly() {
    long next = NOW.next();
    assertThat(why("c", 3, next)).isEmpty();
    assertThat(why("c", 3, next - Horizon.REACH)).isEmpty();
    assertThat(why("c", 3, next - Horizon.REACH - 1)).contains("2000000001 transactions back");
    assertThat(why("c", 3, next + 1)).contains("set back");
    // The same low bits, an epoch apart.
    assertThat(why("c", 3, next - Horizon.EPOCH)).contains("transactions back");
    assertThat(why("d", 3, next)).contains("another cluster");
    assertThat(why("c", 2, next)).contains("timeline 2 to 3");
    assertThat(why("", 3, next)).contains("another cluster");
  }

  @Test
  void isComparedByItsLowBits() {
    assertThat(new Horizon("c", 1, 3 * Horizon.EPOCH + 7, 0).since())
        .isEqualTo("pg_catalog.age(xmin) BETWEEN 0 AND pg_catalog.age('7'::pg_catalog.xid)");
    assertThat(new Horizon("c", 1, 2 * Horizon.EPOCH - 1, 0).since("x")).contains("'4294967295'");
  }

  @Test
  void isSettledWhenNothingWasUnderWay() {
    assertThat(NOW.isSettled()).isFalse();
    assertThat(new Snapshot("c", 1, 7, 7, 0).isSettled()).isTrue();
    assertThat(NOW.horizon()).isEqualTo(new Horizon("c", 3, NOW.oldest(), 900));
  }

  /** Only of one cluster on one timeline can it be said which of two moments is the later one. */
  @Test
  void aStandbyIsBehindWhatItHasNotReplayed() {
    Horizon seen = new Horizon("c", 3, 9_000_000_000L, 800);
    assertThat(seen.isAheadOf(NOW, 799)).isTrue();
    assertThat(seen.isAheadOf(NOW, 800)).isFalse();
    assertThat(new Horizon("d", 3, 9_000_000_000L, 800).isAheadOf(NOW, 1)).isFalse();
    assertThat(new Horizon("c", 2, 9_000_000_000L, 800).isAheadOf(NOW, 1)).isFalse();
    assertThat(new Horizon("c", 3, 9_000_000_000L, 0).isAheadOf(NOW, 1)).isFalse();
  }
}
