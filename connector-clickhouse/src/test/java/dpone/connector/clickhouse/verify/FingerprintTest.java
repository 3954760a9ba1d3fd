package dpone.connector.clickhouse.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.clickhouse.testing.ClickHouseTestServer;
import dpone.connector.clickhouse.testing.ClickHouseTestServer.Database;
import dpone.connector.clickhouse.testing.Read;
import dpone.spi.source.Source;
import dpone.spi.source.StreamSelection;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.verify.BucketDigest;
import dpone.spi.verify.Fingerprint;
import dpone.spi.verify.FingerprintRequest;
import dpone.spi.verify.RowDigest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The canonical texts are written down here by hand, as the rules FP-1 and FP-2 have them. */
@Tag("integration")
class FingerprintTest {
  private static final List<Field> FIELDS =
      List.of(
          field("k", new DataType.Int(64)),
          field("d", new DataType.Decimal(10, 2)),
          field("a", new DataType.AnyDecimal()),
          field("s", new DataType.Text()),
          field("b", new DataType.Bool()),
          field("day", new DataType.Date()),
          field("at", new DataType.TimestampTz(6)),
          field("sec", new DataType.Timestamp(0)),
          field("nano", new DataType.TimestampTz(9)),
          field("f", new DataType.FloatingPoint(64)),
          field("g", new DataType.FloatingPoint(32)),
          field("x", new DataType.Bytes()),
          field("u", new DataType.Uuid()));

  private static final List<String> ROWS =
      List.of(
          row(
              "1",
              "1.5",
              "12345.678",
              "é",
              "t",
              "1",
              "1000000",
              "1000000",
              "1.5",
              "bff0000000000000",
              "3fc00000",
              "00ff",
              "00112233-4455-6677-8899-aabbccddeeff"),
          row(
              "-2",
              "-100",
              "100",
              "",
              "f",
              "-25567",
              "-2208988800000000",
              "4294967295000000",
              "-1",
              "0000000000000000",
              "80000000",
              "",
              "ffffffff-ffff-ffff-ffff-ffffffffffff"),
          row("3", null, null, null, null, null, null, null, null, null, null, null, null));

  private static Field field(String name, DataType type) {
    return new Field(name, type, true, "");
  }

  private static String row(String... cells) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      row.append(i == 0 ? "" : "\u001f").append(cells[i] == null ? "\u001e" : cells[i]);
    }
    return row.toString();
  }

  private static byte[] md5(String text) throws Exception {
    return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void digestsAreThoseOfTheCanonicalText() throws Exception {
    Database db = ClickHouseTestServer.get().database("fingerprint");
    db.run(
        "DROP TABLE IF EXISTS t",
        "CREATE TABLE t (k Int64, d Nullable(Decimal(10, 2)), a Nullable(String), s"
            + " Nullable(String), b Nullable(Bool), day Nullable(Date32), at"
            + " Nullable(DateTime64(6, 'Asia/Tokyo')), sec Nullable(DateTime('UTC')), nano"
            + " Nullable(DateTime64(9, 'UTC')), f Nullable(Float64), g Nullable(Float32), x"
            + " Nullable(String), u Nullable(UUID)) ENGINE = MergeTree ORDER BY k",
        "INSERT INTO t VALUES (1, 1.50, '12345.67800', 'é', true, '1970-01-02', '1970-01-01 09:00:01', 1,"
            + " '1970-01-01 00:00:00.000001500', -1.0, 1.5, unhex('00ff'),"
            + " '00112233-4455-6677-8899-aabbccddeeff'), (-2, -100, '100', '', false, '1900-01-01',"
            + " toDateTime64('1900-01-01 00:00:00', 6, 'UTC'), 4294967295,"
            + " '1969-12-31 23:59:59.999999000', 0, -0.0, '',"
            + " 'ffffffff-ffff-ffff-ffff-ffffffffffff'), (3, NULL, NULL, NULL, NULL, NULL, NULL,"
            + " NULL, NULL, NULL, NULL, NULL, NULL)");
    try (Source source = new Read(db).source()) {
      Fingerprint fingerprint = source.capability(Fingerprint.class).orElseThrow();
      FingerprintRequest all =
          new FingerprintRequest(StreamSelection.all("t"), FIELDS, List.of("k"), 0, List.of());
      List<RowDigest> rows = fingerprint.rows(all, 10);
      assertThat(rows).hasSize(3);
      long sum = 0;
      for (String text : ROWS) {
        String key = text.substring(0, text.indexOf('\u001f'));
        long hash = ByteBuffer.wrap(md5(text)).getLong();
        sum += hash;
        assertThat(rows)
            .as(key)
            .contains(new RowDigest(key, HexFormat.of().formatHex(md5(key)), hash));
      }
      assertThat(fingerprint.buckets(all)).containsExactly(new BucketDigest("", 3, sum));
      String prefix = rows.get(1).keyHash().substring(0, 2);
      FingerprintRequest some =
          new FingerprintRequest(
              StreamSelection.all("t"), FIELDS, List.of("k"), 2, List.of(prefix));
      assertThat(fingerprint.buckets(some))
          .extracting(BucketDigest::prefix)
          .containsExactly(prefix);
    }
  }
}
