package dpone.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.testing.Move;
import dpone.connector.postgres.testing.PostgresTestServer;
import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.source.StreamSelection;
import dpone.spi.type.Field;
import dpone.spi.verify.BucketDigest;
import dpone.spi.verify.Fingerprint;
import dpone.spi.verify.FingerprintRequest;
import dpone.spi.verify.RowDigest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class FingerprintTest {
  private static Database from;
  private static Database to;

  @BeforeAll
  static void servers() {
    from = PostgresTestServer.get().database("print_from");
    to = PostgresTestServer.get().database("print_to");
  }

  private static byte[] md5(String text) throws Exception {
    return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The canonical text written by hand from the rules FP-1 and FP-2. */
  @Test
  void matchesTheRulesByHand() throws Exception {
    from.run(
        "CREATE TABLE every (id bigint PRIMARY KEY, b bool, n numeric(12,3), a numeric, f4 real,"
            + " f8 float8, t text, x bytea, d date, tm time, ts timestamp, tz timestamptz, i"
            + " interval, u uuid, z text)",
        "INSERT INTO every VALUES (-7, true, -0.500, 'NaN', '-0', 1, 'ü', '\\x0AFF', '1970-01-03',"
            + " '24:00', '1970-01-01 00:00:01', '1970-01-01 01:00:00.000001+01', '1 year -2 days"
            + " 00:00:01', '00000000-0000-0000-0000-0000000000AB', NULL)",
        "INSERT INTO every (id, a, d, ts) VALUES (8, 100.00, '-infinity', 'infinity')");
    String canonical =
        String.join(
            "\u001f",
            "-7",
            "t",
            "-0.5",
            "NaN",
            "80000000",
            "3ff0000000000000",
            "ü",
            "0aff",
            "2",
            "86400000000",
            "1000000",
            "1",
            "12 -2 1000000",
            "00000000-0000-0000-0000-0000000000ab",
            "\u001e");
    Move move = new Move(from, to, "public.every");
    try (var source = move.source()) {
      List<Field> fields = source.describe(move.selection()).schema().fields();
      Fingerprint print = source.capability(Fingerprint.class).orElseThrow();
      var request =
          new FingerprintRequest(
              StreamSelection.all("public.every"), fields, List.of("id"), 1, List.of());
      RowDigest row =
          print.rows(request, 10).stream()
              .filter(r -> r.key().equals("-7"))
              .findFirst()
              .orElseThrow();
      assertThat(row.keyHash()).isEqualTo(HexFormat.of().formatHex(md5("-7")));
      long expected = java.nio.ByteBuffer.wrap(md5(canonical)).getLong();
      assertThat(row.rowHash()).isEqualTo(expected);
      String other =
          String.join(
              "\u001f",
              "8",
              "\u001e",
              "\u001e",
              "100",
              "\u001e",
              "\u001e",
              "\u001e",
              "\u001e",
              "-Infinity",
              "\u001e",
              "Infinity",
              "\u001e",
              "\u001e",
              "\u001e",
              "\u001e");
      long second = java.nio.ByteBuffer.wrap(md5(other)).getLong();
      var whole =
          new FingerprintRequest(
              StreamSelection.all("public.every"), fields, List.of("id"), 0, List.of());
      assertThat(print.buckets(whole)).containsExactly(new BucketDigest("", 2, expected + second));
    }
  }

  @Test
  void findsTheRowThatDiffers() {
    from.run(
        "CREATE TABLE t (id int PRIMARY KEY, v numeric(10,2))",
        "INSERT INTO t SELECT i, i / 3.0 FROM generate_series(1, 5000) i");
    Move move = new Move(from, to, "public.t").run();
    to.run("UPDATE landing.t SET v = v + 0.01 WHERE id = 4321");
    try (var source = move.source();
        var sink = move.sink()) {
      List<Field> fields = source.describe(move.selection()).schema().fields();
      Fingerprint left = source.capability(Fingerprint.class).orElseThrow();
      Fingerprint right = sink.capability(Fingerprint.class).orElseThrow();
      var a =
          new FingerprintRequest(
              StreamSelection.all("public.t"), fields, List.of("id"), 2, List.of());
      var b =
          new FingerprintRequest(
              StreamSelection.all("landing.t"), fields, List.of("id"), 2, List.of());
      List<BucketDigest> differing = new java.util.ArrayList<>(left.buckets(a));
      assertThat(differing).hasSize(256);
      differing.removeAll(right.buckets(b));
      assertThat(differing).hasSize(1);
      List<String> within = List.of(differing.get(0).prefix());
      List<RowDigest> rows =
          new java.util.ArrayList<>(
              left.rows(
                  new FingerprintRequest(a.selection(), fields, List.of("id"), 2, within), 1000));
      rows.removeAll(
          right.rows(
              new FingerprintRequest(b.selection(), fields, List.of("id"), 2, within), 1000));
      assertThat(rows).singleElement().extracting(RowDigest::key).isEqualTo("4321");
    }
  }
}
