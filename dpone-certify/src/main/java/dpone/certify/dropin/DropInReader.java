package dpone.certify.dropin;

import dpone.certify.kit.ServiceInfo;
import dpone.certify.yaml.YamlTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the file that lies beside a connector; every key is known or refused. */
final class DropInReader {
  private static final String CREATE = "create table {table} ({columns})";
  private static final String DROP = "drop table if exists {table}";

  private final Path file;
  private final Path folder;

  DropInReader(Path file) {
    this.file = file;
    this.folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
  }

  DropIn read(String text) {
    YamlTree root =
        YamlTree.read(text, file.toString(), "DROP_IN", "the certification", "connector: ID");
    Map<String, YamlTree> keys = root.mapping("connector", "docs", "golden", "fixture", "system");
    YamlTree fixture = keys.get("fixture");
    YamlTree system = keys.get("system");
    if (fixture != null && system != null) {
      throw system.wrong("cannot stand beside fixture; give one of them");
    }
    YamlTree docs = keys.get("docs");
    YamlTree golden = keys.get("golden");
    return new DropIn(
        file,
        needed(root, keys, "connector").text(),
        docs == null ? folder : existing(docs),
        golden == null ? Optional.empty() : Optional.of(existing(golden)),
        fixture == null ? List.of() : fixture.list().stream().map(this::existing).toList(),
        system == null ? Optional.empty() : Optional.of(statements(system)));
  }

  private Statements statements(YamlTree tree) {
    Map<String, YamlTree> keys =
        tree.mapping(
            "name", "kind", "connection", "jdbc", "table", "quote", "types", "create", "drop");
    YamlTree jdbc = needed(tree, keys, "jdbc");
    Map<String, YamlTree> client = jdbc.mapping("drivers", "url", "properties");
    return new Statements(
        needed(tree, keys, "name").text(),
        kind(needed(tree, keys, "kind")),
        texts(needed(tree, keys, "connection")),
        needed(jdbc, client, "drivers").list().stream().map(this::existing).toList(),
        needed(jdbc, client, "url").text(),
        texts(client.get("properties")),
        withName(keys.get("table")),
        Optional.ofNullable(keys.get("quote")).map(YamlTree::anyText).orElse("\""),
        texts(needed(tree, keys, "types")),
        Optional.ofNullable(keys.get("create")).map(YamlTree::text).orElse(CREATE),
        Optional.ofNullable(keys.get("drop")).map(YamlTree::text).orElse(DROP));
  }

  private static String withName(@Nullable YamlTree tree) {
    if (tree == null) {
      return "{name}";
    }
    if (!tree.text().contains("{name}")) {
      throw tree.wrong("must have {name} in it, such as public.{name}");
    }
    return tree.text();
  }

  private static ServiceInfo.Kind kind(YamlTree tree) {
    for (ServiceInfo.Kind kind : ServiceInfo.Kind.values()) {
      if (kind.text().equals(tree.text().toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    throw tree.wrong("must be real, emulator or double, not " + tree.text());
  }

  private static Map<String, String> texts(@Nullable YamlTree tree) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (tree != null) {
      tree.mapping().forEach((key, value) -> texts.put(key, value.anyText()));
    }
    return texts;
  }

  private Path existing(YamlTree tree) {
    Path path = folder.resolve(tree.text()).normalize();
    if (!Files.exists(path)) {
      throw tree.wrong("names what is not there: " + path);
    }
    return path;
  }

  private static YamlTree needed(YamlTree tree, Map<String, YamlTree> keys, String key) {
    YamlTree value = keys.get(key);
    if (value == null) {
      throw tree.wrong("lacks " + key);
    }
    return value;
  }
}
