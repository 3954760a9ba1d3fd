package dpone.certify.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Manifests inside of text: the yaml blocks of a page, and the types a manifest uses. */
final class Manifests {
  private static final Pattern FENCE = Pattern.compile("^\\s*(`{3,}|~{3,})\\s*(\\w*).*$");
  private static final Pattern TOP_KEY = Pattern.compile("(?m)^(source|sink|state):");
  private static final Pattern TYPE = Pattern.compile("\\btype:\\s*[\"']?([a-z][a-z0-9-]*)");
  private static final Pattern ANY_TOP_KEY = Pattern.compile("(?m)^[a-z_]+:");

  private Manifests() {}

  /**
   * A block of a page.
   *
   * @param line line of its first line, from 1
   * @param text its text
   */
  record Block(int line, String text) {}

  /** The blocks marked as yaml that are whole manifests: those with a source and a sink. */
  static List<Block> inPage(String page) {
    List<Block> blocks = new ArrayList<>();
    StringBuilder block = new StringBuilder();
    String fence = "";
    boolean yaml = false;
    int begin = 0;
    int number = 0;
    for (String line : page.split("\n", -1)) {
      number++;
      Matcher matcher = FENCE.matcher(line);
      if (matcher.matches() && fence.isEmpty()) {
        fence = matcher.group(1);
        yaml = List.of("yaml", "yml").contains(matcher.group(2).toLowerCase(Locale.ROOT));
        begin = number + 1;
        block.setLength(0);
      } else if (!fence.isEmpty() && line.strip().startsWith(fence)) {
        if (yaml && isManifest(block.toString())) {
          blocks.add(new Block(begin, block.toString()));
        }
        fence = "";
      } else {
        block.append(line).append('\n');
      }
    }
    return blocks;
  }

  static boolean isManifest(String yaml) {
    return section(yaml, "source").length() > 0 && section(yaml, "sink").length() > 0;
  }

  /** The connector that a manifest uses for a part, or an empty string. */
  static String typeOf(String yaml, String part) {
    Matcher matcher = TYPE.matcher(section(yaml, part));
    return matcher.find() ? matcher.group(1) : "";
  }

  private static String section(String yaml, String part) {
    Matcher start = TOP_KEY.matcher(yaml);
    while (start.find()) {
      if (start.group(1).equals(part)) {
        Matcher next = ANY_TOP_KEY.matcher(yaml);
        return next.find(start.end())
            ? yaml.substring(start.start(), next.start())
            : yaml.substring(start.start());
      }
    }
    return "";
  }
}
