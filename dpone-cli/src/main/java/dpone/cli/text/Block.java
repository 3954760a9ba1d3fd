package dpone.cli.text;

import java.util.Collection;

/** Indented lines that each begin with a word in a column of its own. Used by one thread. */
final class Block {
  private static final int WORD = 10;

  private final String indent;
  private final StringBuilder text = new StringBuilder();

  Block(String indent) {
    this.indent = indent;
  }

  Block head(String line) {
    text.append(indent.substring(Math.min(2, indent.length()))).append(line).append('\n');
    return this;
  }

  Block line(String word, String content) {
    text.append(indent)
        .append(word)
        .append(" ".repeat(Math.max(1, WORD - word.length())))
        .append(content.strip().replaceAll("\\s*\\R\\s*", " "))
        .append('\n');
    return this;
  }

  /** One line each; the word stands at the first. */
  Block lines(String word, Collection<String> contents) {
    String lead = word;
    for (String content : contents) {
      line(lead, content);
      lead = "";
    }
    return this;
  }

  String text() {
    return text.toString();
  }
}
