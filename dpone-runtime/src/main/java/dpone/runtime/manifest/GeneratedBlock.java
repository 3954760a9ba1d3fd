package dpone.runtime.manifest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a page between {@code <!-- generated:NAME -->} and {@code <!-- /generated:NAME -->},
 * each on a line of its own.
 *
 * @param name of the part, unique in the page
 */
public record GeneratedBlock(String name) {
  /** Refuses a name that could not stand in a comment. */
  public GeneratedBlock {
    if (!name.matches("[a-z0-9][a-z0-9.-]*")) {
      throw new IllegalArgumentException("not a name of a generated block: " + name);
    }
  }

  /**
   * The page with other text in the block, set off by blank lines.
   *
   * @throws IllegalArgumentException unless the page has the block exactly once
   */
  public String replaceIn(String page, String text) {
    Matcher block = find(page);
    return page.substring(0, block.start(1))
        + "\n"
        + text.strip()
        + "\n\n"
        + page.substring(block.end(1));
  }

  /**
   * The text of the block, without blank lines around it.
   *
   * @throws IllegalArgumentException unless the page has the block exactly once
   */
  public String textIn(String page) {
    return find(page).group(1).strip();
  }

  private Matcher find(String page) {
    String opening = "<!-- generated:" + name + " -->";
    String closing = "<!-- /generated:" + name + " -->";
    Matcher block =
        Pattern.compile(
                "^" + Pattern.quote(opening) + "\\n(.*?)^" + Pattern.quote(closing) + "$",
                Pattern.MULTILINE | Pattern.DOTALL)
            .matcher(page);
    boolean once =
        page.indexOf(opening) == page.lastIndexOf(opening)
            && page.indexOf(closing) == page.lastIndexOf(closing);
    if (!once || !block.find()) {
      throw new IllegalArgumentException("the page must have the block once: " + opening);
    }
    return block;
  }
}
