package dpone.service.bigquery.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.zetasql.Value;
import dpone.service.bigquery.sql.Answer;
import dpone.service.bigquery.sql.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of an answer as the interface writes them. */
final class Cells {
  private static final String NULL = "\u0001";

  private Cells() {}

  static ObjectNode results(Answer answer) {
    ObjectNode results = Json.object();
    results.put("jobComplete", true).put("totalRows", Integer.toString(answer.rows().size()));
    results.set("schema", RestSchema.schema(answer.columns()));
    ArrayNode rows = results.putArray("rows");
    for (List<Value> row : answer.rows()) {
      ArrayNode cells = rows.addObject().putArray("f");
      for (int i = 0; i < row.size(); i++) {
        cells.addObject().put("v", text(row.get(i), answer.columns().get(i).type()));
      }
    }
    return results;
  }

  /** Rows as text; floats as the hexadecimal of their bits. */
  static String text(Answer answer) {
    StringBuilder text = new StringBuilder();
    for (List<Value> row : answer.rows()) {
      for (int i = 0; i < row.size(); i++) {
        SqlType type = answer.columns().get(i).type();
        Value value = row.get(i);
        String cell =
            type.kind().equals("FLOAT64") && !value.isNull()
                ? String.format("%016x", Double.doubleToRawLongBits(value.getDoubleValue()))
                : text(value, type);
        text.append(cell == null ? NULL : cell).append('\u001f');
      }
      text.append('\u001e');
    }
    return text.toString();
  }

  private static @Nullable String text(Value value, SqlType type) {
    if (value.isNull()) {
      return null;
    }
    return switch (type.kind()) {
      case "STRING" -> value.getStringValue();
      case "INT64" -> Long.toString(value.getInt64Value());
      case "BOOL" -> Boolean.toString(value.getBoolValue());
      case "NUMERIC" -> value.getNumericValue().toPlainString();
      case "BIGNUMERIC" -> value.getBigNumericValue().toPlainString();
      default -> throw Refusal.unknown("a cell of type " + type.text() + " in an answer");
    };
  }
}
