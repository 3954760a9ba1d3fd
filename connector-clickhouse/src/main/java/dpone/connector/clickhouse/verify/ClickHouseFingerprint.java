package dpone.connector.clickhouse.verify;

import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.sql.Sql;
import dpone.spi.context.ConnectorContext;
import dpone.spi.source.StreamSelection;
import dpone.spi.type.Field;
import dpone.spi.verify.BucketDigest;
import dpone.spi.verify.Fingerprint;
import dpone.spi.verify.FingerprintRequest;
import dpone.spi.verify.RowDigest;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts and hashes computed by the server; only digests travel. */
public final class ClickHouseFingerprint implements Fingerprint {
  private final Server server;
  private final ConnectorContext context;

  /** For the tables and queries of a server. */
  public ClickHouseFingerprint(Server server, ConnectorContext context) {
    this.server = server;
    this.context = context;
  }

  @Override
  public List<BucketDigest> buckets(FingerprintRequest request) {
    return ask(bucketsSql(request, from(request.selection()))).stream()
        .map(row -> new BucketDigest(text(row, 0), number(row, 1), number(row, 2)))
        .toList();
  }

  @Override
  public List<RowDigest> rows(FingerprintRequest request, int limit) {
    return ask(rowsSql(request, from(request.selection()), limit)).stream()
        .map(row -> new RowDigest(text(row, 0), text(row, 1), number(row, 2)))
        .toList();
  }

  private List<List<@Nullable String>> ask(String sql) {
    return context.retry().call("clickhouse.ask", () -> server.rows(sql));
  }

  private static String text(List<@Nullable String> row, int index) {
    return String.valueOf(row.get(index));
  }

  private static long number(List<@Nullable String> row, int index) {
    return Long.parseLong(text(row, index));
  }

  private String from(StreamSelection selection) {
    String relation =
        selection.query() == null
            ? server.settings().table(selection.name()).sql()
                + (selection.options().has("final") && selection.options().bool("final")
                    ? " FINAL"
                    : "")
            : "(\n" + selection.query() + "\n)";
    return relation
        + (selection.where() == null ? "" : " WHERE " + Sql.condition(selection.where()));
  }

  /** The statement behind {@link #buckets}. */
  public static String bucketsSql(FingerprintRequest request, String from) {
    return "SELECT substring(key_hash, 1, "
        + request.prefixLength()
        + ") AS bucket, count(), sum("
        + CanonicalSql.first64("row_text")
        + ") FROM ("
        + canonical(request, from, "")
        + ")"
        + within(request)
        + " GROUP BY bucket ORDER BY bucket";
  }

  /** The statement behind {@link #rows}. */
  public static String rowsSql(FingerprintRequest request, String from, int limit) {
    String key =
        request.key().stream()
            .map(k -> "ifNull(toString(" + Sql.name(k) + "), '')")
            .collect(Collectors.joining(", ',', "));
    return "SELECT key_text, key_hash, "
        + CanonicalSql.first64("row_text")
        + " AS row_hash FROM ("
        + canonical(request, from, ", concat(" + key + ", '') AS key_text")
        + ")"
        + within(request)
        + " ORDER BY key_hash, row_hash LIMIT "
        + limit;
  }

  private static String canonical(FingerprintRequest request, String from, String more) {
    List<Field> key =
        request.key().stream()
            .map(name ->
                request.columns().stream()
                    .filter(f -> f.name().equals(name))
                    .findFirst()
                    .orElseThrow(
                        () -> new IllegalArgumentException("key column not hashed: " + name)))
            .toList();
    return "SELECT lower(hex(MD5("
        + CanonicalSql.row(key)
        + "))) AS key_hash, "
        + CanonicalSql.row(request.columns())
        + " AS row_text"
        + more
        + " FROM "
        + from;
  }

  private static String within(FingerprintRequest request) {
    return request.within().isEmpty()
        ? ""
        : request.within().stream()
            .map(prefix -> "startsWith(key_hash, " + Sql.text(prefix) + ")")
            .collect(Collectors.joining(" OR ", " WHERE ", ""));
  }
}
