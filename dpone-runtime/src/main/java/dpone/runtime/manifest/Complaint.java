package dpone.runtime.manifest;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;

/** The errors of a manifest, in one form. */
final class Complaint {
  private static final int LONGEST = 40;

  private Complaint() {}

  static DponeException of(String code, String what, Place place, String remedy) {
    return DponeException.of(ErrorCategory.CONFIG, code, what).at(place).remedy(remedy).build();
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
