package dpone.service.clickhouse;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/** A failure that the caller is told about: what happened, in one line, and what to do about it. */
final class ServiceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  ServiceException(String message, String remedy) {
    super(oneLine(message));
    this.remedy = oneLine(remedy);
  }

  ServiceException(String message, String remedy, Throwable cause) {
    super(oneLine(message), cause);
    this.remedy = oneLine(remedy);
  }

  String message() {
    return String.valueOf(getMessage());
  }

  String remedy() {
    return remedy;
  }

  /** What {@code problem} says of itself, or its type where it says nothing. */
  static String reason(Throwable problem) {
    String message = problem.getMessage();
    if (problem instanceof AccessDeniedException) {
      return "permission denied: " + message;
    }
    if (problem instanceof FileSystemException) {
      return problem.getClass().getSimpleName() + ": " + message;
    }
    return message == null ? problem.getClass().getSimpleName() : message;
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
