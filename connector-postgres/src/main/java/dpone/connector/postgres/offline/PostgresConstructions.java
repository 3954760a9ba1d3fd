package dpone.connector.postgres.offline;

import dpone.connector.postgres.sink.SinkSamples;
import dpone.connector.postgres.source.SourceSamples;
import dpone.connector.postgres.state.StateSql;
import dpone.connector.postgres.verify.PostgresFingerprint;
import dpone.spi.certify.OfflineConstructions;
import dpone.spi.source.StreamSelection;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.verify.FingerprintRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every statement the connector builds, for one table whose names need quoting. */
public final class PostgresConstructions implements OfflineConstructions {
  @Override
  public Map<String, String> constructions() {
    Map<String, String> all = new TreeMap<>();
    all.putAll(SourceSamples.statements());
    all.putAll(SinkSamples.statements());
    StateSql state = new StateSql("dpone_meta");
    all.put("state-ddl.sql", lines(state.ddl()));
    all.put(
        "state-statements.sql",
        lines(
            List.of(
                state.read(),
                state.list(),
                state.lockLease(),
                state.insert(),
                state.update(),
                state.acquire(),
                state.holder(),
                state.renew(),
                state.release(),
                state.delete())));
    FingerprintRequest request =
        new FingerprintRequest(
            StreamSelection.all("public.orders"),
            List.of(
                new Field("id", new DataType.Int(64), false, "bigint"),
                new Field("Total \"net\"", new DataType.Decimal(10, 2), true, "numeric(10,2)"),
                new Field("paid", new DataType.Bool(), true, "boolean"),
                new Field("day", new DataType.Date(), true, "date"),
                new Field("at", new DataType.TimestampTz(6), true, "timestamp with time zone"),
                new Field("rate", new DataType.FloatingPoint(64), true, "double precision"),
                new Field("image", new DataType.Bytes(), true, "bytea"),
                new Field("span", new DataType.Interval(), true, "interval")),
            List.of("id"),
            2,
            List.of("0a", "ff"));
    all.put(
        "fingerprint-buckets.sql",
        lines(List.of(PostgresFingerprint.bucketsSql(request, "\"public\".\"orders\""))));
    all.put(
        "fingerprint-rows.sql",
        lines(List.of(PostgresFingerprint.rowsSql(request, "\"public\".\"orders\"", 100))));
    return all;
  }

  private static String lines(List<String> statements) {
    return String.join(";\n", statements) + ";\n";
  }
}
