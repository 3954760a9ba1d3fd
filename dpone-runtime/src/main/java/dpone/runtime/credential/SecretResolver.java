package dpone.runtime.credential;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import dpone.spi.option.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${NAME}} and {@code ${scheme:reference}} in text. A second dollar sign before the
 * brace takes the meaning away; any other dollar sign stays as it is. What a source returns is not
 * searched again. Thread-safe.
 */
public final class SecretResolver {
  private static final Pattern OPENING = Pattern.compile("\\$?\\$\\{");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Map<String, SecretSource> sources = new TreeMap<>();

  /**
   * A resolver over these sources.
   *
   * @throws IllegalArgumentException if two have one scheme
   */
  public SecretResolver(Collection<? extends SecretSource> sources) {
    for (SecretSource source : sources) {
      if (this.sources.putIfAbsent(source.scheme(), source) != null) {
        throw new IllegalArgumentException("two secret sources for scheme " + source.scheme());
      }
    }
  }

  /** Environment, file, inline, and whatever {@link ServiceLoader} finds. */
  public static SecretResolver standard() {
    List<SecretSource> all = new ArrayList<>(builtIn(System.getenv()));
    ServiceLoader.load(SecretSource.class, SecretResolver.class.getClassLoader()).forEach(all::add);
    return new SecretResolver(all);
  }

  /** Environment, file and inline, over an environment of the caller's own. */
  public static SecretResolver of(Map<String, String> environment) {
    return new SecretResolver(builtIn(environment));
  }

  private static List<SecretSource> builtIn(Map<String, String> environment) {
    return List.of(new EnvironmentSecrets(environment), new FileSecrets(), new InlineSecrets());
  }

  /**
   * One replaced reference.
   *
   * @param name what stood in the braces
   * @param value what it stands for
   */
  public record Reference(String name, Secret value) {}

  /**
   * A text with its references replaced.
   *
   * @param value the whole text
   * @param references what was replaced, in order; empty if the text holds no reference
   */
  public record Resolution(Secret value, List<Reference> references) {
    /** Copies the list. */
    public Resolution {
      references = List.copyOf(references);
    }
  }

  /**
   * Replaces all references of a text.
   *
   * @param text as the manifest writes it
   * @param option full name of the option, for errors
   * @param folder folder of the manifest
   * @param place where the text stands, for errors
   * @throws DponeException AUTHENTICATION {@code SECRET_MISSING} where there is no value, CONFIG
   *     {@code MANIFEST_REFERENCE} where the reference is malformed
   */
  public Resolution resolve(String text, String option, Path folder, Place place) {
    StringBuilder value = new StringBuilder();
    List<Reference> references = new ArrayList<>();
    Matcher opening = OPENING.matcher(text);
    int at = 0;
    while (opening.find(at)) {
      value.append(text, at, opening.start());
      at = opening.end();
      if (opening.end() - opening.start() == 3) {
        value.append("${");
        continue;
      }
      int end = text.indexOf('}', at);
      if (end < 0) {
        throw malformed(option + " has a ${ without a }", place);
      }
      String name = text.substring(at, end);
      Secret found = read(name, option, folder, place);
      references.add(new Reference(name, found));
      value.append(found.reveal());
      at = end + 1;
    }
    value.append(text, at, text.length());
    return new Resolution(Secret.of(value.toString()), references);
  }

  private Secret read(String name, String option, Path folder, Place place) {
    int colon = name.indexOf(':');
    String scheme = colon < 0 ? EnvironmentSecrets.SCHEME : name.substring(0, colon);
    String reference = name.substring(colon + 1);
    SecretSource source = sources.get(scheme);
    if (source == null) {
      throw malformed(option + " refers to an unknown kind of secret", place);
    }
    if (reference.isEmpty()
        || (scheme.equals(EnvironmentSecrets.SCHEME) && !VARIABLE.matcher(reference).matches())) {
      throw malformed(option + " has a malformed reference", place);
    }
    try {
      return source.read(reference, folder);
    } catch (DponeException e) {
      throw DponeException.of(e.category(), e.code(), option + ": " + e.what())
          .at(place)
          .remedy(e.remedy())
          .cause(e.getCause())
          .build();
    }
  }

  private DponeException malformed(String what, Place place) {
    // The text in the braces is not repeated: it may be a password that happens to hold "${".
    List<String> forms = new ArrayList<>(List.of("${VARIABLE}"));
    sources.keySet().stream()
        .filter(s -> !s.equals(EnvironmentSecrets.SCHEME))
        .forEach(s -> forms.add("${" + s + ":...}"));
    return DponeException.of(ErrorCategory.CONFIG, "MANIFEST_REFERENCE", what)
        .at(place)
        .remedy("write " + String.join(", ", forms) + ", or $${ for the characters themselves")
        .build();
  }
}
