package dpone.toolkit.http.page;

import dpone.toolkit.format.csv.CsvRules;
import dpone.toolkit.http.api.BodyFormat;

/** Text with delimiters, in the words of the toolkit of formats. */
public final class CsvFormat {
  private CsvFormat() {}

  /** The rules of a format. */
  public static CsvRules rules(BodyFormat.Csv csv) {
    return CsvRules.of(
        String.valueOf(csv.delimiter()),
        csv.quote() == 0 ? "" : String.valueOf(csv.quote()),
        csv.nullTexts(),
        false);
  }
}
