package dpone.toolkit.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What answers say about waiting, in every form there is. */
@Tag("unit")
class WaitsTest {
  private static final Instant NOW = Instant.parse("1994-11-06T08:49:00Z");

  /** The three forms that RFC 9110 shows in its section 5.6.7. */
  @Test
  void everyFormOfADateIsRead() {
    for (String form :
        new String[] {
          "Sun, 06 Nov 1994 08:49:37 GMT",
          "Sunday, 06-Nov-94 08:49:37 GMT",
          "Sun Nov  6 08:49:37 1994",
          " Sun, 06 Nov 1994 08:49:37 GMT "
        }) {
      assertThat(Waits.retryAfter(form, NOW)).as(form).contains(Duration.ofSeconds(37));
    }
  }

  @Test
  void aDateThatHasPassedIsNoWait() {
    assertThat(Waits.retryAfter("Sun, 06 Nov 1994 08:00:00 GMT", NOW)).contains(Duration.ZERO);
    assertThat(Waits.retryAfter("0", NOW)).contains(Duration.ZERO);
  }

  @Test
  void noWaitIsLongerThanAYear() {
    assertThat(Waits.retryAfter("999999999999999999", NOW)).contains(Duration.ofDays(366));
    assertThat(Waits.retryAfter("Fri, 31 Dec 9999 23:59:59 GMT", NOW))
        .contains(Duration.ofDays(366));
  }

  @Test
  void whatIsMalformedSaysNothing() {
    for (String form :
        new String[] {
          "",
          "-1",
          "soon",
          "1.5",
          "1e3",
          "9999999999999999999",
          "Sun, 32 Nov 1994 08:49:37 GMT",
          "Mon, 06 Nov 1994 08:49:37 GMT",
          "１２"
        }) {
      assertThat(Waits.retryAfter(form, NOW)).as(form).isEmpty();
    }
  }

  @Test
  void headersOfTheSystemsOwnAreReadInEveryUnit() {
    Instant now = Instant.parse("2026-03-01T10:00:00Z");
    assertThat(Waits.reset("30", now)).contains(Duration.ofSeconds(30));
    assertThat(Waits.reset("1.5", now)).contains(Duration.ofMillis(1500));
    assertThat(Waits.reset("" + (now.getEpochSecond() + 45), now)).contains(Duration.ofSeconds(45));
    assertThat(Waits.reset("" + (now.toEpochMilli() + 45_500), now))
        .contains(Duration.ofMillis(45_500));
    assertThat(Waits.reset("2026-03-01T10:00:10Z", now)).contains(Duration.ofSeconds(10));
    assertThat(Waits.reset("2026-03-01T13:00:10+03:00", now)).contains(Duration.ofSeconds(10));
    assertThat(Waits.reset("Sun, 01 Mar 2026 10:00:10 GMT", now)).contains(Duration.ofSeconds(10));
    assertThat(Waits.reset("never", now)).isEmpty();
  }

  @Property
  void everySecondIsReadBackFromItsDate(
      @ForAll @LongRange(min = 0, max = 30_000_000) long seconds) {
    Instant then = NOW.plusSeconds(seconds);
    String text =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .format(then.atOffset(ZoneOffset.UTC));
    assertThat(Waits.retryAfter(text, NOW)).contains(Duration.ofSeconds(seconds));
  }

  @Property
  void everyNumberOfSecondsIsRead(@ForAll @LongRange(min = 0, max = 31_000_000) long seconds) {
    assertThat(Waits.retryAfter(Long.toString(seconds), NOW)).contains(Duration.ofSeconds(seconds));
  }

  @Property(tries = 5_000)
  void anyTextIsAWaitOrNone(@ForAll @StringLength(max = 40) String text) {
    assertBounded(text);
  }

  @Property(tries = 5_000)
  void anythingLikeADateIsAWaitOrNone(
      @ForAll @StringLength(max = 40) @CharRange(from = '0', to = ':') String digits) {
    assertBounded(digits);
    assertBounded("Sun, " + digits + " GMT");
    assertBounded(digits + ".5");
  }

  private static void assertBounded(String text) {
    Waits.retryAfter(text, NOW)
        .ifPresent(wait -> assertThat(wait).isBetween(Duration.ZERO, Duration.ofDays(366)));
    Waits.reset(text, NOW)
        .ifPresent(wait -> assertThat(wait).isBetween(Duration.ZERO, Duration.ofDays(366)));
  }
}
