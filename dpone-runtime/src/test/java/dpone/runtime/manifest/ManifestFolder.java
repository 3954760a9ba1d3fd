package dpone.runtime.manifest;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dpone.runtime.credential.Redactor;
import dpone.runtime.credential.SecretResolver;
import dpone.spi.error.DponeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A folder with a manifest {@code m.yaml}, read with {@link TestConnectors}. */
final class ManifestFolder {
  static final String CANARY = "canary-9f3c-hunter2";
  static final Map<String, String> ENVIRONMENT =
      Map.of("DB_PASSWORD", CANARY, "PORT", "5433", "HOST", "db.example");

  /** Valid, with one stream; the place of each part is part of the tests' expectations. */
  static final String VALID =
      """
      name: orders
      source:
        type: base
        connection: { host: db.example, database: shop, password: "${DB_PASSWORD}" }
        streams:
          - name: public.orders
      sink:
        type: lake
        connection: { url: "http://lake.example" }
        strategy: { mode: full_refresh }
      """;

  final Path folder;
  final Redactor redactor = new Redactor();

  ManifestFolder(Path folder) {
    this.folder = folder;
  }

  Manifest read(String text) {
    return reader().read(write(text));
  }

  List<Manifest> readAll(String text) {
    return reader().readAll(write(text));
  }

  /** The one line of the error, with the folder's name cut off. */
  String error(String text) {
    return error(text.getBytes(StandardCharsets.UTF_8));
  }

  String error(byte[] bytes) {
    Path file = folder.resolve("m.yaml");
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return error(file);
  }

  String error(Path file) {
    DponeException error = catchThrowableOfType(DponeException.class, () -> reader().readAll(file));
    return error == null ? "no error" : error.oneLine().replace(folder + "/", "");
  }

  ManifestReader reader() {
    return new ManifestReader(TestConnectors::find, SecretResolver.of(ENVIRONMENT), redactor);
  }

  private Path write(String text) {
    try {
      return Files.writeString(folder.resolve("m.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
