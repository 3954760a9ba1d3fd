package dpone.toolkit.http.source;

import dpone.toolkit.http.testing.RawServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers requests by a function of their parameters, and remembers them. */
final class PageServer implements AutoCloseable {
  final List<String> requests = new CopyOnWriteArrayList<>();
  private final RawServer server;
  private volatile Function<Map<String, String>, String> answer;

  PageServer(Function<Map<String, String>, String> answer) throws IOException {
    this.answer = answer;
    this.server =
        new RawServer((asked, out) -> {
          requests.add(asked.target());
          RawServer.reply(
              out,
              200,
              "Content-Type: application/json",
              this.answer.apply(params(asked.target())));
        });
  }

  void answer(Function<Map<String, String>, String> other) {
    this.answer = other;
  }

  URI root() {
    return server.uri("/api");
  }

  private static Map<String, String> params(String target) {
    int mark = target.indexOf('?');
    Map<String, String> params = new LinkedHashMap<>();
    params.put("path", mark < 0 ? target : target.substring(0, mark));
    if (mark >= 0) {
      for (String pair : target.substring(mark + 1).split("&")) {
        String[] parts = pair.split("=", 2);
        params.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return params;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
