package dpone.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;

/** The shipped classes of this repository, as ArchUnit sees them. */
final class Code {
  /** Everything that this repository ships. */
  static final JavaClasses ALL = of(Dist.ownJars());

  private Code() {}

  static JavaClasses of(Path jar) {
    return of(List.of(jar));
  }

  private static JavaClasses of(List<Path> jars) {
    List<JarFile> files = new ArrayList<>();
    try {
      for (Path jar : jars) {
        files.add(new JarFile(jar.toFile()));
      }
      return new ClassFileImporter().importJars(files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      files.forEach(Code::close);
    }
  }

  private static void close(JarFile file) {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
