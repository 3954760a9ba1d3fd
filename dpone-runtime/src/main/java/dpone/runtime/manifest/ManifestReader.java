package dpone.runtime.manifest;

import dpone.runtime.credential.Redactor;
import dpone.runtime.credential.SecretResolver;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.option.OptionType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads manifests. Nothing is connected to; the only files read are the manifest and the secrets it
 * refers to. Thread-safe as far as the lookup is.
 */
public final class ManifestReader {
  private final Function<String, ConnectorDescriptor> connectors;
  private final SecretResolver secrets;
  private final Redactor redactor;

  /**
   * A reader.
   *
   * @param connectors finds a connector by its id, throws {@link DponeException} if there is none
   * @param secrets replaces references
   * @param redactor learns every secret that is met
   */
  public ManifestReader(
      Function<String, ConnectorDescriptor> connectors, SecretResolver secrets, Redactor redactor) {
    this.connectors = connectors;
    this.secrets = secrets;
    this.redactor = redactor;
  }

  /**
   * Reads a file that holds one pipeline.
   *
   * @throws DponeException CONFIG with file, line and column for whatever is wrong with it;
   *     NOT_FOUND if there is no such file; AUTHENTICATION if a secret has no value
   */
  public Manifest read(Path file) {
    List<Manifest> all = readAll(file);
    if (all.size() != 1) {
      throw Complaint.of(
          "MANIFEST_SEVERAL",
          "the file holds " + all.size() + " pipelines",
          Place.file(file.toString(), 0, 0),
          "use a command that takes batch manifests, or a file with one pipeline");
    }
    return all.get(0);
  }

  /**
   * Reads all pipelines of a file: one, or those of a batch manifest in its order.
   *
   * @throws DponeException as {@link #read}
   */
  public List<Manifest> readAll(Path file) {
    YamlNode node = YamlReader.read(YamlFile.read(file), file.toString());
    if (!(node instanceof YamlNode.Mapping root)) {
      throw OptionText.mistyped(OptionType.OBJECT, "the manifest", null, node.place());
    }
    List<YamlNode.Mapping> pipelines =
        root.scalar("kind").filter(kind -> kind.text().equals("batch")).isPresent()
            ? BatchManifest.expand(root)
            : List.of(root);
    List<Manifest> manifests = new ArrayList<>();
    Map<String, YamlNode.Mapping> names = new HashMap<>();
    Set<ManifestWarning> warned = new HashSet<>();
    for (YamlNode.Mapping pipeline : pipelines) {
      Manifest manifest = new ManifestBinder(connectors, secrets, redactor, file).bind(pipeline);
      if (names.putIfAbsent(manifest.name(), pipeline) != null) {
        throw Complaint.of(
            "MANIFEST_DUPLICATE_NAME",
            "two pipelines have the name " + Complaint.quote(manifest.name()),
            pipeline.placeOf("name"),
            "give each a name of its own, for instance with {{ table }} in it");
      }
      // What stands in the defaults of a batch is said once, not once for each table.
      manifests.add(
          new Manifest(
              manifest.name(),
              manifest.file(),
              manifest.source(),
              manifest.sink(),
              manifest.state(),
              manifest.rejects(),
              manifest.runtime(),
              manifest.verify(),
              manifest.warnings().stream().filter(warned::add).toList()));
    }
    return List.copyOf(manifests);
  }
}
