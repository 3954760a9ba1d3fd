package dpone.toolkit.format.record;

import dpone.spi.error.DponeException;
import dpone.toolkit.format.input.BodyCode;
import dpone.toolkit.format.json.JsonPointer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where records are in a JSON document: a JSON Pointer (RFC 6901) such as {@code /data/items}, or a
 * subset of JSONPath (RFC 9535): names, {@code ['names']}, indexes and wildcards, such as {@code
 * $.data.items[*]}, {@code $.rates.*} or {@code $.*.case}.
 *
 * <p>A wildcard stands for every element of an array and every member of an object. Without one at
 * its end, a path leads to an array whose elements are the records, or to an object that is the one
 * record.
 *
 * @param text as it was written
 * @param segments a name or an index; null for a wildcard
 */
public record RecordPath(String text, List<@Nullable String> segments) {
  /** The document itself. */
  public static final RecordPath ROOT = parse("");

  /** Copies the segments. */
  @SuppressWarnings("Java9CollectionFactory") // a wildcard is null, which List.of refuses
  public RecordPath {
    segments = java.util.Collections.unmodifiableList(new ArrayList<>(segments));
  }

  /** Whether the elements or members at its end are records, whatever they are. */
  public boolean endsWithWildcard() {
    return !segments.isEmpty() && segments.get(segments.size() - 1) == null;
  }

  /** The start of the path up to a segment, for messages. */
  String describe(int length) {
    StringBuilder out = new StringBuilder("$");
    for (int i = 0; i < length; i++) {
      String segment = segments.get(i);
      if (segment == null) {
        out.append("[*]");
      } else if (isPlain(segment)) {
        out.append('.').append(segment);
      } else {
        out.append("['").append(segment).append("']");
      }
    }
    return out.toString();
  }

  /**
   * Reads a path; an empty one and {@code $} are the document.
   *
   * @throws DponeException FORMAT_PATH_SYNTAX when it is none
   */
  public static RecordPath parse(String text) {
    if (text.isEmpty() || text.startsWith("/")) {
      return new RecordPath(text, new ArrayList<>(JsonPointer.tokens(text)));
    }
    if (!text.startsWith("$")) {
      throw bad(text, "it begins neither with / nor with $");
    }
    return new RecordPath(text, new Parser(text).segments());
  }

  private static boolean isPlain(String name) {
    return !name.isEmpty() && name.codePoints().allMatch(RecordPath::isNamePart);
  }

  private static boolean isNamePart(int c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c > 127;
  }

  private static DponeException bad(String text, String why) {
    return BodyCode.PATH_SYNTAX
        .error("the path cannot be read, since " + why + ": " + text)
        .build();
  }

  /** Reads the subset of JSONPath. */
  private static final class Parser {
    private final String text;
    private int at = 1;

    Parser(String text) {
      this.text = text;
    }

    List<@Nullable String> segments() {
      List<@Nullable String> segments = new ArrayList<>();
      while (at < text.length()) {
        if (text.startsWith("..", at)) {
          throw bad(text, "it has no .. (descendants)");
        }
        segments.add(text.charAt(at) == '[' ? brackets() : dotted());
      }
      return segments;
    }

    private @Nullable String dotted() {
      if (text.charAt(at++) != '.') {
        throw bad(text, "a . or [ is missing at character " + at);
      }
      if (at < text.length() && text.charAt(at) == '*') {
        at++;
        return null;
      }
      int start = at;
      while (at < text.length() && isNamePart(text.charAt(at))) {
        at++;
      }
      if (at == start) {
        throw bad(text, "a name is missing at character " + (at + 1));
      }
      return text.substring(start, at);
    }

    private @Nullable String brackets() {
      at++;
      char first = at < text.length() ? text.charAt(at) : ' ';
      String segment;
      if (first == '*') {
        at++;
        segment = null;
      } else if (first == '\'' || first == '"') {
        segment = quoted(first);
      } else {
        segment = index();
      }
      if (at == text.length() || text.charAt(at) != ']') {
        throw bad(text, "a ] is missing at character " + (at + 1));
      }
      at++;
      return segment;
    }

    private String quoted(char quote) {
      StringBuilder name = new StringBuilder();
      for (at++; at < text.length(); at++) {
        char c = text.charAt(at);
        if (c == quote) {
          at++;
          return name.toString();
        }
        if (c == '\\' && at + 1 < text.length()) {
          c = text.charAt(++at);
        }
        name.append(c);
      }
      throw bad(text, "a quoted name has no end");
    }

    private String index() {
      int start = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        at++;
      }
      if (at == start || at - start > 9 || (at - start > 1 && text.charAt(start) == '0')) {
        throw bad(text, "brackets hold an index, a quoted name or *, and no filter or slice");
      }
      return text.substring(start, at);
    }
  }
}
