package dpone.certification.bigquery;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the double for statements of the trial's own, faults and keys, by calls BigQuery lacks. */
final class DoubleClient extends Client {
  private static final String NULL = "\u0001";
  private static final String CELL = "\u001f";
  private static final String ROW = "\u001e";

  private final HttpClient http = HttpClient.newHttpClient();
  private final String endpoint;

  DoubleClient(Map<String, Object> connection) {
    super(dataset(connection));
    this.endpoint = String.valueOf(connection.get("endpoint"));
  }

  String endpoint() {
    return endpoint;
  }

  @Override
  List<List<@Nullable String>> rows(String sql) throws IOException {
    List<List<@Nullable String>> rows = new ArrayList<>();
    String answer = send("rows", sql);
    for (String row : answer.isEmpty() ? new String[0] : answer.split(ROW, -1)) {
      if (row.isEmpty()) {
        continue;
      }
      List<@Nullable String> cells = new ArrayList<>();
      String[] texts = row.split(CELL, -1);
      for (int i = 0; i < texts.length - 1; i++) {
        cells.add(texts[i].equals(NULL) ? null : texts[i]);
      }
      rows.add(cells);
    }
    return rows;
  }

  /**
   * Asks for something else.
   *
   * @param body JSON or SQL
   */
  String send(String what, String body) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint + "/double/" + what))
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(answer.body() + " of " + body);
      }
      return answer.body();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
