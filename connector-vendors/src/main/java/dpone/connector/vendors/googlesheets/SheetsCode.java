package dpone.connector.vendors.googlesheets;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;

/** What can be wrong with a sheet beside what can be wrong with any answer. */
public enum SheetsCode {
  TAB_UNKNOWN(
      ErrorCategory.NOT_FOUND,
      "The spreadsheet has no such tab or named range.",
      "name a tab as it is shown, or give worksheet_gid out of the tab's address"),
  HEADER_MISSING(
      ErrorCategory.SCHEMA,
      "The row that should name the columns is empty.",
      "set header_row to the row with the names, or to 0 where there is none"),
  HEADER_EMPTY(
      ErrorCategory.SCHEMA,
      "A column between others has no name.",
      "name it in the sheet, or narrow the range down; of merged cells only the first has a value"),
  HEADER_TWICE(
      ErrorCategory.SCHEMA,
      "Two columns have one name.",
      "rename one of them in the sheet, or narrow the range down"),
  CELL_OUTSIDE(
      ErrorCategory.DATA,
      "A row has a value to the right of the last named column.",
      "name that column in the sheet, or narrow the range down");

  private final ErrorCategory category;
  private final String meaning;
  private final String remedy;

  SheetsCode(ErrorCategory category, String meaning, String remedy) {
    this.category = category;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** The stable code, such as {@code SHEETS_TAB_UNKNOWN}. */
  public String code() {
    return "SHEETS_" + name();
  }

  /** What kind of failure it is. */
  public ErrorCategory category() {
    return category;
  }

  /** What to do, as an imperative phrase. */
  public String remedy() {
    return remedy;
  }

  /** What it means, one sentence. */
  public String meaning() {
    return meaning;
  }

  /** Starts an error of this code. */
  public DponeException.Builder error(String message) {
    return DponeException.of(category, code(), message).remedy(remedy);
  }
}
