package dpone.service.mssql.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * INSERT BULK, which announces rows.
 *
 * @param table where they go
 * @param columns names, in the order of the cells
 * @param hints WITH
 */
public record Bulk(List<String> table, List<String> columns, List<String> hints) {
  /** Reads one. */
  public static Bulk read(String sql) {
    Cursor in = new Cursor(sql);
    in.want("INSERT", "BULK");
    List<String> table = in.names();
    List<String> columns = new ArrayList<>();
    in.wantSign("(");
    do {
      columns.add(in.name());
      Types.read(in);
      if (in.took("COLLATE")) {
        in.name();
      }
    } while (in.tookSign(","));
    in.wantSign(")");
    List<String> hints = new ArrayList<>();
    if (in.took("WITH")) {
      in.wantSign("(");
      do {
        hints.add(in.name().toUpperCase(Locale.ROOT));
        if (in.tookSign("=")) {
          in.next();
        }
      } while (in.tookSign(","));
      in.wantSign(")");
    }
    if (!in.ended()) {
      throw in.wrong();
    }
    return new Bulk(table, columns, hints);
  }
}
