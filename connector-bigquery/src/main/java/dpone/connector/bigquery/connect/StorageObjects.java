package dpone.connector.bigquery.connect;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.connector.bigquery.error.BqCode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The objects of one bucket. */
public final class StorageObjects {
  private static final int REPLACED = 412;
  private static final int ABSENT = 404;

  private final Rest rest;
  private final String bucket;

  /** Of a bucket, by the connection's own credentials. */
  public StorageObjects(Rest rest, String bucket) {
    this.rest = rest;
    this.bucket = bucket;
  }

  private URI endpoint() {
    return rest.settings().storageEndpoint();
  }

  private HttpResponse<String> answer(String doing, String method, URI address) {
    return rest.send(doing, rest.request(address).method(method, BodyPublishers.noBody()));
  }

  /** An object, if it is there. Tried once, as part of a call that is tried again. */
  Optional<StoredObject> look(String doing, String name) {
    HttpResponse<String> answer =
        answer(doing, "GET", StorageRequests.find(endpoint(), bucket, name));
    if (answer.statusCode() == ABSENT) {
      return Optional.empty();
    }
    if (answer.statusCode() / 100 != 2) {
      throw Rest.failure(doing, answer);
    }
    return Optional.of(StoredObject.of(Rest.json(doing, answer)));
  }

  /** Objects whose names begin so. */
  public List<StoredObject> list(String prefix) {
    String doing = "listing stages in the bucket " + bucket;
    List<StoredObject> found = new ArrayList<>();
    String token = "";
    do {
      URI page = StorageRequests.list(endpoint(), bucket, prefix, token);
      JsonNode answer = rest.context().retry().call("bigquery.get", () -> page(doing, page));
      for (JsonNode one : answer.path("items")) {
        StoredObject object = StoredObject.of(one);
        if (object.name().startsWith(prefix)) {
          found.add(object);
        }
      }
      String next = answer.path("nextPageToken").asText("");
      if (!next.isEmpty() && next.equals(token)) {
        throw BqCode.SERVER_ERROR.error(doing + ": the same page comes again").build();
      }
      token = next;
    } while (!token.isEmpty());
    return found;
  }

  private JsonNode page(String doing, URI page) {
    HttpResponse<String> answer = answer(doing, "GET", page);
    if (answer.statusCode() / 100 != 2) {
      throw Rest.failure(doing, answer);
    }
    return Rest.json(doing, answer);
  }

  /** Removes an object, if it is there and still the one that was looked at. */
  public void remove(StoredObject object) {
    String doing = "removing the object " + object.name();
    URI address = StorageRequests.delete(endpoint(), bucket, object);
    rest.context()
        .retry()
        .call(
            "bigquery.table",
            () -> {
              HttpResponse<String> answer = answer(doing, "DELETE", address);
              int status = answer.statusCode();
              if (status / 100 != 2 && status != ABSENT && status != REPLACED) {
                throw Rest.failure(doing, answer);
              }
              return object;
            });
  }
}
