package dpone.runtime.manifest;

import dpone.runtime.credential.Redactor;
import dpone.runtime.credential.SecretResolver;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.Role;
import dpone.spi.Unsupported;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import dpone.spi.option.Options;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.SchemaEvolution;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes one manifest of one validated document. For one use. */
final class ManifestBinder {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
  private static final Pattern CONNECTOR = Pattern.compile("[a-z][a-z0-9-]{0,63}");
  private static final String FILE_SCHEME = "file:";
  private static final long MOST_MEMORY = 64L << 20;
  private static final int HEAP_SHARE = 4;

  private final Function<String, ConnectorDescriptor> connectors;
  private final OptionReader reader;
  private final Path file;
  private final ManifestPaths paths;
  private final List<ManifestWarning> warnings = new ArrayList<>();

  ManifestBinder(
      Function<String, ConnectorDescriptor> connectors,
      SecretResolver secrets,
      Redactor redactor,
      Path file) {
    this.connectors = connectors;
    this.file = file;
    this.paths = ManifestPaths.beside(file);
    this.reader = new OptionReader(secrets, redactor, paths.folder());
  }

  Manifest bind(YamlNode.Mapping root) {
    OptionReader.refuseUnknownKeys(root, ManifestKeys.PIPELINE, "");
    YamlNode.Mapping sourceNode = required(root, "source");
    YamlNode.Mapping sinkNode = required(root, "sink");
    YamlNode.Mapping stateNode = optional(root, "state");
    ConnectorDescriptor source = connector(sourceNode, "source");
    ConnectorDescriptor sink = connector(sinkNode, "sink");
    ConnectorDescriptor state = stateConnector(stateNode);
    if (!source.roles().contains(Role.CDC)) {
      needRole(source, Role.SOURCE, sourceNode);
    }
    needRole(sink, Role.SINK, sinkNode);
    OptionSpec sourceKeys = ManifestKeys.source(source, byService(sourceNode));
    OptionSpec sinkKeys = ManifestKeys.sink(sink, byService(sinkNode));
    OptionSpec stateKeys =
        state == null ? ManifestKeys.fileState() : ManifestKeys.state(state, byService(stateNode));
    Options all = reader.read(root, ManifestKeys.pipeline(sourceKeys, sinkKeys, stateKeys), "");

    List<StreamSpec> streams = new StreamBinder(source, warnings).bind(all, sourceNode, sinkNode);
    boolean changes = streams.stream().anyMatch(s -> s.strategy().mode() == LoadMode.CDC_APPLY);
    needRole(source, changes ? Role.CDC : Role.SOURCE, sourceNode);
    warnAboutLiterals();
    return new Manifest(
        name(all.string("name"), root),
        file,
        new SourceSpec(
            source.id(),
            connection(all.group("source"), source, sourceNode),
            OptionValues.subset(all.group("source"), source.source()),
            streams,
            source.increments()),
        new SinkSpec(
            sink.id(),
            connection(all.group("sink"), sink, sinkNode),
            OptionValues.subset(all.group("sink"), sink.sink()),
            evolution(all.group("sink").group("schema_evolution")),
            Set.copyOf(all.group("sink").strings("allow_lossy"))),
        state(all.group("state"), state, stateNode),
        rejects(all.group("rejects"), optional(root, "rejects"), streams),
        runtime(all.group("runtime")),
        VerifyGate.valueOf(all.string("verify").toUpperCase(Locale.ROOT)),
        warnings);
  }

  private static YamlNode.Mapping required(YamlNode.Mapping root, String key) {
    YamlNode node = root.get(key);
    if (node == null) {
      throw Complaint.of("MANIFEST_REQUIRED", key + " is missing", root.place(), "add it");
    }
    return optional(root, key);
  }

  private static YamlNode.Mapping optional(YamlNode.Mapping root, String key) {
    YamlNode node = root.get(key);
    if (node == null) {
      return new YamlNode.Mapping(Map.of(), root.place());
    }
    if (node instanceof YamlNode.Mapping mapping) {
      return mapping;
    }
    throw OptionText.mistyped(OptionType.OBJECT, key, null, root.placeOf(key));
  }

  private ConnectorDescriptor connector(YamlNode.Mapping node, String path) {
    node.scalar("type")
        .filter(type -> !CONNECTOR.matcher(type.text()).matches())
        .ifPresent(type -> {
          throw Complaint.of(
              "CONNECTOR_NOT_FOUND",
              path + ".type is not the id of a connector: " + Complaint.quote(type.text()),
              type.place(),
              "`dpone connectors` lists the connectors there are");
        });
    try {
      return connectors.apply(reader.text(node, ManifestKeys.TYPE, path));
    } catch (DponeException e) {
      throw e.at(valuePlace(node, "type"));
    }
  }

  private @Nullable ConnectorDescriptor stateConnector(YamlNode.Mapping node) {
    boolean files =
        node.get("type") == null
            || node.scalar("type")
                .filter(t -> t.text().equals(ManifestKeys.FILE_STATE))
                .isPresent();
    if (files) {
      return null;
    }
    ConnectorDescriptor found = connector(node, "state");
    needRole(found, Role.STATE, node);
    return found;
  }

  private static void needRole(ConnectorDescriptor connector, Role role, YamlNode.Mapping node) {
    if (!connector.roles().contains(role)) {
      throw Unsupported.role(connector.id(), role).at(valuePlace(node, "type"));
    }
  }

