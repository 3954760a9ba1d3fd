package dpone.connector.clickhouse.target;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which of the server's types hold every value of another. Pure. */
final class Widening {
  private static final Pattern INTEGER = Pattern.compile("(U?)Int(\\d+)");
  private static final Pattern DECIMAL = Pattern.compile("Decimal\\((\\d+), ?(\\d+)\\)");
  private static final Pattern STAMP = Pattern.compile("DateTime(?:64\\((\\d)(?:, ?)?)?.*");

  private Widening() {}

  static boolean keepsAll(String from, String to) {
    String plain = bare(from);
    String wider = bare(to);
    if (from.startsWith("Nullable(") && !to.startsWith("Nullable(")) {
      return false;
    }
    if (plain.equals(wider)) {
      return true;
    }
    if (plain.startsWith("Enum") || plain.startsWith("FixedString")) {
      return wider.equals("String");
    }
    if (plain.equals("Date")) {
      return wider.equals("Date32");
    }
    if (plain.equals("Float32")) {
      return wider.equals("Float64");
    }
    return integers(plain, wider) || decimals(plain, wider) || stamps(plain, wider);
  }

  private static String bare(String type) {
    return type.startsWith("Nullable(") ? type.substring(9, type.length() - 1) : type;
  }

  private static boolean integers(String from, String to) {
    Matcher narrow = INTEGER.matcher(from);
    if (!narrow.matches()) {
      return false;
    }
    boolean unsigned = !narrow.group(1).isEmpty();
    int bits = Integer.parseInt(narrow.group(2));
    Matcher wide = INTEGER.matcher(to);
    if (wide.matches()) {
      int target = Integer.parseInt(wide.group(2));
      return wide.group(1).isEmpty()
          ? unsigned ? target > bits : target >= bits
          : unsigned && target >= bits;
    }
    Matcher decimal = DECIMAL.matcher(to);
    int digits = (int) Math.ceil(bits * Math.log10(2));
    return decimal.matches()
        && Integer.parseInt(decimal.group(1)) - Integer.parseInt(decimal.group(2)) >= digits;
  }

  private static boolean decimals(String from, String to) {
    Matcher narrow = DECIMAL.matcher(from);
    Matcher wide = DECIMAL.matcher(to);
    if (!narrow.matches() || !wide.matches()) {
      return false;
    }
    int scale = Integer.parseInt(narrow.group(2));
    int whole = Integer.parseInt(narrow.group(1)) - scale;
    int wideScale = Integer.parseInt(wide.group(2));
    return wideScale >= scale && Integer.parseInt(wide.group(1)) - wideScale >= whole;
  }

  private static boolean stamps(String from, String to) {
    Matcher narrow = STAMP.matcher(from);
    Matcher wide = STAMP.matcher(to);
    if (!narrow.matches() || !wide.matches() || !to.startsWith("DateTime64")) {
      return false;
    }
    int scale = narrow.group(1) == null ? 0 : Integer.parseInt(narrow.group(1));
    // Above 8 digits the years beyond 2262 have no place.
    int wider = Integer.parseInt(wide.group(1));
    return wider >= scale && (wider <= 8 || scale == 9);
  }
}
