package dpone.runtime.manifest;

import dpone.runtime.text.NearestMatch;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.Increments;
import dpone.spi.error.Place;
import dpone.spi.option.Option;
import dpone.spi.option.Options;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.Strategy;
import dpone.spi.source.StreamSelection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Binds streams to their targets and checks what holds between keys. */
final class StreamBinder {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)\\}");
  private static final List<String> PLACEHOLDERS = List.of("stream", "stream_full");

  private final ConnectorDescriptor source;
  private final List<ManifestWarning> warnings;

  StreamBinder(ConnectorDescriptor source, List<ManifestWarning> warnings) {
    this.source = source;
    this.warnings = warnings;
  }

  List<StreamSpec> bind(Options manifest, YamlNode.Mapping sourceNode, YamlNode.Mapping sinkNode) {
    Options sink = manifest.group("sink");
    List<Options> streams = manifest.group("source").groups("streams");
    List<YamlNode> nodes = ((YamlNode.Sequence) nodeOf(sourceNode, "streams")).items();
    List<StreamSpec> bound = new ArrayList<>();
    for (int i = 0; i < streams.size(); i++) {
      bound.add(bind(streams.get(i), (YamlNode.Mapping) nodes.get(i), i + 1, sink, sinkNode));
    }
    refuseTwins(bound);
    return List.copyOf(bound);
  }

  private static YamlNode nodeOf(YamlNode.Mapping mapping, String key) {
    YamlNode node = mapping.get(key);
    if (node == null) {
      throw new IllegalStateException(key + " was read but is not there");
    }
    return node;
  }

  private StreamSpec bind(
      Options stream, YamlNode.Mapping node, int number, Options sink, YamlNode.Mapping sinkNode) {
    String name = name(stream, node, number);
    StreamSelection selection =
        new StreamSelection(
            name,
            stream.findString("query").orElse(null),
            columns(stream, node),
            stream.findString("where").orElse(null),
            stream.findString("cursor").orElse(null),
            OptionValues.subset(stream, source.stream()));
    Strategy strategy = strategy(stream, node, sink, sinkNode, name);
    check(selection, strategy, node);
    boolean own = stream.has("table");
    String target =
        target(
            own ? stream.string("table") : sink.string("table"),
            name,
            own ? node.placeOf("table") : sinkNode.placeOf("table"));
    return new StreamSpec(selection, target, strategy, node.place());
  }

  private static String name(Options stream, YamlNode.Mapping node, int number) {
    String name = stream.findString("name").orElse("query_" + number);
    if (name.isEmpty()) {
      throw Complaint.of(
          "MANIFEST_NO_VALUE", "a stream's name is empty", node.placeOf("name"), "give it one");
    }
    if (!stream.has("name") && !stream.has("query")) {
      throw Complaint.of(
          "MANIFEST_REQUIRED",
          "a stream has neither name nor query",
          node.place(),
          "add one of them, such as name: public.orders");
    }
    return name;
  }

  private static List<String> columns(Options stream, YamlNode.Mapping node) {
    List<String> columns = stream.strings("columns");
    refuseRepeated("columns", columns, node.placeOf("columns"));
    return columns;
  }

  private static void refuseRepeated(String key, List<String> columns, Place place) {
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw Complaint.of(
            "MANIFEST_LISTED_TWICE",
            key + " names " + Complaint.quote(column) + " twice",
            place,
            "name it once");
      }
    }
  }

  /** The stream's own keys over the sink's; parameters of a mode go with the mode. */
  private static Strategy strategy(
      Options stream, YamlNode.Mapping node, Options sink, YamlNode.Mapping sinkNode, String name) {
    Options own = stream.group("strategy");
    Options shared = sink.group("strategy");
    Place place =
        own.equals(Options.NONE) ? sinkNode.placeOf("strategy") : node.placeOf("strategy");
    LoadMode mode =
        LoadMode.valueOf(
            own.findString("mode")
                .or(() -> shared.findString("mode"))
                .orElseThrow(() ->
                    Complaint.of(
                        "MANIFEST_REQUIRED",
                        "sink.strategy.mode is missing for stream " + Complaint.quote(name),
                        place,
                        "add it, such as strategy: { mode: full_refresh }"))
                .toUpperCase(Locale.ROOT));
    Map<String, String> parameters = new TreeMap<>();
    parameters(shared, shared, mode, sinkNode.placeOf("strategy"), parameters);
    parameters(own, own, mode, place, parameters);
    List<String> key =
        own.has("unique_key") ? own.strings("unique_key") : shared.strings("unique_key");
    refuseRepeated("unique_key", key, place);
    if (key.isEmpty() && ManifestKeys.KEYED.contains(mode)) {
      throw Complaint.of(
          "MANIFEST_KEY_MISSING",
          "mode " + mode.text() + " needs unique_key for stream " + Complaint.quote(name),
          place,
          "add the columns that identify a row, such as unique_key: [id]");
    }
    Strategy strategy = new Strategy(mode, key, parameters);
    ModeParameters.missing(strategy)
        .ifPresent(missing -> {
          throw Complaint.of(
              "MANIFEST_REQUIRED",
              "mode "
                  + mode.text()
                  + " needs strategy."
                  + missing
                  + " for stream "
                  + Complaint.quote(name),
              place,
              "add it");
        });
    return strategy;
  }

  /** Takes what belongs to the mode; refuses what belongs to no mode of the same place. */
  private static void parameters(
      Options from, Options modeOf, LoadMode mode, Place place, Map<String, String> into) {
    ModeParameters.ALL.forEach((owner, options) -> {
      for (Option option : options) {
        ModeParameters.text(from, option)
            .ifPresent(value -> {
              if (owner == mode) {
                into.put(option.name(), value);
              } else if (!modeOf.findString("mode").orElse("").equals(owner.text())) {
                throw Complaint.of(
                    "MANIFEST_PARAMETER",
                    "strategy." + option.name() + " belongs to mode " + owner.text(),
                    place,
                    "remove it, or choose that mode");
              }
            });
      }
    });
  }

  private void check(StreamSelection selection, Strategy strategy, YamlNode.Mapping node) {
    String cursor = selection.cursor();
    boolean ordered = source.increments() == Increments.BY_POSITION;
    if (ordered && cursor != null) {
      throw Complaint.of(
          "MANIFEST_CURSOR_UNUSABLE",
          "streams of "
              + source.id()
              + " have an order of their own, so stream "
              + Complaint.quote(selection.name())
              + " takes no cursor",
          node.placeOf("cursor"),
          "remove the cursor");
    }
    if (!ordered && cursor == null && ManifestKeys.BY_CURSOR.contains(strategy.mode())) {
      throw Complaint.of(
          "MANIFEST_CURSOR_MISSING",
          "mode "
              + strategy.mode().text()
              + " needs a cursor for stream "
              + Complaint.quote(selection.name()),
          node.place(),
          "add the column that grows with every change, such as cursor: updated_at");
    }
    if (node.get("cursor") != null && ManifestKeys.WHOLE.contains(strategy.mode())) {
      warnings.add(
          new ManifestWarning(
              "CURSOR_UNUSED",
              "mode "
                  + strategy.mode().text()
                  + " reads everything: the cursor of stream "
                  + Complaint.quote(selection.name())
                  + " is not used",
              node.placeOf("cursor")));
    }
  }

  private static String target(String template, String stream, Place place) {
    StringBuilder target = new StringBuilder();
    Matcher matcher = PLACEHOLDER.matcher(template);
    while (matcher.find()) {
      matcher.appendReplacement(
          target, Matcher.quoteReplacement(fill(matcher.group(1), stream, place)));
    }
    matcher.appendTail(target);
    if (target.isEmpty()) {
      throw Complaint.of("MANIFEST_NO_VALUE", "the table is empty", place, "name it");
    }
    return target.toString();
  }

  private static String fill(String placeholder, String stream, Place place) {
    return switch (placeholder) {
      case "stream" -> stream.substring(stream.lastIndexOf('.') + 1);
      case "stream_full" -> stream.replace('.', '_');
      default ->
          throw Complaint.of(
              "MANIFEST_TEMPLATE",
              "a table knows no {" + Complaint.quote(placeholder).replace("\"", "") + "}",
              place,
              NearestMatch.of(placeholder, PLACEHOLDERS)
                  .map(near -> "did you mean {" + near + "}?")
                  .orElse("write {stream} or {stream_full}"));
    };
  }

  private static void refuseTwins(List<StreamSpec> streams) {
    Map<String, StreamSpec> names = new HashMap<>();
    Map<String, StreamSpec> targets = new HashMap<>();
    for (StreamSpec stream : streams) {
      if (names.putIfAbsent(stream.name(), stream) != null) {
        throw Complaint.of(
            "MANIFEST_DUPLICATE_STREAM",
            "the stream " + Complaint.quote(stream.name()) + " stands here a second time",
            stream.place(),
            "keep one of them, or give a query a name of its own");
      }
      StreamSpec other = targets.putIfAbsent(stream.target(), stream);
      if (other != null) {
        throw Complaint.of(
            "MANIFEST_SAME_TARGET",
            "the streams "
                + Complaint.quote(other.name())
                + " and "
                + Complaint.quote(stream.name())
                + " have one target, "
                + Complaint.quote(stream.target()),
            stream.place(),
            "set table at one of the streams, or use {stream_full}");
      }
    }
  }
}
