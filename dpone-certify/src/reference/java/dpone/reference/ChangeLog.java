package dpone.reference;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import reference.driver.LineCodec;

/** A file beside a table: a line for each change, its kind first; what was confirmed is gone. */
final class ChangeLog {
  private static final LineCodec CODEC = new LineCodec();

  private final Settings settings;
  private final String stream;

  ChangeLog(Settings settings, String stream) {
    this.settings = settings;
    this.stream = stream;
  }

  private Path file(String ending) {
    return settings.folder().resolve(stream + ending);
  }

  int end() {
    return lines().size();
  }

  /** The changes after that many. */
  List<List<String>> after(int offset) {
    int gone = confirmed();
    if (offset < gone && !settings.has("confirm-early")) {
      throw DponeException.of(ErrorCategory.DATA, "REF_LOG", "the log begins at " + gone)
          .at(Place.stream(stream))
          .remedy("reset the state")
          .build();
    }
    return lines().stream().skip(Math.max(offset, gone)).map(CODEC::read).toList();
  }

  void confirm(int offset) {
    try {
      Files.writeString(file(".confirmed"), Integer.toString(Math.max(offset, confirmed())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int confirmed() {
    try {
      Path file = file(".confirmed");
      return Files.exists(file) ? Integer.parseInt(Files.readString(file)) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> lines() {
    try {
      return Files.exists(file(".log")) ? Files.readAllLines(file(".log")) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
