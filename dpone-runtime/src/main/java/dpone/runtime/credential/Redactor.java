package dpone.runtime.credential;

import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.option.Secret;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Masks the secrets of a run, whatever text they turn up in: as they are, URL-encoded, escaped for
 * JSON, and in base64 (also as a part of a longer base64 text, as in a Basic header). Values
 * shorter than {@value #SHORTEST} characters are left alone, since they would mask half of every
 * text. The password of any URL is masked too. Thread-safe.
 */
public final class Redactor {
  /** Shortest value that is masked, in characters. */
  public static final int SHORTEST = 4;

  private static final String MASK = "***";
  private static final Pattern URL_PASSWORD = Pattern.compile("(://[^\\s/:@]*:)[^\\s/@]+(?=@)");
  private static final int DEEPEST = 64;

  // Longest first, so that a secret that contains another is masked whole.
  private volatile Set<String> forms = longestFirst();

  private static Set<String> longestFirst() {
    return new TreeSet<>(
        Comparator.comparingInt(String::length)
            .reversed()
            .thenComparing(Comparator.<String>naturalOrder()));
  }

  /** Masks this value from now on. */
  public synchronized void add(Secret secret) {
    if (secret.reveal().length() < SHORTEST) {
      return;
    }
    Set<String> next = longestFirst();
    next.addAll(forms);
    next.addAll(SecretForms.of(secret.reveal()));
    forms = next;
  }

  /** The text with every known secret replaced by {@code ***}. */
  public String redact(String text) {
    String masked = text;
    for (String form : forms) {
      masked = masked.replace(form, MASK);
    }
    return masked.contains("://") ? URL_PASSWORD.matcher(masked).replaceAll("$1***") : masked;
  }

  /**
   * The same error without secrets: itself if it holds none, else a copy whose causes are replaced
   * by {@link RedactedException} with the original stack traces.
   */
  public DponeException redact(DponeException error) {
    if (!leaks(error, 0)) {
      return error;
    }
    Throwable cause = error.getCause();
    DponeException clean =
        DponeException.of(error.category(), error.code(), redact(error.what()))
            .at(redact(error.place()))
            .remedy(redact(error.remedy()))
            .retryAfter(error.retryAfter().orElse(null))
            .cause(cause == null ? null : replace(cause, 1))
            .build();
    return withHistory(clean, error, 0);
  }

  private <T extends Throwable> T withHistory(T clean, Throwable original, int depth) {
    clean.setStackTrace(original.getStackTrace());
    for (Throwable suppressed : original.getSuppressed()) {
      clean.addSuppressed(replace(suppressed, depth + 1));
    }
    return clean;
  }

  private Throwable replace(Throwable original, int depth) {
    Throwable cause = original.getCause();
    RedactedException clean =
        new RedactedException(
            redact(original.toString()),
            cause == null || depth > DEEPEST ? null : replace(cause, depth + 1));
    return depth > DEEPEST ? clean : withHistory(clean, original, depth);
  }

  private boolean leaks(@Nullable Throwable error, int depth) {
    if (error == null || depth > DEEPEST) {
      return false;
    }
    if (leaks(error.toString()) || (error instanceof DponeException d && leaks(d))) {
      return true;
    }
    for (Throwable suppressed : error.getSuppressed()) {
      if (leaks(suppressed, depth + 1)) {
        return true;
      }
    }
    return leaks(error.getCause(), depth + 1);
  }

  private boolean leaks(DponeException error) {
    return leaks(error.remedy()) || leaks(error.place().describe());
  }

  private boolean leaks(String text) {
    return !redact(text).equals(text);
  }

  private Place redact(Place place) {
    return new Place(
        redactOrNull(place.file()),
        place.line(),
        place.column(),
        redactOrNull(place.stream()),
        redactOrNull(place.field()),
        redactOrNull(place.rowKey()));
  }

  private @Nullable String redactOrNull(@Nullable String text) {
    return text == null ? null : redact(text);
  }

  /** How many forms are masked; no value. */
  @Override
  public String toString() {
    return "Redactor[" + forms.size() + " forms]";
  }
}
