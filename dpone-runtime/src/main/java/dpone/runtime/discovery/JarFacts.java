package dpone.runtime.discovery;

import dpone.spi.Connector;
import dpone.spi.SpiVersion;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * What a jar says about itself before any of its classes is loaded.
 *
 * @param jar the jar
 * @param declared SPI version in its manifest, as written, or null
 * @param provider whether it announces a connector
 */
record JarFacts(Path jar, @Nullable String declared, boolean provider) {
  static final String CODE = "CONNECTOR_SPI_VERSION";

  static JarFacts read(Path jar) throws IOException {
    try (JarFile file =
        new JarFile(jar.toFile(), true, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
      Manifest manifest = file.getManifest();
      String declared =
          manifest == null ? null : manifest.getMainAttributes().getValue(SpiVersion.MANIFEST_KEY);
      boolean provider =
          file.getEntry("META-INF/services/" + Connector.class.getName()) != null
              || moduleProvides(file);
      return new JarFacts(jar, declared, provider);
    }
  }

  private static boolean moduleProvides(JarFile file) throws IOException {
    ZipEntry entry = file.getEntry("module-info.class");
    if (entry == null) {
      return false;
    }
    try (InputStream in = file.getInputStream(entry)) {
      return ModuleDescriptor.read(in).provides().stream()
          .anyMatch(p -> p.service().equals(Connector.class.getName()));
    } catch (InvalidModuleDescriptorException e) {
      // Made for a Java that this one cannot read: whatever it is, it must first state its version.
      return true;
    }
  }

  /** The version; only for a jar that {@link #refusal} lets pass. */
  Optional<SpiVersion> version() {
    return Optional.ofNullable(declared).map(SpiVersion::parse);
  }

  /** Why the jar must not be loaded, if so. A library without a connector needs no version. */
  Optional<BrokenConnector> refusal(String folder) {
    if (declared == null) {
      return provider
          ? refuse(
              folder,
              "does not say which dpone SPI it was built for",
              "build it with " + SpiVersion.MANIFEST_KEY + " in its manifest")
          : Optional.empty();
    }
    SpiVersion builtFor;
    try {
      builtFor = SpiVersion.parse(declared);
    } catch (IllegalArgumentException e) {
      return refuse(
          folder,
          "was built for dpone SPI '" + declared + "', which is not a version",
          "build it with " + SpiVersion.MANIFEST_KEY + ": " + SpiVersion.CURRENT);
    }
    if (SpiVersion.CURRENT.accepts(builtFor)) {
      return Optional.empty();
    }
    return refuse(
        folder,
        "was built for dpone SPI " + builtFor,
        builtFor.compareTo(SpiVersion.CURRENT) > 0
            ? "use a newer dpone, or a release of the connector for SPI " + SpiVersion.CURRENT
            : "use a newer release of the connector");
  }

  private Optional<BrokenConnector> refuse(String folder, String what, String remedy) {
    return Optional.of(
        BrokenConnector.at(
            folder, jar, CODE, jar + " " + what + "; supported is " + supported(), remedy));
  }

  private static String supported() {
    SpiVersion oldest = new SpiVersion(SpiVersion.CURRENT.major(), 0);
    return oldest.equals(SpiVersion.CURRENT)
        ? oldest.toString()
        : oldest + " to " + SpiVersion.CURRENT;
  }
}
