package dpone.certification.mssql;

import dpone.certify.kit.Failures.Pipeline;
import dpone.certify.kit.ProvokedFailures;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Failures of following changes, which change data capture brings about as on a server.
 *
 * @param client statements of the trial's own
 */
record ChangeFailures(Client client) {
  void addTo(Map<String, ProvokedFailures.Way> ways) {
    ways.put(
        "MSSQL_CDC_DISABLED",
        p -> {
          follow(p);
          client.run(Recording.disable(MssqlSystem.SOURCE, table(p), "all"));
          return null;
        });
    ways.put(
        "MSSQL_LOG_POSITION_LOST",
        p -> {
          follow(p);
          p.run();
          change(p);
          change(p);
          String last = client.cell("SELECT CONVERT(varchar(30), sys.fn_cdc_get_max_lsn(), 1)");
          for (String instance : Recording.instances(client, MssqlSystem.SOURCE, table(p))) {
            client.run(
                "EXEC sys.sp_cdc_cleanup_change_table @capture_instance = N'"
                    + instance
                    + "', @low_water_mark = "
                    + last);
          }
          return null;
        });
    ways.put(
        "MSSQL_CDC_INSTANCE_CHANGED",
        p -> {
          follow(p);
          p.run();
          change(p);
          client.run(Recording.disable(MssqlSystem.SOURCE, table(p), "all"));
          Recording.CDC.begin(client, MssqlSystem.SOURCE, table(p));
          return null;
        });
  }

  private static @Nullable AutoCloseable follow(Pipeline pipeline) {
    return Manifests.strategy(pipeline, Map.of("mode", "cdc_apply", "unique_key", List.of("id")));
  }

  private static String table(Pipeline pipeline) {
    return pipeline.stream().substring(pipeline.stream().indexOf('.') + 1);
  }

  private void change(Pipeline pipeline) throws SQLException {
    client.run("UPDATE " + pipeline.stream() + " SET version = version + 1");
  }
}
