package acme.connector;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.io.IOException;

/** Every failure that a user can meet: a code for ever, what happened, what to do. */
enum AcmeError {
  NO_TABLE(ErrorCategory.NOT_FOUND, "check the name of the table and the option folder"),
  MALFORMED(ErrorCategory.DATA, "repair the file, or leave the table out"),
  TYPE(ErrorCategory.SCHEMA, "cast the column to a type of docs/acme.md, or leave it out"),
  COLUMNS(ErrorCategory.SCHEMA, "change the table, or the policy under evolution"),
  STAGE(ErrorCategory.DATA, "run again; if it comes back, look who else writes to the folder"),
  FENCED(ErrorCategory.INTERNAL, "a newer run has taken over; let it finish"),
  IO(ErrorCategory.RESOURCE, "check the folder, its permissions and its free space");

  private final ErrorCategory category;
  private final String remedy;

  AcmeError(ErrorCategory category, String remedy) {
    this.category = category;
    this.remedy = remedy;
  }

  DponeException.Builder what(String happened) {
    return DponeException.of(category, "ACME_" + name(), happened).remedy(remedy);
  }

  static DponeException io(IOException problem) {
    return IO.what("a file cannot be read or written: " + problem.getMessage())
        .cause(problem)
        .build();
  }
}
