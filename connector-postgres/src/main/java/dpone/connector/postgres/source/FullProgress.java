package dpone.connector.postgres.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything, without a position. */
record FullProgress(List<Part> parts) implements Progress {
  static Progress of(Reading reading) {
    return new FullProgress(reading.whole());
  }

  @Override
  public @Nullable StreamPosition reached(long delivered) {
    return null;
  }
}
