package acme.connector;

import dpone.spi.transfer.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Folders of staged rows; nobody but the committer reads them. */
final class Stages {
  private static final String UNFINISHED = ".unfinished";

  private Stages() {}

  static Path make(Path stages, String name) {
    try {
      return Files.createDirectories(stages.resolve(name));
    } catch (IOException e) {
      throw AcmeError.io(e);
    }
  }

  /** Of one stream, since a scope of this sink has one. */
  static Payload payload(Path stage) {
    return new Payload("acme", "stage", 1, "[\"" + stage.toString().replace("\\", "\\\\") + "\"]");
  }

  static Path folder(Payload payload) {
    String json = payload.json();
    return Path.of(json.substring(2, json.length() - 2).replace("\\\\", "\\"));
  }

  static List<List<String>> rows(Path stage) {
    List<List<String>> rows = new ArrayList<>();
    try {
      for (Path part : list(stage)) {
        if (!part.toString().endsWith(UNFINISHED)) {
          Files.readAllLines(part).stream().map(Rows::read).forEach(rows::add);
        }
      }
    } catch (IOException e) {
      throw AcmeError.io(e);
    }
    return rows;
  }

  static void dropAll(Path stages) {
    if (Files.isDirectory(stages)) {
      try {
        list(stages).forEach(Stages::drop);
      } catch (IOException e) {
        throw AcmeError.io(e);
      }
    }
  }

  static void drop(Path stage) {
    try {
      if (Files.isDirectory(stage)) {
        for (Path part : list(stage)) {
          Files.deleteIfExists(part);
        }
        Files.deleteIfExists(stage);
      }
    } catch (IOException e) {
      throw AcmeError.io(e);
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
