package dpone.cli.scaffold;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The name of a new connector, in every spelling that its project needs.
 *
 * @param id as manifests write it, such as {@code my-files}
 */
public record ConnectorName(String id) {
  private static final String FORM = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
  private static final int LONGEST = 40;

  /** What Java or dpone keeps for itself, and what the project's own packages are called. */
  private static final Set<String> RESERVED =
      Set.of(
          ("abstract assert boolean break byte case catch char class const continue default do"
                  + " double else enum extends false final finally float for goto if implements"
                  + " import instanceof int interface long native new null package private"
                  + " protected public return short static strictfp super switch synchronized this"
                  + " throw throws transient true try void volatile while java javax jdk dpone")
              .split(" "));

  /**
   * Takes a name.
   *
   * @throws DponeException {@code CONNECTOR_NAME} in one line, if it cannot be one
   */
  public ConnectorName {
    if (!id.matches(FORM) || id.length() > LONGEST) {
      throw refused(id + " is not the name of a connector");
    }
    if (RESERVED.contains(id.replace("-", ""))) {
      throw refused("the word " + id + " is taken by Java or dpone");
    }
  }

  private static DponeException refused(String what) {
    return DponeException.of(ErrorCategory.CONFIG, "CONNECTOR_NAME", what)
        .remedy(
            "name it with lower-case letters, digits and single hyphens, beginning with a letter,"
                + " such as my-files")
        .build();
  }

  /** The first part of its packages, such as {@code myfiles}. */
  public String packageName() {
    return id.replace("-", "");
  }

  /** The beginning of its classes, such as {@code MyFiles}. */
  public String className() {
    return Arrays.stream(id.split("-"))
        .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
        .collect(Collectors.joining());
  }

  /** The beginning of its error codes, such as {@code MY_FILES}. */
  public String codePrefix() {
    return id.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
