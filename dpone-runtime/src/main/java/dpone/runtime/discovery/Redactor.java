package dpone.runtime.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps known secrets out of what an exception of a driver says. */
final class Redactor {
  private static final int MAX_DEPTH = 32;

  private final List<String> secrets;

  Redactor(List<String> secrets) {
    // Longest first: a secret may be part of another.
    this.secrets =
        secrets.stream()
            .filter(s -> !s.isEmpty())
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  String text(Throwable problem) {
    String message = problem.getMessage();
    String type = problem.getClass().getName();
    return hide(message == null || message.isBlank() ? type : type + ": " + message);
  }

  /** The same exception where it says nothing secret, else a copy of what it may say. */
  @Nullable Throwable cause(@Nullable Throwable problem) {
    if (problem == null || !leaks(problem, 0)) {
      return problem;
    }
    return copy(problem, 0);
  }

  private boolean leaks(Throwable problem, int depth) {
    if (depth > MAX_DEPTH || !hide(problem.toString()).equals(problem.toString())) {
      return true;
    }
    for (Throwable next : links(problem)) {
      if (leaks(next, depth + 1)) {
        return true;
      }
    }
    return false;
  }

  private Throwable copy(Throwable problem, int depth) {
    Throwable cause = problem.getCause();
    RedactedException copy =
        new RedactedException(
            text(problem), cause == null || depth > MAX_DEPTH ? null : copy(cause, depth + 1));
    copy.setStackTrace(problem.getStackTrace());
    return copy;
  }

  private static List<Throwable> links(Throwable problem) {
    List<Throwable> links = new ArrayList<>(List.of(problem.getSuppressed()));
    if (problem.getCause() != null) {
      links.add(problem.getCause());
    }
    return links;
  }

  private String hide(String text) {
    String hidden = text;
    for (String secret : secrets) {
      hidden = hidden.replace(secret, "***");
    }
    return hidden;
  }

  /** Stands for an exception that named a secret. */
  static final class RedactedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RedactedException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
