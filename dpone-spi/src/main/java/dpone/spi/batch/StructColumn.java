package dpone.spi.batch;

import dpone.spi.annotation.Api;

/** Cells as one cell in each child column. */
@Api(status = Api.Status.STABLE, since = "1.0")
public final class StructColumn extends Column {
  private final Column[] fields;

  StructColumn(Column[] fields, BatchMemory memory) {
    super(memory);
    this.fields = fields;
  }

  /** The number of fields. */
  public int fields() {
    return fields.length;
  }

  /** A field's column; one cell is appended to each, then {@link #endStruct} closes the cell. */
  public Column field(int index) {
    return fields[index];
  }

  /**
   * Closes a cell.
   *
   * @throws IllegalStateException when a field has no cell, or two
   */
  public void endStruct() {
    for (Column field : fields) {
      if (field.rows() != rows() + 1) {
        throw new IllegalStateException("struct cell with a missing or doubled field");
      }
    }
    added();
  }

  /**
   * Closes several cells at once, filled field by field.
   *
   * @throws IllegalStateException when a field has not one cell for each
   */
  public void endStructs(int count) {
    for (Column field : fields) {
      if (field.rows() != rows() + count) {
        throw new IllegalStateException("struct cells with a missing or surplus field");
      }
    }
    for (int i = 0; i < count; i++) {
      added();
    }
  }

  @Override
  void appendGap() {
    for (Column field : fields) {
      field.truncate(rows());
      field.appendNull();
    }
  }

  @Override
  void truncateValues(int row) {
    for (Column field : fields) {
      field.truncate(row);
    }
  }
}
