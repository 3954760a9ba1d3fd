package dpone.connector.clickhouse.offline;

import dpone.connector.clickhouse.publish.PublishSamples;
import dpone.connector.clickhouse.source.SourceSamples;
import dpone.connector.clickhouse.verify.ClickHouseFingerprint;
import dpone.spi.certify.OfflineConstructions;
import dpone.spi.source.StreamSelection;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.verify.FingerprintRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every statement the connector builds, for one table whose names need quoting. */
public final class ClickHouseConstructions implements OfflineConstructions {
  @Override
  public Map<String, String> constructions() {
    Map<String, String> all = new TreeMap<>(SourceSamples.statements());
    FingerprintRequest request =
        new FingerprintRequest(
            StreamSelection.all("shop.orders"),
            List.of(
                new Field("id", new DataType.Int(64), false, "Int64"),
                new Field("Total `net`", new DataType.Decimal(10, 2), true, "Decimal(10, 2)"),
                new Field("paid", new DataType.Bool(), true, "Bool"),
                new Field("day", new DataType.Date(), true, "Date32"),
                new Field("at", new DataType.TimestampTz(6), true, "DateTime64(6)"),
                new Field("exact", new DataType.TimestampTz(9), true, "DateTime64(9)"),
                new Field("rate", new DataType.FloatingPoint(64), true, "Float64"),
                new Field("image", new DataType.Bytes(), true, "String")),
            List.of("id"),
            2,
            List.of("0a", "ff"));
    all.put(
        "fingerprint-buckets.sql",
        ClickHouseFingerprint.bucketsSql(request, "`shop`.`orders`") + ";\n");
    all.put(
        "fingerprint-rows.sql",
        ClickHouseFingerprint.rowsSql(request, "`shop`.`orders`", 100) + ";\n");
    PublishSamples.statements().forEach((name, text) -> all.put("publish-" + name, text));
    return all;
  }
}
