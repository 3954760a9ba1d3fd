package dpone.connector.postgres.keep;

import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Asks the catalogue what hangs on a table, and what gives all of it to a new one. */
public final class TableKeep {
  private final PgSession session;
  private final long table;
  private final TableName shadow;

  /**
   * For one table.
   *
   * @param table its object id
   * @param shadow the table that shall take its place; need not exist yet
   */
  public TableKeep(PgSession session, long table, TableName shadow) {
    this.session = session;
    this.table = table;
    this.shadow = shadow;
  }

  /** What makes a swap impossible, for people; empty if nothing does. */
  public List<String> objections() {
    return ask(Verdicts.OBJECTIONS);
  }

  /** What a swap keeps without making it work for the rows that it brings, for people. */
  public List<String> reservations() {
    return ask(Verdicts.RESERVATIONS);
  }

  /** What a swap keeps, for people. */
  public List<String> kept() {
    return ask(Verdicts.KEPT);
  }

  /** The statements that make the empty new table, with semicolons between. */
  public String creation() {
    List<String> statements = new ArrayList<>(ask(Verdicts.CREATION));
    statements.addAll(ask(Verdicts.NUMBERING));
    return String.join("; ", statements);
  }

  /** The statements by phase, in order. */
  public Map<Phase, List<String>> statements() {
    Map<Phase, List<String>> all = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      all.put(phase, new ArrayList<>());
    }
    session.withCatalogPath(() -> {
      for (Section section : Sections.ALL) {
        all.computeIfAbsent(section.phase(), p -> new ArrayList<>())
            .addAll(session.query(sql(section.sql()), row -> row.getString(1)));
      }
      return true;
    });
    return all;
  }

  /**
   * Statements that let columns of the new table refuse nulls as the old one's do, under the same
   * names where the server names that.
   */
  public List<String> notNull(List<String> columns) {
    if (columns.isEmpty()) {
      return List.of();
    }
    return session.withCatalogPath(() ->
        session.query(
            sql(Verdicts.NOT_NULL), row -> row.getString(1), session.array("text", columns)));
  }

  private List<String> ask(String sql) {
    return session.withCatalogPath(() -> session.query(sql(sql), row -> row.getString(1)));
  }

  private String sql(String question) {
    return Scope.of(table, shadow) + question;
  }

  /** A query that names what has changed since now, and answers null if nothing has. */
  public String everythingUnchanged() {
    return unchanged(Sections.ALL);
  }

  /** The same for the columns alone. */
  public String shapeUnchanged() {
    return unchanged(Sections.SHAPE);
  }

  private String unchanged(List<Section> sections) {
    String digests =
        IntStream.range(0, sections.size())
            .mapToObj(i -> digest(i, sections.get(i)))
            .collect(Collectors.joining(" UNION ALL "));
    record Known(int place, String digest) {}
    List<Known> known =
        session.withCatalogPath(
            () -> session.query(sql(digests), row -> new Known(row.getInt(1), row.getString(3))));
    return sql(
        "SELECT string_agg(DISTINCT now.name, ', ') FROM ("
            + digests
            + ") AS now(place, name, digest) JOIN (VALUES "
            + known.stream()
                .map(k -> "(" + k.place + ", " + Sql.text(k.digest) + ")")
                .collect(Collectors.joining(", "))
            + ") AS known(place, digest) ON known.place = now.place"
            + " WHERE now.digest <> known.digest");
  }

  private static String digest(int place, Section section) {
    return "SELECT "
        + place
        + ", "
        + Sql.text(section.name())
        + ", md5(coalesce(string_agg(x.sql, chr(10) ORDER BY x.sql), '')) FROM ("
        + section.sql()
        + ") AS x(sql)";
  }
}
