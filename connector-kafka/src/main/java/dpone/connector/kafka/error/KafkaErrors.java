package dpone.connector.kafka.error;

import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.jspecify.annotations.Nullable;

/** Turns what Kafka's clients throw into the errors of the SPI. */
public final class KafkaErrors {
  private static final int LONGEST = 500;

  private KafkaErrors() {}

  /**
   * The error of a failed call.
   *
   * @param doing what was being done, such as {@code reading orders}
   */
  public static DponeException of(Throwable failure, String doing) {
    return of(failure, doing, null);
  }

  /**
   * The error of a failed call.
   *
   * @param stream what was being moved, if it is known
   */
  public static DponeException of(Throwable failure, String doing, @Nullable String stream) {
    Throwable root = unwrap(failure);
    if (root instanceof DponeException known) {
      return stream == null ? known : known.at(Place.stream(stream));
    }
    KafkaCode code = Causes.code(root);
    DponeException.Builder error = code.error(doing + ": " + message(root)).cause(root);
    if (stream != null) {
      error.at(Place.stream(stream));
    }
    String denied = denied(root);
    if (code == KafkaCode.NOT_AUTHORIZED && !denied.isEmpty()) {
      error.remedy("let an administrator grant this user what it needs on " + denied);
    }
    return error.build();
  }

  /** The code of a failure of the clients. */
  public static KafkaCode code(Throwable failure) {
    return Causes.code(unwrap(failure));
  }

  /** The failure that a future or a client wrapped. */
  public static Throwable unwrap(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null
        && (root instanceof ExecutionException
            || root instanceof CompletionException
            || root.getClass() == KafkaException.class)) {
      root = root.getCause();
    }
    return root;
  }

  private static String denied(Throwable root) {
    List<String> parts = new ArrayList<>();
    if (root instanceof TopicAuthorizationException topics) {
      parts.addAll(topics.unauthorizedTopics().stream().map(t -> "topic " + t).toList());
    }
    if (root instanceof GroupAuthorizationException group) {
      parts.add("group " + group.groupId());
    }
    return String.join(", ", parts);
  }

  /** What the failure says, and the innermost reason where that is another. */
  private static String message(Throwable root) {
    String text = text(root);
    Throwable inner = root;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    String reason = text(inner);
    String all = text.contains(reason) ? text : text + " (" + reason + ")";
    return all.length() > LONGEST ? all.substring(0, LONGEST) + "..." : all;
  }

  private static String text(Throwable failure) {
    String message = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    return message == null || message.isBlank()
        ? name
        : message.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("[.!]+$", "");
  }

  static String words(Throwable failure) {
    return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
  }
}
