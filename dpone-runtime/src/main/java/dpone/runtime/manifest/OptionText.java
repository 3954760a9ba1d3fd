package dpone.runtime.manifest;

import dpone.runtime.text.NearestMatch;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.option.Option;
import dpone.spi.option.OptionType;
import dpone.spi.option.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One text as the value of one option. */
final class OptionText {
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,19}");
  private static final Pattern MEASURE = Pattern.compile("(\\d{1,19})\\s?([A-Za-z]+)");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
  private static final Map<String, Long> BYTES =
      Map.of("B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30, "TB", 1L << 40);

  private OptionText() {}

  /**
   * Reads a value of a type that is written as text.
   *
   * @param option what it is for
   * @param path full name of the option
   * @param shown what may be printed: the text before references were replaced
   * @param value the text itself
   */
  static Object parse(Option option, String path, String shown, String value, Place place) {
    return switch (option.type()) {
      case STRING -> string(option, path, shown, value, place);
      case SECRET -> Secret.of(value);
      case BOOLEAN -> bool(option, path, shown, value, place);
      case INTEGER -> number(option, path, shown, integer(value), place);
      case BYTES -> number(option, path, shown, measure(value, BYTES), place);
      case DURATION ->
          Duration.ofMillis(number(option, path, shown, measure(value, MILLIS), place));
      case STRING_LIST, STRING_MAP, OBJECT, OBJECT_LIST ->
          throw mistyped(option.type(), path, null, place);
    };
  }

  private static String string(
      Option option, String path, String shown, String value, Place place) {
    if (option.required() && value.isEmpty()) {
      throw Complaint.of("MANIFEST_NO_VALUE", path + " is empty", place, "give it a value");
    }
    if (!option.allowed().isEmpty() && !option.allowed().contains(value)) {
      throw Complaint.of(
          "MANIFEST_ALLOWED",
          path
              + " must be one of "
              + String.join(", ", option.allowed())
              + ", not "
              + Complaint.quote(shown),
          place,
          NearestMatch.of(shown, option.allowed())
              .map(near -> "did you mean " + near + "?")
              .orElse("choose one of them"));
    }
    return value;
  }

  private static boolean bool(Option option, String path, String shown, String value, Place place) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw mistyped(option.type(), path, shown, place);
    };
  }

  private static long number(
      Option option, String path, String shown, OptionalLong value, Place place) {
    if (value.isEmpty()) {
      throw mistyped(option.type(), path, shown, place);
    }
    long number = value.getAsLong();
    Long min = option.min();
    Long max = option.max();
    if ((min != null && number < min) || (max != null && number > max)) {
      throw Complaint.of(
          "MANIFEST_RANGE",
          path + " must be " + range(option) + ", not " + Complaint.quote(shown),
          place,
          "choose a value in that range");
    }
    return number;
  }

  /** The range in words, such as {@code between 1 and 65535}. */
  static String range(Option option) {
    Long min = option.min();
    Long max = option.max();
    if (min != null && max != null && max < Long.MAX_VALUE) {
      return "between " + show(option, min) + " and " + show(option, max);
    }
    if (min != null) {
      return "at least " + show(option, min);
    }
    return max == null ? "" : "at most " + show(option, max);
  }

  private static String show(Option option, long number) {
    return switch (option.type()) {
      case BYTES -> show(number, new String[] {"B", "KB", "MB", "GB", "TB"}, BYTES);
      case DURATION -> show(number, new String[] {"ms", "s", "m", "h", "d"}, MILLIS);
      case STRING, SECRET, BOOLEAN, INTEGER, STRING_LIST, STRING_MAP, OBJECT, OBJECT_LIST ->
          Long.toString(number);
    };
  }

  private static String show(long number, String[] ascending, Map<String, Long> units) {
    String shown = number + ascending[0];
    for (String unit : ascending) {
      long size = units.getOrDefault(unit, 1L);
      if (number >= size && number % size == 0) {
        shown = number / size + unit;
      }
    }
    return shown;
  }

  private static OptionalLong integer(String value) {
    if (!INTEGER.matcher(value).matches()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(value));
    } catch (NumberFormatException tooLarge) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong measure(String value, Map<String, Long> units) {
    Matcher matcher = MEASURE.matcher(value);
    Long unit = matcher.matches() ? units.get(matcher.group(2)) : null;
    if (unit == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Math.multiplyExact(Long.parseLong(matcher.group(1)), unit));
    } catch (ArithmeticException | NumberFormatException tooLarge) {
      return OptionalLong.empty();
    }
  }

  /** The refusal of a value of another shape; the value itself is printed only if given. */
  static DponeException mistyped(
      OptionType type, String path, @Nullable String shown, Place place) {
    return Complaint.of(
        "MANIFEST_TYPE",
        path + " must be " + words(type) + (shown == null ? "" : ", not " + Complaint.quote(shown)),
        place,
        "write " + sample(type));
  }

  private static String words(OptionType type) {
    return switch (type) {
      case STRING, SECRET -> "text";
      case INTEGER -> "a whole number";
      case BOOLEAN -> "true or false";
      case DURATION -> "a time span";
      case BYTES -> "a size";
      case STRING_LIST -> "a list of text";
      case STRING_MAP -> "a mapping from text to text";
      case OBJECT -> "a mapping of keys";
      case OBJECT_LIST -> "a list of mappings";
    };
  }

  private static String sample(OptionType type) {
    return switch (type) {
      case STRING, SECRET -> "one text, in quotes if it holds special characters";
      case INTEGER -> "digits only";
      case BOOLEAN -> "true or false";
      case DURATION -> "a number with its unit, such as 250ms, 30s, 5m or 1h";
      case BYTES -> "a number with its unit, such as 64KB or 16MB";
      case STRING_LIST -> "[first, second]";
      case STRING_MAP -> "{ name: text }";
      case OBJECT -> "one key: value a line";
      case OBJECT_LIST -> "one - key: value for each item";
    };
  }
}
