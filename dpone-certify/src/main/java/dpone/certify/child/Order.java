package dpone.certify.child;

import dpone.spi.context.Boundary;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a child process is told to do.
 *
 * @param manifest the pipeline to run
 * @param boundary where it acts, at the first report; null means nowhere
 * @param action what it does there
 */
public record Order(Path manifest, @Nullable Boundary boundary, Action action) {
  /** What to do at a boundary. */
  public enum Action {
    /** Die at once, as by a power cut: no hook, no finally, no buffer written. */
    HALT,
    /** Say so and wait for a line. */
    WAIT
  }

  String line() {
    return action + "\t" + (boundary == null ? "" : boundary.name()) + "\t" + manifest;
  }

  static Order parse(String line) {
    String[] parts = line.split("\t", 3);
    return new Order(
        Path.of(parts[2]),
        parts[1].isEmpty() ? null : Boundary.valueOf(parts[1]),
        Action.valueOf(parts[0]));
  }
}
