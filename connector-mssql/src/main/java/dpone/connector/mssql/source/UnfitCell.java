package dpone.connector.mssql.source;

/** A cell that is larger than the run's memory allows. */
public final class UnfitCell extends Exception {
  private static final long serialVersionUID = 1L;

  private final String column;

  UnfitCell(String column, long bytes, long limit) {
    super("a cell of " + bytes + " bytes is above the limit of " + limit, null, false, false);
    this.column = column;
  }

  /** Name of its column. */
  public String column() {
    return column;
  }
}
