package dpone.acceptance.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** ClickHouse through its HTTP interface, in JSON. */
final class ClickHousePlace implements Place {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Object> connection;

  /**
   * The engine.
   *
   * @param connection to any of its databases
   */
  ClickHousePlace(Map<String, Object> connection) {
    this.connection = connection;
  }

  /** The answer to a statement. */
  String ask(String statement) {
    String settings =
        "/?output_format_json_quote_decimals=1&date_time_output_format=iso"
            + "&date_time_input_format=best_effort&mutations_sync=2";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(connection.get("url") + settings))
            .header("X-ClickHouse-User", connection.get("user").toString())
            .header("X-ClickHouse-Key", connection.get("password").toString())
            .POST(HttpRequest.BodyPublishers.ofString(statement))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(statement + ": " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void fill(List<Order> orders) {
    ask("TRUNCATE TABLE shop.orders");
    insert(orders);
  }

  @Override
  public void put(List<Order> orders) {
    orders.forEach(order -> delete(order.id()));
    insert(orders);
  }

  private void insert(List<Order> orders) {
    StringBuilder rows = new StringBuilder("INSERT INTO shop.orders FORMAT JSONEachRow\n");
    orders.forEach(order -> rows.append(OrderJson.text(order)).append('\n'));
    ask(rows.toString());
  }

  @Override
  public void delete(long id) {
    ask("ALTER TABLE shop.orders DELETE WHERE order_id = " + id);
  }

  @Override
  public List<Order> read(String table, boolean history) {
    String rows =
        ask(
            "SELECT order_id, customer, amount, paid, note, day, toUnixTimestamp64Milli(updated_at)"
                + " AS at FROM warehouse."
                + table
                + (history ? " WHERE is_current" : "")
                + " FORMAT JSONEachRow");
    List<Order> orders = new ArrayList<>();
    rows.lines().filter(line -> !line.isBlank()).forEach(line -> orders.add(order(line)));
    return orders;
  }

  private static Order order(String line) {
    try {
      JsonNode row = JSON.readTree(line);
      return new Order(
          row.path("order_id").asLong(),
          row.path("customer").textValue(),
          new BigDecimal(row.path("amount").asText()),
          row.path("paid").isNull() ? null : row.path("paid").booleanValue(),
          row.path("note").textValue(),
          LocalDate.parse(row.path("day").textValue()),
          Instant.ofEpochMilli(row.path("at").asLong()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public long count(String table) {
    return Long.parseLong(ask("SELECT count() FROM warehouse." + table).strip());
  }

  @Override
  public String target(String name) {
    return name;
  }
}
