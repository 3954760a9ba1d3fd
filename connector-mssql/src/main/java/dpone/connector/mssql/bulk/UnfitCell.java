package dpone.connector.mssql.bulk;

/** A cell that SQL Server has no value for; its row is rejected. */
final class UnfitCell extends Exception {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong, one sentence without a final stop, with the offending value. */
  UnfitCell(String why) {
    super(why, null, false, false);
  }
}
