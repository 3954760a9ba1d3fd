package dpone.connector.bigquery.connect;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Stops a job for a run that may make no calls any more: best effort, within two seconds. */
final class Stopper {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private Stopper() {}

  static void stop(Rest rest, String path) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      HttpRequest request =
          rest.request(URI.create(rest.settings().endpoint() + Rest.BASE + path))
              .timeout(LIMIT)
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      client.send(request, BodyHandlers.discarding());
    } catch (java.io.IOException | RuntimeException unheard) {
      rest.context()
          .logger()
          .log(System.Logger.Level.WARNING, "a job goes on: it could not be asked to stop");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
