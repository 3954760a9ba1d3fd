package dpone.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.cli.output.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Progress is shown now and then, whatever the pace of the rows. */
@Tag("unit")
class ProgressViewTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);

  private ProgressView view(boolean terminal) {
    PrintStream stream = new PrintStream(out, false, StandardCharsets.UTF_8);
    return new ProgressView(new Screen(stream, stream, terminal), clock::get);
  }

  /** Ten seconds of a batch every ten milliseconds. */
  private void tenSeconds(ProgressView view) {
    view.started("t", 2000);
    for (int i = 0; i < 1000; i++) {
      clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(10));
      view.progress("t", 1, 1 << 20);
    }
  }

  @Test
  void aTerminalIsDrawnFiveTimesASecond() {
    tenSeconds(view(true));
    String[] drawn = out.toString(StandardCharsets.UTF_8).split("\r\033\\[K", -1);
    assertThat(drawn).hasSize(2 + 50);
    assertThat(drawn[1]).isEqualTo("  t: reading");
    assertThat(drawn[2]).isEqualTo("  t: 20 rows (1%), 100 rows/s, 100 MB/s");
    assertThat(drawn[51]).isEqualTo("  t: 1,000 rows (50%), 100 rows/s, 100 MB/s");
  }

  @Test
  void elsewhereThereIsALineEveryTenSeconds() {
    tenSeconds(view(false));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("  t: 1,000 rows (50%), 100 rows/s, 100 MB/s\n");
  }

  @Test
  void anEstimateThatWasTooLowIsNeverDone() {
    assertThat(ProgressLine.of("t", 10, 25, 1024, TimeUnit.SECONDS.toNanos(1)))
        .isEqualTo("  t: 25 rows (99%), 25 rows/s, 1 KB/s");
    assertThat(ProgressLine.of("t", -1, 1, 1024, 0)).isEqualTo("  t: 1 row, 0 rows/s, 0 B/s");
  }

  @Test
  void amountsAreReadable() {
    assertThat(Amounts.bytes(0)).isEqualTo("0 B");
    assertThat(Amounts.bytes(1023)).isEqualTo("1023 B");
    assertThat(Amounts.bytes(1536)).isEqualTo("1.5 KB");
    assertThat(Amounts.bytes(64L << 20)).isEqualTo("64 MB");
    assertThat(Amounts.bytes(3L << 50)).isEqualTo("3072 TB");
    assertThat(Amounts.time(999)).isEqualTo("999 ms");
    assertThat(Amounts.time(3_725_000)).isEqualTo("1 h 02 min");
  }
}
