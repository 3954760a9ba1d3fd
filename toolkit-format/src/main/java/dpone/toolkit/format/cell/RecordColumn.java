package dpone.toolkit.format.cell;

import dpone.spi.type.Field;

/**
 * A column, and where in a record its value is.
 *
 * @param field name, type and whether nulls occur
 * @param pointer JSON Pointer (RFC 6901) such as {@code /address/city}; the empty one is the whole
 *     record, for a column of type json; in CSV a slash and the name in the header
 * @param form how the value is written
 */
public record RecordColumn(Field field, String pointer, CellForm form) {
  /** A column of the same name in the record. */
  public static RecordColumn of(Field field) {
    return new RecordColumn(
        field, "/" + field.name().replace("~", "~0").replace("/", "~1"), CellForm.STANDARD);
  }
}
