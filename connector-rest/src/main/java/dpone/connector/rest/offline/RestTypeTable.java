package dpone.connector.rest.offline;

import dpone.spi.certify.TypeTable;
import dpone.spi.error.DponeException;
import dpone.spi.sink.Fidelity;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.format.cell.TypeText;
import dpone.toolkit.format.json.JsonDecoder;
import dpone.toolkit.format.json.JsonRules;
import java.util.ArrayList;
import java.util.List;

/**
 * What a declared field of JSON is read as, computed by the very code that reads it. An API has no
 * types of its own; CSV and XML are text by the same rules.
 */
public final class RestTypeTable implements TypeTable {
  private static final String NUMBER = "number, with every digit, or the same in quotes";

  private static final List<String> TYPES =
      List.of(
          "bool",
          "int8",
          "int16",
          "int32",
          "int64",
          "uint64",
          "float32",
          "float64",
          "decimal(4,2)",
          "decimal(18,18)",
          "decimal(19,0)",
          "decimal(38,10)",
          "decimal(38,38)",
          "decimal(60,20)",
          "decimal",
          "string",
          "bytes",
          "date",
          "time(0)",
          "time(6)",
          "time(9)",
          "timestamp(0)",
          "timestamp(3)",
          "timestamp(6)",
          "timestamp(9)",
          "timestamptz(3)",
          "timestamptz(6)",
          "timestamptz(9)",
          "interval",
          "uuid",
          "json",
          "enum(NEW,DONE)",
          "array<int64>",
          "array<array<decimal(38,10)>>",
          "map<string,decimal(38,10)>",
          "map<int64,string>",
          "struct<x:int32,y:array<string>>",
          "map<array<int64>,string>",
          "map<json,string>");

  private static final JsonRules RULES = new JsonRules(JsonRules.Unknown.IGNORE, "", false, false);

  @Override
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String text : TYPES) {
      DataType type = TypeText.parse(text);
      try {
        JsonDecoder read =
            new JsonDecoder(
                List.of(new Field("a", type, true, "")),
                List.of(),
                0,
                name -> CellForm.STANDARD,
                RULES);
        rows.add(new Row(text, type.text(), Fidelity.EXACT, read == null ? "" : note(type)));
      } catch (DponeException refused) {
        rows.add(new Row(text, "refused", Fidelity.LOSSY, refused.what()));
      }
    }
    return rows;
  }

  /** What stands in the records; asked of types that can be read. */
  private static String note(DataType type) {
    return switch (type) {
      case DataType.Bool t -> "true, false";
      case DataType.Int t -> NUMBER;
      case DataType.UInt64 t -> NUMBER;
      case DataType.FloatingPoint t -> NUMBER + "; NaN and the infinities as strings";
      case DataType.Decimal t -> NUMBER;
      case DataType.AnyDecimal t -> NUMBER + "; NaN and the infinities as strings";
      case DataType.Text t -> "string";
      case DataType.Enumeration t -> "string";
      case DataType.Bytes t -> "string, base64";
      case DataType.Date t -> "string by ISO 8601, or infinity; a number with epoch";
      case DataType.Time t -> "string by ISO 8601; a number with epoch";
      case DataType.Timestamp t -> "string by ISO 8601, or infinity; a number with epoch";
      case DataType.TimestampTz t ->
          "string by ISO 8601 with zone, or infinity; a number with epoch";
      case DataType.Interval t -> "string by ISO 8601, such as P1Y2M3DT4H5M6.789S";
      case DataType.Uuid t -> "string";
      case DataType.Json t -> "any value, kept as it is written";
      case DataType.Array t -> "array";
      case DataType.Mapping t -> "object; keys by the text of their type";
      case DataType.Struct t -> "object";
    };
  }
}
