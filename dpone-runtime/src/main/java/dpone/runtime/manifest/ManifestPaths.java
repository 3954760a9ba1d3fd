package dpone.runtime.manifest;

import dpone.spi.error.Place;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Paths of a manifest.
 *
 * @param folder where the manifest stands, absolute
 */
record ManifestPaths(Path folder) {
  static ManifestPaths beside(Path manifest) {
    Path file = manifest.toAbsolutePath().normalize();
    return new ManifestPaths(Objects.requireNonNullElse(file.getParent(), file));
  }

  Path resolve(String text, Place place) {
    try {
      return folder.resolve(text).normalize();
    } catch (InvalidPathException e) {
      throw Complaint.of(
          "MANIFEST_PATH", "this is not a path of this system", place, "correct the path");
    }
  }
}
