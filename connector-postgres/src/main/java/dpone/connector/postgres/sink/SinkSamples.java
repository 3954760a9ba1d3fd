package dpone.connector.postgres.sink;

import dpone.connector.postgres.publish.PublishSamples;
import java.util.Map;
import java.util.TreeMap;

/** The statements of loads into a table that exists nowhere. */
public final class SinkSamples {
  private SinkSamples() {}

  /** Statements by file name. */
  public static Map<String, String> statements() {
    Map<String, String> statements = new TreeMap<>(PublishSamples.statements());
    LoadSql loads = new LoadSql("dpone_meta");
    statements.put("meta-ddl.sql", String.join(";\n", loads.ddl()) + ";\n");
    statements.put(
        "meta-statements.sql",
        String.join(";\n", loads.raise(), loads.lock(), loads.find(), loads.record() + ";\n"));
    return statements;
  }
}
