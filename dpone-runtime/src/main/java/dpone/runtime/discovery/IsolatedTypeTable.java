package dpone.runtime.discovery;

import dpone.spi.certify.TypeTable;
import java.util.List;

/** A capability behind its guard. */
record IsolatedTypeTable(TypeTable delegate, Guard guard) implements TypeTable {
  @Override
  public List<Row> rows() {
    return guard.call("TypeTable.rows", () -> delegate.rows());
  }
}
