package dpone.runtime.manifest;

import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * One YAML document as nodes with places, from SnakeYAML's events: nothing is ever instantiated,
 * and aliases, anchors and tags are refused, so that a document is no larger than its text.
 *
 * <p>No complaint repeats the text it is about: it may be an unquoted password.
 */
final class YamlReader {
  private static final int DEEPEST = 32;

  private final String file;
  private final Iterator<Event> events;

  private YamlReader(String text, String file) {
    this.file = file;
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(YamlFile.LARGEST);
    this.events = new Yaml(options).parse(new StringReader(text)).iterator();
  }

  /**
   * Reads the one document of a text.
   *
   * @param text printable characters
   * @param file name for places
   */
  static YamlNode read(String text, String file) {
    try {
      return new YamlReader(text, file).document();
    } catch (MarkedYAMLException e) {
      throw syntax(e, file);
    } catch (YAMLException | NoSuchElementException e) {
      throw Complaint.of(
          "MANIFEST_SYNTAX", "this is not YAML", Place.file(file, 0, 0), "correct the file");
    }
  }

  private YamlNode document() {
    events.next();
    Event start = events.next();
    if (!(start instanceof DocumentStartEvent)) {
      throw empty();
    }
    YamlNode root = node(events.next(), 0);
    events.next();
    if (events.next() instanceof DocumentStartEvent second) {
      throw Complaint.of(
          "MANIFEST_TWO_DOCUMENTS",
          "a second document starts here",
          place(second.getStartMark()),
          "keep one document a file, or use a batch manifest");
    }
    if (root instanceof YamlNode.Scalar scalar && scalar.isNull()) {
      throw empty();
    }
    return root;
  }

  private DponeException empty() {
    return Complaint.of(
        "MANIFEST_EMPTY",
        "the manifest is empty",
        Place.file(file, 0, 0),
        "give it a name, a source and a sink");
  }

  private YamlNode node(Event event, int depth) {
    Place place = place(event.getStartMark());
    if (depth > DEEPEST) {
      throw Complaint.of(
          "MANIFEST_TOO_DEEP",
          "more than " + DEEPEST + " levels",
          place,
          "no manifest is that deep: check brackets and indentation");
    }
    refuseMagic(event, place);
    return switch (event) {
      case ScalarEvent scalar -> new YamlNode.Scalar(scalar.getValue(), scalar.isPlain(), place);
      case SequenceStartEvent start -> sequence(place, depth);
      case MappingStartEvent start -> mapping(place, depth);
      default -> throw new NoSuchElementException("node");
    };
  }

  private void refuseMagic(Event event, Place place) {
    if (event instanceof AliasEvent
        || (event instanceof NodeEvent node && node.getAnchor() != null)) {
      throw Complaint.of(
          "MANIFEST_ALIAS",
          "anchors and aliases are not supported",
          place,
          "quote the text if it only starts with & or *, else repeat the value");
    }
    if (tag(event) != null) {
      throw Complaint.of(
          "MANIFEST_TAG",
          "tags are not supported",
          place,
          "quote the text if it only starts with !, else remove the tag");
    }
  }

  private static @Nullable String tag(Event event) {
    return switch (event) {
      case ScalarEvent scalar -> scalar.getTag();
      case CollectionStartEvent start -> start.getTag();
      default -> null;
    };
  }

  private YamlNode sequence(Place place, int depth) {
    List<YamlNode> items = new ArrayList<>();
    Event event = events.next();
    while (!event.is(Event.ID.SequenceEnd)) {
      items.add(node(event, depth + 1));
      event = events.next();
    }
    return new YamlNode.Sequence(items, place);
  }

  private YamlNode mapping(Place place, int depth) {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    Event event = events.next();
    while (!event.is(Event.ID.MappingEnd)) {
      YamlNode.Scalar key = key(node(event, depth + 1));
      YamlNode value = node(events.next(), depth + 1);
      YamlNode.Entry first =
          entries.putIfAbsent(key.text(), new YamlNode.Entry(key.place(), value));
      if (first != null) {
        throw Complaint.of(
            "MANIFEST_DUPLICATE_KEY",
            (Complaint.showsKey(key.text(), value)
                    ? "the key " + Complaint.quote(key.text())
                    : "a key")
                + " stands here a second time",
            key.place(),
            "keep one of them; the first is in line " + first.keyPlace().line());
      }
      event = events.next();
    }
    return new YamlNode.Mapping(entries, place);
  }

  private static YamlNode.Scalar key(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      return scalar;
    }
    throw Complaint.of(
        "MANIFEST_KEY_NOT_TEXT",
        "a key must be text",
        node.place(),
        "quote the text if it only starts with { or [");
  }

  private static DponeException syntax(MarkedYAMLException e, String file) {
    String problem = Objects.requireNonNullElse(e.getProblem(), "this is not YAML");
    Mark mark = e.getProblemMark();
    Place place = mark == null ? Place.file(file, 0, 0) : place(mark, file);
    if (problem.contains("\\t") || problem.contains("TAB")) {
      return Complaint.of(
          "MANIFEST_TAB", "a tab stands where a space belongs", place, "indent with spaces");
    }
    return Complaint.of(
        "MANIFEST_SYNTAX",
        "this is not YAML: " + problem.replaceAll(" \\(Do not use .*", ""),
        place,
        "check indentation, quotes and brackets just before this place");
  }

  private Place place(Mark mark) {
    return place(mark, file);
  }

  private static Place place(Mark mark, String file) {
    return Place.file(file, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
