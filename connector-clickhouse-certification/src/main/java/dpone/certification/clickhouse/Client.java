package dpone.certification.clickhouse;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statements over the HTTP interface; results are text that the server has rendered. */
final class Client implements AutoCloseable {
  private static final int OK = 200;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;
  private final String user;
  private final String password;

  Client(Map<String, Object> connection) {
    this.address = URI.create(String.valueOf(connection.get("url")));
    this.user = String.valueOf(connection.getOrDefault("user", "default"));
    this.password = String.valueOf(connection.getOrDefault("password", ""));
  }

  URI address() {
    return address;
  }

  /** Runs a statement to its end. */
  void run(String sql) throws IOException {
    ask(sql, "");
  }

  /**
   * Inserts rows that are given as text.
   *
   * @param sql ends with {@code FORMAT TabSeparated}
   */
  void insert(String sql, String rows) throws IOException {
    ask(sql, rows);
  }

  /** The first cell of a result. */
  String cell(String sql) throws IOException {
    return String.valueOf(rows(sql).getFirst().getFirst());
  }

  /** A result as cells, null where the cell is. */
  List<List<@Nullable String>> rows(String sql) throws IOException {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (String line : ask(sql + " FORMAT TabSeparated", "").split("\n", -1)) {
      List<@Nullable String> row = new ArrayList<>();
      for (String cell : line.split("\t", -1)) {
        row.add(plain(cell));
      }
      rows.add(row);
    }
    // What follows the last line end.
    rows.removeLast();
    return rows;
  }

  private String ask(String sql, String body) throws IOException {
    String text =
        address
            + "/?wait_end_of_query=1&session_timezone=UTC&query="
            + URLEncoder.encode(sql, StandardCharsets.UTF_8);
    boolean longSql = body.isEmpty();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(longSql ? address + "/?wait_end_of_query=1&session_timezone=UTC" : text))
            .header("X-ClickHouse-User", user)
            .header("X-ClickHouse-Key", password)
            .POST(HttpRequest.BodyPublishers.ofString(longSql ? sql : body))
            .build();
    try {
      HttpResponse<String> answer =
          http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (answer.statusCode() != OK) {
        throw new IOException(answer.body().strip() + " in " + sql);
      }
      return answer.body();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  /** A cell as it goes into text that is inserted. */
  static String escaped(@Nullable String cell) {
    if (cell == null) {
      return "\\N";
    }
    StringBuilder text = new StringBuilder(cell.length() + 8);
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\0' -> text.append("\\0");
        default -> text.append(c);
      }
    }
    return text.toString();
  }

  private static @Nullable String plain(String cell) {
    if (cell.equals("\\N")) {
      return null;
    }
    if (cell.indexOf('\\') < 0) {
      return cell;
    }
    StringBuilder text = new StringBuilder(cell.length());
    boolean escaped = false;
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (!escaped) {
        escaped = c == '\\';
        if (!escaped) {
          text.append(c);
        }
        continue;
      }
      escaped = false;
      text.append(
          switch (c) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '0' -> '\0';
            default -> c;
          });
    }
    return text.toString();
  }

  @Override
  public void close() {
    http.close();
  }
}
