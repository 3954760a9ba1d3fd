package dpone.certification.vendors;

import dpone.certify.kit.TestTable;
import dpone.spi.type.DataType;
import org.jspecify.annotations.Nullable;

/**
 * A column of a vendor's stream and what the kit's rows have in it.
 *
 * @param column name, type and whether nulls occur
 * @param maker the cell of a row
 * @param edge a value at the edge of what the column can hold
 * @param other a value for a row whose other columns are null; null where this one can be
 */
public record VendorColumn(
    TestTable.Column column, Maker maker, String edge, @Nullable String other) {

  /** Makes cells. */
  @FunctionalInterface
  public interface Maker {
    /** The cell of the row of that number, moment and version. */
    String cell(int number, int moment, int version);
  }

  /** A column that is never null. */
  public static VendorColumn required(
      String name, DataType type, Maker maker, String edge, String other) {
    return new VendorColumn(new TestTable.Column(name, type, false), maker, edge, other);
  }

  /** A column that may be null. */
  public static VendorColumn of(String name, DataType type, Maker maker, String edge) {
    return new VendorColumn(new TestTable.Column(name, type, true), maker, edge, null);
  }
}
