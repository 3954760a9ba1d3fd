package dpone.toolkit.http.api;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with places for variables: {@code {host_id}}, {@code {day:dd/MM/yyyy}} with a {@link
 * TimeForm} after the colon. Braces around anything else are text, so that JSON stays as it is.
 * Immutable.
 */
public final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{([a-z][a-z0-9_]*)(?::([^{}]+))?}");

  private final String text;
  private final List<Part> parts;

  private sealed interface Part {
    record Literal(String text) implements Part {}

    record Value(String name, Optional<TimeForm> form) implements Part {}
  }

  private Template(String text, List<Part> parts) {
    this.text = text;
    this.parts = List.copyOf(parts);
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException when a form of time is none
   */
  public static Template of(String text) {
    List<Part> parts = new ArrayList<>();
    Matcher places = PLACE.matcher(text);
    int at = 0;
    while (places.find()) {
      parts.add(new Part.Literal(text.substring(at, places.start())));
      String form = places.group(2);
      parts.add(new Part.Value(places.group(1), Optional.ofNullable(form).map(TimeForm::parse)));
      at = places.end();
    }
    parts.add(new Part.Literal(text.substring(at)));
    return new Template(text, parts);
  }

  /** Names of its variables, in order of the alphabet. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (Part part : parts) {
      if (part instanceof Part.Value value) {
        names.add(value.name());
      }
    }
    return names;
  }

  /**
   * Fills in the variables.
   *
   * @param escape makes a value fit for where it goes
   * @return empty when one of them has no value
   * @throws IllegalArgumentException when a value is no time where one is to be shown
   */
  public Optional<String> fill(Variables variables, UnaryOperator<String> escape) {
    StringBuilder filled = new StringBuilder(text.length() + 32);
    for (Part part : parts) {
      switch (part) {
        case Part.Literal literal -> filled.append(literal.text());
        case Part.Value value -> {
          Optional<String> found = variables.find(value.name());
          if (found.isEmpty()) {
            return Optional.empty();
          }
          filled.append(escape.apply(shown(value, found.get())));
        }
      }
    }
    return Optional.of(filled.toString());
  }

  private static String shown(Part.Value value, String found) {
    try {
      return value.form().isEmpty() ? found : value.form().get().write(found);
    } catch (DateTimeException notATime) {
      throw new IllegalArgumentException("{" + value.name() + "} is no time: " + found, notATime);
    }
  }

  /** The template as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
