package dpone.toolkit.http.api;

import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.CellForm;

/**
 * A column and where its values come from.
 *
 * @param field name, type and whether nulls occur
 * @param source where a value is found
 * @param form how it is written, where not by ISO 8601 and with a decimal point
 */
public record ColumnDefinition(Field field, Source source, CellForm form) {

  /** Where a value is found. */
  public sealed interface Source {
    /**
     * In the record.
     *
     * @param pointer JSON Pointer, such as {@code /address/city}; for text with delimiters a slash
     *     and the name in the header
     */
    record InRecord(String pointer) implements Source {}

    /**
     * In the record around the one that is a row, where {@link BodyFormat.Json#explode} is used.
     *
     * @param pointer JSON Pointer inside of it
     */
    record InParent(String pointer) implements Source {}

    /**
     * A variable of the request, such as the day that was asked for.
     *
     * @param name of the variable
     */
    record OfRequest(String name) implements Source {}

    /**
     * Beside the records, before the first of them.
     *
     * @param pointer as {@link Found.InBody}
     */
    record InEnvelope(String pointer) implements Source {}
  }

  /** A column of the same name in the record. */
  public static ColumnDefinition of(String name, DataType type) {
    return of(name, type, "/" + name.replace("~", "~0").replace("/", "~1"));
  }

  /** A column of a value in the record. */
  public static ColumnDefinition of(String name, DataType type, String pointer) {
    return new ColumnDefinition(
        new Field(name, type, true, ""), new Source.InRecord(pointer), CellForm.STANDARD);
  }

  /** A column that shows a variable of the request. */
  public static ColumnDefinition ofRequest(String name, DataType type, String variable) {
    return new ColumnDefinition(
        new Field(name, type, false, ""), new Source.OfRequest(variable), CellForm.STANDARD);
  }

  /** The same column, never null. */
  public ColumnDefinition required() {
    return new ColumnDefinition(
        new Field(field.name(), field.type(), false, field.nativeType()), source, form);
  }

  /** The same column, written otherwise. */
  public ColumnDefinition written(CellForm other) {
    return new ColumnDefinition(field, source, other);
  }
}
