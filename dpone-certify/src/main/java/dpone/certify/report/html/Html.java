package dpone.certify.report.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An element. Whatever is put into it as text or as a value of an attribute is escaped, and what is
 * opened is closed: a page made of these cannot be broken out of. Not thread-safe.
 */
final class Html {
  private static final Set<String> VOID = Set.of("input", "br");
  private static final Set<String> OWN_LINE =
      Set.of(
          "section", "div", "details", "dl", "table", "thead", "tbody", "tr", "p", "h2", "h3", "h4",
          "ul", "li", "option", "nav");

  private final String tag;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<Consumer<StringBuilder>> content = new ArrayList<>();

  private Html(String tag) {
    this.tag = tag;
  }

  /** An empty one. */
  static Html of(String tag) {
    return new Html(tag);
  }

  /** One with a class. */
  static Html of(String tag, String styleClass) {
    return new Html(tag).with("class", styleClass);
  }

  Html with(String name, String value) {
    attributes.put(name, value);
    return this;
  }

  /** An attribute without a value. */
  Html flag(String name) {
    return with(name, "");
  }

  /** For the eye only: what it says is also said in words. */
  Html silent() {
    return with("aria-hidden", "true");
  }

  Html text(String text) {
    content.add(page -> page.append(Escape.of(text)));
    return this;
  }

  Html add(Html... elements) {
    return add(List.of(elements));
  }

  Html add(List<Html> elements) {
    elements.forEach(element -> content.add(element::render));
    return this;
  }

  String render() {
    StringBuilder page = new StringBuilder();
    render(page);
    return page.toString();
  }

  private void render(StringBuilder page) {
    page.append('<').append(tag);
    attributes.forEach((name, value) -> {
      page.append(' ').append(name);
      if (!value.isEmpty()) {
        page.append("=\"").append(Escape.of(value)).append('"');
      }
    });
    page.append('>');
    if (!VOID.contains(tag)) {
      content.forEach(one -> one.accept(page));
      page.append("</").append(tag).append('>');
    }
    if (OWN_LINE.contains(tag)) {
      page.append('\n');
    }
  }
}
