package dpone.runtime.manifest;

import dpone.runtime.text.NearestMatch;
import dpone.spi.option.OptionType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes single manifests of a batch: each item of {@code tables} is laid over {@code defaults},
 * mapping by mapping (a list or text replaces the default), then {@code {{ name }}} is replaced in
 * all text. Places stay those of the file.
 */
final class BatchManifest {
  private static final Pattern VARIABLE =
      Pattern.compile("\\{\\{\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*\\}\\}");
  private static final String TABLE = "table";

  private BatchManifest() {}

  static List<YamlNode.Mapping> expand(YamlNode.Mapping root) {
    OptionReader.refuseUnknownKeys(root, ManifestKeys.BATCH, "");
    Map<String, String> vars = vars(root, "vars");
    YamlNode.Mapping defaults =
        root.get("defaults") == null
            ? new YamlNode.Mapping(Map.of(), root.place())
            : mapping(root.get("defaults"), "defaults");
    YamlNode tables = root.get("tables");
    if (tables == null) {
      throw Complaint.of(
          "MANIFEST_REQUIRED", "tables is missing", root.place(), "add it, one item a pipeline");
    }
    if (!(tables instanceof YamlNode.Sequence sequence)) {
      throw OptionText.mistyped(OptionType.OBJECT_LIST, "tables", null, tables.place());
    }
    if (sequence.items().isEmpty()) {
      throw Complaint.of(
          "MANIFEST_NO_VALUE", "tables is empty", tables.place(), "add at least one item");
    }
    List<YamlNode.Mapping> pipelines = new ArrayList<>();
    for (YamlNode item : sequence.items()) {
      pipelines.add(pipeline(item, defaults, vars));
    }
    return pipelines;
  }

  private static YamlNode.Mapping pipeline(
      YamlNode item, YamlNode.Mapping defaults, Map<String, String> shared) {
    Map<String, String> vars = new LinkedHashMap<>(shared);
    YamlNode.Mapping own;
    if (item instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
      vars.put(TABLE, scalar.text());
      own = new YamlNode.Mapping(Map.of(), item.place());
    } else {
      own = mapping(item, "an item of tables");
      vars.putAll(vars(own, "tables.vars"));
    }
    YamlNode.Mapping merged = merge(defaults, own);
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>(merged.entries());
    entries.remove("vars");
    return mapping(fill(new YamlNode.Mapping(entries, item.place()), vars), "tables");
  }

  private static Map<String, String> vars(YamlNode.Mapping owner, String path) {
    YamlNode node = owner.get("vars");
    Map<String, String> vars = new LinkedHashMap<>();
    if (node != null) {
      mapping(node, path)
          .entries()
          .forEach((name, entry) -> {
            if (!(entry.value() instanceof YamlNode.Scalar scalar) || scalar.isNull()) {
              throw OptionText.mistyped(
                  OptionType.STRING, "each of " + path, null, entry.keyPlace());
            }
            vars.put(name, scalar.text());
          });
    }
    return vars;
  }

  private static YamlNode.Mapping mapping(YamlNode node, String path) {
    if (node instanceof YamlNode.Mapping mapping) {
      return mapping;
    }
    throw OptionText.mistyped(OptionType.OBJECT, path, null, node.place());
  }

  private static YamlNode.Mapping merge(YamlNode.Mapping below, YamlNode.Mapping above) {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>(below.entries());
    above
        .entries()
        .forEach((key, entry) ->
            entries.merge(
                key,
                entry,
                (under, over) ->
                    under.value() instanceof YamlNode.Mapping a
                            && over.value() instanceof YamlNode.Mapping b
                        ? new YamlNode.Entry(over.keyPlace(), merge(a, b))
                        : over));
    return new YamlNode.Mapping(entries, above.place());
  }

  private static YamlNode fill(YamlNode node, Map<String, String> vars) {
    return switch (node) {
      case YamlNode.Scalar scalar -> fill(scalar, vars);
      case YamlNode.Sequence sequence ->
          new YamlNode.Sequence(
              sequence.items().stream().map(item -> fill(item, vars)).toList(), sequence.place());
      case YamlNode.Mapping mapping -> {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        mapping
            .entries()
            .forEach((key, entry) ->
                entries.put(key, new YamlNode.Entry(entry.keyPlace(), fill(entry.value(), vars))));
        yield new YamlNode.Mapping(entries, mapping.place());
      }
    };
  }

  private static YamlNode fill(YamlNode.Scalar scalar, Map<String, String> vars) {
    Matcher matcher = VARIABLE.matcher(scalar.text());
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1);
      String value = vars.get(name);
      if (value == null) {
        throw Complaint.of(
            "MANIFEST_VARIABLE",
            "the variable " + Complaint.quote(name) + " is not defined",
            scalar.place(),
            NearestMatch.of(name, vars.keySet())
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("define it under vars"));
      }
      matcher.appendReplacement(text, Matcher.quoteReplacement(value));
    }
    matcher.appendTail(text);
    return new YamlNode.Scalar(text.toString(), scalar.plain(), scalar.place());
  }
}
