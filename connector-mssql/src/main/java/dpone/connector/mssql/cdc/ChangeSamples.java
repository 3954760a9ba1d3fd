package dpone.connector.mssql.cdc;

import dpone.connector.mssql.sql.TableName;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every statement about changes, for a table whose names need quoting. */
public final class ChangeSamples {
  private ChangeSamples() {}

  /** The statements by file name. */
  public static Map<String, String> statements() {
    TableName table = new TableName("sales", "Order ]Items");
    List<String> key = List.of("id");
    CaptureInstance instance =
        new CaptureInstance(
            "sales_Order ]Items", table.sql(), 1, 2, Lsn.ZERO, List.of("id", "name"));
    Map<String, String> all = new TreeMap<>();
    all.put(
        "changes-cdc.sql",
        lines(
            List.of(
                CdcSql.ENABLED,
                CdcSql.INSTANCES,
                CdcSql.LAST,
                CdcSql.OLDEST,
                CdcSql.changes(instance, List.of("[id]", "[name]")),
                CdcSql.HEALTH)));
    all.put(
        "changes-tracking.sql",
        lines(
            List.of(
                TrackingSql.TABLE,
                TrackingSql.LAST,
                TrackingSql.OLDEST,
                TrackingSql.changes(
                    table,
                    key,
                    List.of(TrackingSql.column("id", key), TrackingSql.column("name", key))),
                TrackingSql.RETENTION)));
    return all;
  }

  private static String lines(List<String> statements) {
    return String.join(";\n", statements) + ";\n";
  }
}
