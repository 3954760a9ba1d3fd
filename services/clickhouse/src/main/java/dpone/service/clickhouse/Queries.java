package dpone.service.clickhouse;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Statements over HTTP. */
final class Queries {
  private static final int PATIENCE_MILLIS = 60_000;

  private final int port;
  private final String password;

  Queries(int port, String password) {
    this.port = port;
    this.password = password;
  }

  /** Whether a server listens there. */
  static boolean answers(int port) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://" + Server.HOST + ":" + port + "/ping").toURL().openConnection();
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(PATIENCE_MILLIS);
      return connection.getResponseCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Runs a statement in the default database; gives its result as tab-separated text. */
  String run(String sql) throws ServiceException, IOException {
    return run("default", sql, InputStream.nullInputStream());
  }

  /** Runs a statement in a database with data behind it. */
  String run(String database, String sql, InputStream rows) throws ServiceException, IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create(
                    "http://"
                        + Server.HOST
                        + ":"
                        + port
                        + "/?wait_end_of_query=1&database="
                        + URLEncoder.encode(database, StandardCharsets.UTF_8)
                        + "&query="
                        + URLEncoder.encode(sql, StandardCharsets.UTF_8))
                .toURL()
                .openConnection();
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setChunkedStreamingMode(1 << 16);
    connection.setReadTimeout(PATIENCE_MILLIS);
    connection.setRequestProperty("X-ClickHouse-User", Configuration.USER);
    connection.setRequestProperty("X-ClickHouse-Key", password);
    try (OutputStream body = connection.getOutputStream()) {
      rows.transferTo(body);
    }
    if (connection.getResponseCode() != 200) {
      String complaint = "";
      InputStream errors = connection.getErrorStream();
      if (errors != null) {
        complaint = new String(errors.readAllBytes(), StandardCharsets.UTF_8);
      }
      throw new ServiceException(
          complaint.replaceFirst("\\s*\\(version .*", ""), "correct the statement: " + sql);
    }
    try (InputStream answer = connection.getInputStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    } catch (FileNotFoundException impossible) {
      throw new IOException(impossible);
    }
  }
}