  private static Place valuePlace(YamlNode.Mapping node, String key) {
    YamlNode value = node.get(key);
    return value == null ? node.place() : value.place();
  }

  private static boolean byService(YamlNode.Mapping node) {
    return node.mapping("connection").filter(c -> c.get("service") != null).isPresent();
  }

  private ConnectionSpec connection(
      Options group, ConnectorDescriptor connector, YamlNode.Mapping node) {
    Options connection = group.group("connection");
    if (!byService(node)) {
      return new ConnectionSpec.Direct(connection);
    }
    YamlNode.Mapping written = node.mapping("connection").orElse(node);
    return new ConnectionSpec.Service(
        connection.string("service"),
        connection.findString("database").orElse(null),
        connection.findString("version").orElse(null),
        connection
            .findString("init")
            .map(init -> paths.resolve(init, valuePlace(written, "init")))
            .orElse(null),
        OptionValues.subset(connection, ManifestKeys.besideService(connector)));
  }

  private static SchemaEvolution evolution(Options group) {
    return new SchemaEvolution(
        policy(group, "tables"), policy(group, "columns"), policy(group, "data_types"));
  }

  private static DriftPolicy policy(Options group, String key) {
    return DriftPolicy.valueOf(group.string(key).toUpperCase(Locale.ROOT));
  }

  private StateSpec state(
      Options group, @Nullable ConnectorDescriptor connector, YamlNode.Mapping node) {
    return connector == null
        ? new StateSpec.Files(paths.resolve(group.string("path"), valuePlace(node, "path")))
        : new StateSpec.Store(
            connector.id(),
            connection(group, connector, node),
            OptionValues.subset(group, connector.state()));
  }

  private RejectsSpec rejects(Options group, YamlNode.Mapping node, List<StreamSpec> streams) {
    long maxRows = group.integer("max_rows");
    String to = group.findString("to").orElse(null);
    if (maxRows > 0) {
      refuseToDeleteRejected(node, streams);
    }
    if (to == null) {
      if (maxRows > 0) {
        throw Complaint.of(
            "MANIFEST_REQUIRED",
            "rejects.to is missing while rejects.max_rows allows rejects",
            node.placeOf("max_rows"),
            "add it, such as to: \"file:rejects.jsonl\"");
      }
      return new RejectsSpec(null, 0);
    }
    if (!to.startsWith(FILE_SCHEME) || to.length() == FILE_SCHEME.length()) {
      throw Complaint.of(
          "MANIFEST_TYPE",
          "rejects.to must be file:PATH",
          valuePlace(node, "to"),
          "write file: and a path relative to the manifest");
    }
    return new RejectsSpec(
        paths.resolve(to.substring(FILE_SCHEME.length()), valuePlace(node, "to")), maxRows);
  }

  private static void refuseToDeleteRejected(YamlNode.Mapping node, List<StreamSpec> streams) {
    streams.stream()
        .filter(stream -> ModeParameters.infersDeletes(stream.strategy()))
        .findFirst()
        .ifPresent(stream -> {
          throw Complaint.of(
              "MANIFEST_REJECTS",
              "mode "
                  + stream.strategy().mode().text()
                  + " would take a rejected row of stream "
                  + Complaint.quote(stream.name())
                  + " for one that is gone",
              node.placeOf("max_rows"),
              "remove rejects.max_rows, so that the first such row fails the run");
        });
  }

  static RuntimeSpec runtime(Options group) {
    Options retry = group.group("retry");
    Options changes = group.group("changes");
    return new RuntimeSpec(
        Math.toIntExact(group.integer("parallelism")),
        group
            .findInteger("memory")
            .orElseGet(() -> standardMemory(Runtime.getRuntime().maxMemory())),
        new RuntimeSpec.Retry(
            Math.toIntExact(retry.integer("max_attempts")),
            retry.duration("first_wait"),
            retry.duration("max_wait"),
            retry.duration("total")),
        new RuntimeSpec.Changes(
            changes.string("mode").equals("continuous"),
            changes.duration("commit_interval"),
            changes.integer("commit_rows"),
            changes.duration("idle_interval")),
        group.has("timeout") ? group.duration("timeout") : null);
  }

  /** What is in flight has to leave room for drivers and for the garbage of decoding. */
  static long standardMemory(long heap) {
    return Math.min(MOST_MEMORY, heap / HEAP_SHARE);
  }

  private static String name(String name, YamlNode.Mapping root) {
    if (NAME.matcher(name).matches()) {
      return name;
    }
    throw Complaint.of(
        "MANIFEST_NAME",
        "the name " + Complaint.quote(name) + " is not allowed",
        valuePlace(root, "name"),
        "use letters, digits, _, - and ., 100 at most, beginning with a letter or digit");
  }

  private void warnAboutLiterals() {
    List<OptionReader.Literal> literals = reader.literals();
    if (!literals.isEmpty()) {
      warnings.add(
          new ManifestWarning(
              "SECRET_LITERAL",
              String.join(" and ", literals.stream().map(OptionReader.Literal::path).toList())
                  + (literals.size() == 1 ? " is" : " are")
                  + " written out in the manifest; use ${VARIABLE} or ${file:PATH}",
              literals.get(0).place()));
    }
  }
}
