import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/** The rows that both sides send: those of the table mixed of the other benchmarks, by their number. */
final class Rows {
  /** Rows made before the clock starts and sent over and over: making them costs neither side anything. */
  static final int BLOCK = 8192;

  static final LocalDate FIRST_DAY = LocalDate.of(2020, 1, 1);
  static final LocalDateTime UPDATED = LocalDateTime.of(2026, 1, 1, 0, 0);
  static final LocalDateTime SEEN = LocalDateTime.of(2025, 6, 1, 0, 0);

  private Rows() {}

  static int customer(long i) {
    return (int) (i * 7919 % 1000003);
  }

  static int kind(long i) {
    return (int) (i % 200);
  }

  static Boolean paid(long i) {
    return i % 11 > 0 ? i % 3 == 0 : null;
  }

  /** In hundredths. */
  static long amount(long i) {
    return i * 100_003 % 10_000_000;
  }

  /** In millionths. */
  static Long rate(long i) {
    return i % 7 > 0 ? i * 31_000_003 % 1_000_000_007 : null;
  }

  static double weight(long i) {
    return Math.sqrt(i);
  }

  static float score(long i) {
    return (i % 1000) / 8f;
  }

  static String code(long i) {
    return "code-" + i * 37 % 100_000;
  }

  static String note(long i) {
    return i % 10 > 0 ? "\u00dcberpr\u00fcfung Nr. " + i + " of the order, all is well" : null;
  }

  static UUID ref(long i) {
    return UUID.nameUUIDFromBytes(Long.toString(i).getBytes(StandardCharsets.US_ASCII));
  }

  static LocalDate created(long i) {
    return FIRST_DAY.plusDays(i % 2000);
  }

  /** Microseconds since 1970, UTC. */
  static long updated(long i) {
    return UPDATED.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + i * 1_000_001;
  }

  /** Microseconds since 1970, of no zone. */
  static Long seen(long i) {
    return i % 5 > 0 ? SEEN.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + i * 1000 : null;
  }

  static String attrs(long i) {
    return i % 4 > 0 ? "{\"n\": " + i + ", \"tag\": \"t" + i % 100 + "\"}" : null;
  }
}
