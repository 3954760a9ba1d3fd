package dpone.toolkit.format.json;

import dpone.spi.type.DataType;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.format.cell.TextCell;
import dpone.toolkit.format.cell.TextForms;
import dpone.toolkit.format.codec.ByteOutput;

/** Cells of nested types as JSON, for formats that have only text. */
public final class JsonText {
  private static final JsonRules STRICT = new JsonRules(JsonRules.Unknown.FAIL, "", false, false);

  private JsonText() {}

  /** A reader of one JSON value; a JSON null is a null cell. */
  public static TextCell reader(DataType type) {
    JsonCell cell = new JsonCells(STRICT).of(type, CellForm.STANDARD);
    JsonCursor in = new JsonCursor();
    return (data, from, to, column) -> {
      in.open(data, from, to - from);
      if (in.peek() == 'n') {
        in.nullLiteral();
        column.appendNull();
      } else {
        cell.read(in, column, 0);
      }
      in.end();
    };
  }

  /** Appends UTF-8 as a JSON string, quotes included. */
  public static void string(byte[] data, int from, int to, ByteOutput out) {
    JsonWriter.string(data, from, to, out);
  }

  /** A writer of one JSON value. */
  public static TextForms.Form writer(DataType type) {
    return JsonWriter.of(type, false)::write;
  }
}
