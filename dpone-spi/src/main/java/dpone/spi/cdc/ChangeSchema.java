package dpone.spi.cdc;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of changed rows: three of their own, then those of the stream, then the key that a
 * row had before. So changes travel as chunks like any other rows, also undecoded. Whether a column
 * of the stream may be null is said of the stream: a change leaves out cells all the same.
 */
@Rule(
    id = "CDC-5",
    value =
        "Changed rows have the columns of ChangeSchema. SEQUENCE grows with every change of a"
            + " reader, over all streams. A cell that an update does not carry is null, UNCHANGED in"
            + " a ColumnBatch, and its bit is set in CARRIED_OVER; a delete carries its key alone, a"
            + " truncate nothing. The old key is set only where an update changed the key.")
@Api(status = Api.Status.EXPERIMENTAL, since = "1.0")
public final class ChangeSchema {
  /** Column of {@link ChangeKind#code()}: a 16-bit integer. */
  public static final String KIND = "_dpone_kind";

  /** Column that puts changes in order: a 64-bit integer. */
  public static final String SEQUENCE = "_dpone_sequence";

  /**
   * Column that tells which cells the change does not carry: bytes with bit {@code i % 8}, from the
   * lowest, of byte {@code i / 8} set for column {@code i} of the stream; null if it carries all.
   */
  public static final String CARRIED_OVER = "_dpone_carried_over";

  /** What the names of the old key's columns start with. */
  public static final String OLD = "_dpone_old_";

  /** How many columns come before those of the stream. */
  public static final int LEADING = 3;

  private ChangeSchema() {}

  /**
   * The columns of changed rows.
   *
   * @param stream columns of the stream
   * @param key names of the columns that identify a row
   * @throws IllegalArgumentException when a name is reserved, or the key names no column
   */
  public static Schema of(Schema stream, List<String> key) {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field(KIND, new DataType.Int(16), false, ""));
    fields.add(new Field(SEQUENCE, new DataType.Int(64), false, ""));
    fields.add(new Field(CARRIED_OVER, new DataType.Bytes(), true, ""));
    for (Field field : stream.fields()) {
      if (isReserved(field.name())) {
        throw new IllegalArgumentException("reserved column name: " + field.name());
      }
      fields.add(field);
    }
    for (String name : key) {
      Field field =
          stream
              .find(name)
              .orElseThrow(() -> new IllegalArgumentException("the key names no column: " + name));
      fields.add(new Field(OLD + name, field.type(), true, field.nativeType()));
    }
    return new Schema(fields, key, stream.types());
  }

  /** The stream's own columns out of those of its changes. */
  public static Schema streamOf(Schema changes) {
    return new Schema(
        changes.fields().stream().filter(f -> !isReserved(f.name())).toList(),
        changes.key(),
        changes.types());
  }

  /** Whether a column is one that changes have beside those of the stream. */
  public static boolean isReserved(String name) {
    return name.equals(KIND)
        || name.equals(SEQUENCE)
        || name.equals(CARRIED_OVER)
        || name.startsWith(OLD);
  }
}
