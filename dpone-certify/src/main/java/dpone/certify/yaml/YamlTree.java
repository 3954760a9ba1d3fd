package dpone.certify.yaml;

import dpone.certify.problem.BadInputException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A piece of a file's YAML with its place. Only nodes are read: nothing is instantiated, and
 * anchors are refused.
 *
 * @param codes what the codes of complaints begin with, such as {@code POLICY}
 * @param file for complaints
 * @param path where in the document
 * @param node the piece
 */
public record YamlTree(String codes, String file, String path, Node node) {
  private static final int LARGEST = 1 << 18;

  /**
   * The one document of a text.
   *
   * @param codes what the codes of complaints begin with
   * @param name what the document is, such as {@code the policy}
   * @param begin how a document begins, for a remedy
   * @throws BadInputException in one line if it is none
   */
  public static YamlTree read(String text, String file, String codes, String name, String begin) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(LARGEST);
    options.setNestingDepthLimit(10);
    options.setMaxAliasesForCollections(0);
    try {
      Node root = new Yaml(options).compose(new StringReader(text));
      if (root == null) {
        throw new BadInputException(
            codes + "_SYNTAX: " + file + " is empty; begin it with " + begin);
      }
      return new YamlTree(codes, file, name, root);
    } catch (MarkedYAMLException malformed) {
      String at =
          malformed.getProblemMark() == null
              ? ""
              : ":" + (malformed.getProblemMark().getLine() + 1);
      throw new BadInputException(
          codes
              + "_SYNTAX: "
              + file
              + at
              + " is not YAML: "
              + String.valueOf(malformed.getProblem()).replaceAll("\\s+", " ")
              + "; check indentation and quotes just before that line");
    } catch (YAMLException malformed) {
      throw new BadInputException(
          codes + "_SYNTAX: " + file + " is not YAML; check indentation and quotes");
    }
  }

  /** The pieces of a mapping; keys other than these are refused unless there are none given. */
  public Map<String, YamlTree> mapping(String... allowed) {
    if (!(node instanceof MappingNode mapping)) {
      throw wrong("must be a mapping of keys to values");
    }
    Set<String> known = Set.of(allowed);
    Map<String, YamlTree> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = new YamlTree(codes, file, "a key", tuple.getKeyNode()).text();
      YamlTree value = new YamlTree(codes, file, key, tuple.getValueNode());
      if (!known.isEmpty() && !known.contains(key)) {
        throw new YamlTree(codes, file, key, tuple.getKeyNode())
            .wrong("is not a key of " + path + "; known are " + String.join(", ", allowed));
      }
      if (entries.putIfAbsent(key, value) != null) {
        throw new YamlTree(codes, file, key, tuple.getKeyNode()).wrong("is there twice");
      }
    }
    return entries;
  }

  /** The pieces of a list. */
  public List<YamlTree> list() {
    if (!(node instanceof SequenceNode sequence)) {
      throw wrong("must be a list");
    }
    return sequence.getValue().stream().map(item -> new YamlTree(codes, file, path, item)).toList();
  }

  /** A text that is not empty. */
  public String text() {
    if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
      throw wrong("must be text");
    }
    return scalar.getValue();
  }

  /** Text, which may be empty. */
  public String anyText() {
    if (!(node instanceof ScalarNode scalar)) {
      throw wrong("must be text");
    }
    return scalar.getValue();
  }

  /** A whole number, at least that large. */
  public int count(int least) {
    try {
      int value = Integer.parseInt(text());
      if (value >= least) {
        return value;
      }
    } catch (NumberFormatException malformed) {
      // The same complaint as for a number that is too small.
    }
    throw wrong("must be a whole number from " + least + " on, not " + text());
  }

  /** A complaint about this piece, with file and line. */
  public BadInputException wrong(String what) {
    return new BadInputException(
        codes
            + "_INVALID: "
            + file
            + ":"
            + (node.getStartMark().getLine() + 1)
            + ": "
            + path
            + " "
            + what);
  }
}
