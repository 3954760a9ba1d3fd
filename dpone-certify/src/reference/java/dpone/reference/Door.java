package dpone.reference;

import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whoever opens a folder takes the first ticket that lies at its door, and leaves it among those
 * taken. A ticket says {@code away}, or {@code busy} and for how many milliseconds. Without a
 * ticket the door is open.
 */
final class Door {
  private Door() {}

  /** Whether the door is open; false only for a defect. */
  static boolean enter(Settings settings, ConnectorContext context) {
    if (settings.has("busy-swallowed")) {
      return tryOnce(settings).isEmpty();
    }
    if (settings.has("retry-not-used")) {
      tryOnce(settings).ifPresent(Door::refuse);
      return true;
    }
    return context
        .retry()
        .call(
            "reference.open",
            () -> {
              Optional<DponeException> refused = tryOnce(settings);
              for (int i = 0; i < 2 && refused.isPresent() && settings.has("own-retry-loop"); i++) {
                refused = tryOnce(settings);
              }
              refused.ifPresent(Door::refuse);
              return true;
            });
  }

  private static void refuse(DponeException failure) {
    throw failure;
  }

  private static Optional<DponeException> tryOnce(Settings settings) {
    Path tickets = settings.folder().resolve("tickets");
    if (!Files.isDirectory(tickets)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(tickets)) {
      Optional<Path> ticket = files.sorted().findFirst();
      if (ticket.isEmpty()) {
        return Optional.empty();
      }
      String[] text = Files.readString(ticket.get()).strip().split(" ");
      Files.createFile(settings.folder().resolve("taken").resolve(ticket.get().getFileName()));
      Files.delete(ticket.get());
      boolean busy = text[0].equals("busy");
      boolean silent = !busy || settings.has("wait-ignored");
      return Optional.of(
          DponeException.of(
                  busy ? ErrorCategory.THROTTLED : ErrorCategory.TRANSIENT,
                  busy ? "REF_BUSY" : "REF_AWAY",
                  "the folder is " + text[0])
              .retryAfter(silent ? null : Duration.ofMillis(Long.parseLong(text[1])))
              .remedy("run again later")
              .build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
