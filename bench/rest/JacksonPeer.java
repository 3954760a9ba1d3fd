import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * The same pages by the JDK's client and Jackson's streaming parser, every value taken, and nothing done with it.
 *
 * <pre>JacksonPeer URL</pre>
 *
 * Prints records, the sum of their ids, and microseconds.
 */
public final class JacksonPeer {
  private static final JsonFactory JSON = new JsonFactory();
  private static long kept;

  public static void main(String[] args) throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    long begun = System.nanoTime();
    long records = 0;
    long sum = 0;
    for (int page = 1; ; page++) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(args[0] + "/orders?page=" + page)).build();
      long before = records;
      try (InputStream body = client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
          JsonParser in = JSON.createParser(body)) {
        int depth = 0;
        String name = "";
        for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
          switch (token) {
            case START_OBJECT -> depth++;
            case END_OBJECT -> {
              depth--;
              if (depth == 1) {
                records++;
              }
            }
            case FIELD_NAME -> name = in.currentName();
            case VALUE_NUMBER_INT -> {
              long value = in.getLongValue();
              if (depth == 2 && name.equals("id")) {
                sum += value;
              }
            }
            case VALUE_NUMBER_FLOAT -> kept += in.getDecimalValue().scale();
            case VALUE_STRING -> kept += in.getText().length();
            default -> {}
          }
        }
      }
      if (records == before) {
        break;
      }
    }
    System.out.println(records + " " + sum + " " + (System.nanoTime() - begun) / 1000 + " " + (kept > 0));
  }
}
