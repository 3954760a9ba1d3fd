package dpone.certification.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dpone.spi.source.ReadMode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that nobody wrote for this. */
@Tag("integration")
class JsonServerTest {
  private static final String JSON_SERVER = "json-server-0.17.4";
  private static final int POSTS = 95;

  @TempDir Path folder;

  /** A process that ends with its standard input. */
  record Child(Process process, BufferedReader out) implements AutoCloseable {
    static Child start(String... command) throws IOException {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      return new Child(
          process,
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
    }

    String line() throws IOException {
      return String.valueOf(out.readLine());
    }

    @Override
    public void close() throws Exception {
      process.getOutputStream().close();
      process.waitFor();
    }
  }

  private static Path basedir() {
    return Path.of(System.getProperty("basedir")).toAbsolutePath();
  }

  /** Where bin/json-server.sh puts it. */
  private static Path jsonServer() {
    Path repository = basedir().getParent();
    Path home =
        Stream.of(System.getenv("DPONE_CACHE"), repository.resolve(".cache").toString())
            .filter(cache -> cache != null && !cache.isBlank())
            .map(cache -> Path.of(cache).resolve(JSON_SERVER))
            .filter(Files::isDirectory)
            .findFirst()
            .orElse(null);
    assumeTrue(home != null, "json-server is not installed: run ./build services");
    return home;
  }

  private Child serve() throws IOException {
    StringJoiner posts = new StringJoiner(",", "{\"posts\":[", "]}");
    for (int i = 1; i <= POSTS; i++) {
      posts.add(
          "{\"id\":"
              + i
              + ",\"changed\":"
              + (i / 10)
              + ",\"title\":\"post "
              + i
              + "\",\"by\":{\"name\":\"ж\"}}");
    }
    Path data = Files.writeString(folder.resolve("db.json"), posts.toString());
    return Child.start(
        "node",
        basedir().getParent().resolve("bin/json-server/serve.js").toString(),
        jsonServer().toString(),
        data.toString());
  }

  private static Reading posts(String port, String more) {
    return new Reading(
        "{url: 'http://127.0.0.1:" + port + "'}",
        "posts",
        "{path: 'posts', schema: [{name: 'id', type: 'int64'}, {name: 'changed', type: 'int64'},"
            + " {name: 'title', type: 'string'}, {name: 'by', type: 'string', pointer:"
            + " '/by/name'}], primary_key: ['id'], "
            + more
            + "}",
        "changed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pagination: {type: 'page', page_param: '_page', limit: 10, limit_param: '_limit', total:"
            + " 'header:X-Total-Count'}",
        "pagination: {type: 'offset', offset_param: '_start', limit: 10, limit_param: '_limit',"
            + " total: 'header:X-Total-Count'}",
        "params: {_page: '1'}, pagination: {type: 'link', limit: 10, limit_param: '_limit'}",
        "params: {_sort: 'id'}"
      })
  void jsonServerIsReadWhole(String more) throws Exception {
    try (Child server = serve()) {
      Reading reading = posts(server.line(), more);

      reading.read(ReadMode.FULL);

      assertThat(reading.ids)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, POSTS).boxed().toList());
    }
  }

  @Test
  void jsonServerIsReadOnFromThePosition() throws Exception {
    try (Child server = serve()) {
      String port = server.line();
      Reading reading =
          posts(
              port,
              "params: {changed_gte: '{since}', _sort: 'changed'}, pagination: {type: 'page',"
                  + " page_param: '_page', limit: 7, limit_param: '_limit', total:"
                  + " 'header:X-Total-Count'}");
      reading.read(ReadMode.AFTER_POSITION);
      for (int id = 101; id <= 120; id++) {
        send(
            "http://127.0.0.1:" + port + "/posts",
            "application/json",
            "{\"id\":" + id + ",\"changed\":" + (id < 110 ? 9 : 10) + ",\"title\":\"more\"}");
      }

      reading.read(ReadMode.AFTER_POSITION);

      assertThat(reading.ids)
          .containsExactlyInAnyOrderElementsOf(
              LongStream.concat(LongStream.rangeClosed(1, POSTS), LongStream.rangeClosed(101, 120))
                  .boxed()
                  .toList());
    }
  }

  static void send(String url, String type, String body) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(url))
                  .header("Content-Type", type)
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }
  }
}
