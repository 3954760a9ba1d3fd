package dpone.runtime.manifest;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import java.util.regex.Pattern;

/** The errors of a manifest, in one form. */
final class Complaint {
  private static final int LONGEST = 40;

  private static final Pattern KEY = Pattern.compile("[A-Za-z_<][A-Za-z0-9_.<-]*");

  private Complaint() {}

  static DponeException of(String code, String what, Place place, String remedy) {
    return DponeException.of(ErrorCategory.CONFIG, code, what).at(place).remedy(remedy).build();
  }

  /**
   * Whether a key may be repeated in a complaint. After a forgotten colon or quote a key is a piece
   * of a value, perhaps of a password: then it does not look like a key, or has no value.
   */
  static boolean showsKey(String key, YamlNode value) {
    boolean bare = value instanceof YamlNode.Scalar scalar && scalar.isNull();
    return KEY.matcher(key).matches() && !bare;
  }

  /** A word of the manifest, safe to print on one line. */
  static String quote(String text) {
    String printable = text.replaceAll("\\p{Cntrl}", " ");
    return '"'
        + (printable.codePointCount(0, printable.length()) <= LONGEST
            ? printable
            : printable.substring(0, printable.offsetByCodePoints(0, LONGEST)) + "...")
        + '"';
  }
}
