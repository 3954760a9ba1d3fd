package dpone.connector.bigquery.sink;

import dpone.connector.bigquery.encode.EncodedColumn;
import dpone.connector.bigquery.sql.MetaSql;
import dpone.connector.bigquery.type.BqField;
import dpone.spi.type.Field;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Names of stages: those of one scope begin alike, so that whoever takes over finds them. */
final class StageNames {
  private StageNames() {}

  /** What the names of all stages begin with. */
  static final String ANY = "_dpone_s_";

  static String prefix(String pipeline, String scope) {
    return digest(pipeline + "\n" + scope);
  }

  /** The same for objects: a bucket may serve several projects and datasets. */
  static String prefix(MetaSql meta, String pipeline, String scope) {
    return digest(meta.project() + "\n" + meta.dataset() + "\n" + pipeline + "\n" + scope);
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return ANY + HexFormat.of().formatHex(digest, 0, 8) + "_";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String table(String prefix, long generation, int index) {
    return prefix + generation + "_" + index;
  }

  /** The generation of a table of that prefix, -1 for one of another form. */
  static long generation(String prefix, String table) {
    String rest = table.substring(prefix.length());
    int end = rest.indexOf('_');
    return end > 0 && end < 19 && rest.chars().limit(end).allMatch(c -> c >= '0' && c <= '9')
        ? Long.parseLong(rest.substring(0, end))
        : -1;
  }

  /** Columns of a stage's table. */
  static List<BqField> fields(Planned stream) {
    List<BqField> fields = new ArrayList<>();
    List<Field> arriving = stream.load().schema().fields();
    for (int i = 0; i < arriving.size(); i++) {
      EncodedColumn column = stream.encoded().get(i);
      if (column.staged()) {
        BqField field = column.field(i, arriving.get(i).type());
        fields.add(new BqField(field.name(), field.type(), false));
      }
    }
    return stream.format().stage(fields);
  }
}
