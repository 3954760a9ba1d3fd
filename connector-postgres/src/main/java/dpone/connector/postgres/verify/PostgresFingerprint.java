package dpone.connector.postgres.verify;

import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.connect.Sessions;
import dpone.connector.postgres.sql.Sql;
import dpone.spi.source.StreamSelection;
import dpone.spi.type.Field;
import dpone.spi.verify.BucketDigest;
import dpone.spi.verify.Fingerprint;
import dpone.spi.verify.FingerprintRequest;
import dpone.spi.verify.RowDigest;
import java.util.List;
import java.util.stream.Collectors;

/** Counts and hashes computed by the server; only digests travel. */
public final class PostgresFingerprint implements Fingerprint {
  private final Sessions sessions;

  /** For the tables and queries that these sessions see. */
  public PostgresFingerprint(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public List<BucketDigest> buckets(FingerprintRequest request) {
    return ask(session ->
        session.query(
            bucketsSql(request, from(request.selection())),
            row ->
                new BucketDigest(
                    row.getString(1),
                    row.getLong(2),
                    row.getBigDecimal(3).toBigInteger().longValue())));
  }

  @Override
  public List<RowDigest> rows(FingerprintRequest request, int limit) {
    return ask(session ->
        session.query(
            rowsSql(request, from(request.selection()), limit),
            row -> new RowDigest(row.getString(1), row.getString(2), row.getLong(3))));
  }

  private <T> T ask(java.util.function.Function<PgSession, T> question) {
    try (PgSession session = sessions.control()) {
      session.beginSnapshot();
      return question.apply(session);
    }
  }

  private String from(StreamSelection selection) {
    String relation =
        selection.query() == null
            ? sessions.settings().table(selection.name()).sql()
            : Sql.condition(selection.query()) + " AS q";
    return relation
        + (selection.where() == null ? "" : " WHERE " + Sql.condition(selection.where()));
  }

  /** The statement behind {@link #buckets}. */
  public static String bucketsSql(FingerprintRequest request, String from) {
    return "SELECT left(key_hash, "
        + request.prefixLength()
        + "), count(*), sum("
        + CanonicalSql.first64("md5(row_text)")
        + ") FROM ("
        + canonical(request, from, "")
        + ") AS c"
        + within(request)
        + " GROUP BY 1 ORDER BY 1";
  }

  /** The statement behind {@link #rows}. */
  public static String rowsSql(FingerprintRequest request, String from, int limit) {
    String key =
        request.key().stream()
            .map(k -> "coalesce(" + Sql.name(k) + "::text, '')")
            .collect(Collectors.joining(" || ',' || "));
    return "SELECT key_text, key_hash, "
        + CanonicalSql.first64("md5(row_text)")
        + " FROM ("
        + canonical(request, from, ", " + key + " AS key_text")
        + ") AS c"
        + within(request)
        + " ORDER BY key_hash, 3 LIMIT "
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
    return "SELECT md5("
        + CanonicalSql.row(key)
        + ") AS key_hash, "
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
            .map(prefix -> "starts_with(key_hash, " + Sql.text(prefix) + ")")
            .collect(Collectors.joining(" OR ", " WHERE ", ""));
  }
}
