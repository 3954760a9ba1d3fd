package dpone.acceptance;

import java.nio.file.Path;

/** What other packages of tests need of this one. */
public final class DistFolder {
  private DistFolder() {}

  /** The assembled distribution. */
  public static Path dist() {
    return Dist.folder();
  }

  /** The repository. */
  public static Path root() {
    return Dist.root();
  }

  /** Deletes a folder with all that it holds. */
  public static void delete(Path folder) {
    Folders.delete(folder);
  }
}
