package dpone.connector.clickhouse.connect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small results in the format TabSeparated. */
final class Tsv {
  private Tsv() {}

  static List<List<@Nullable String>> parse(byte[] text) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    List<@Nullable String> row = new ArrayList<>();
    ByteArrayOutputStream cell = new ByteArrayOutputStream();
    boolean isNull = false;
    for (int i = 0; i < text.length; i++) {
      byte b = text[i];
      if (b == '\t' || b == '\n') {
        row.add(isNull ? null : cell.toString(StandardCharsets.UTF_8));
        cell.reset();
        isNull = false;
        if (b == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else if (b == '\\' && i + 1 < text.length) {
        byte escaped = text[++i];
        isNull = escaped == 'N';
        if (!isNull) {
          cell.write(unescaped(escaped));
        }
      } else {
        cell.write(b);
      }
    }
    return rows;
  }

  private static int unescaped(byte escaped) {
    return switch (escaped) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'r' -> '\r';
      case 'n' -> '\n';
      case 't' -> '\t';
      case '0' -> 0;
      default -> escaped;
    };
  }
}
