package dpone.connector.postgres.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that were written since the last read, told by the transaction that wrote them. */
record XminProgress(List<Part> parts, Reading reading) implements Progress {
  static Progress of(Reading reading) {
    return new XminProgress(parts(reading), reading);
  }

  private static List<Part> parts(Reading reading) {
    StreamPosition from = reading.from();
    if (from == null) {
      return reading.whole();
    }
    return switch (from) {
      case XminPosition p -> since(reading, p.horizon(), p.files());
      case KeyPosition p -> {
        if (!p.complete()) {
          throw reading.foreign("the backfill that the stored position is of has not ended");
        }
        if (p.horizon() == null) {
          throw reading.foreign("the stored position knows no transaction");
        }
        yield since(reading, p.horizon(), p.files());
      }
      case CursorPosition p ->
          throw reading.foreign("the stored position is by " + p.cursor() + ", not by xmin");
    };
  }

  private static List<Part> since(Reading reading, Horizon horizon, TableFiles files) {
    String unusable = horizon.unusable(reading.now()).orElse(null);
    if (unusable != null) {
      reading.tellWhole(unusable);
      return reading.whole();
    }
    return reading.since(horizon, files, List.of());
  }

  @Override
  public @Nullable StreamPosition reached(long delivered) {
    return new XminPosition(reading.now().horizon(), reading.extent().files());
  }
}
