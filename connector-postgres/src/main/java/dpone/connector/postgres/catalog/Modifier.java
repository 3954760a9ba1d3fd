package dpone.connector.postgres.catalog;

import dpone.connector.postgres.type.PgType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The type modifier in a spelling such as {@code numeric(10,2)}. */
final class Modifier {
  private static final Pattern ARGUMENTS =
      Pattern.compile(
          "(numeric|character varying|character|timestamp|time)\\((\\d+)(?:,(-?\\d+))?\\).*");

  private Modifier() {}

  /** The modifier, or -1 where there is none. */
  static int of(String spelling) {
    Matcher matcher = ARGUMENTS.matcher(spelling);
    if (!matcher.matches()) {
      return -1;
    }
    int first = Integer.parseInt(matcher.group(2));
    return switch (matcher.group(1)) {
      case "numeric" -> {
        int scale = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        yield PgType.numericModifier(first, scale);
      }
      case "character varying", "character" -> first + 4;
      default -> first;
    };
  }
}
