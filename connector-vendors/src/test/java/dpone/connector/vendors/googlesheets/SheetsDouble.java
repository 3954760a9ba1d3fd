package dpone.connector.vendors.googlesheets;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dpone.connector.vendors.testing.TokenDouble;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The vendor's service: one spreadsheet, as the reference of the API describes what is answered.
 * Requests that the reference does not know are refused.
 */
final class SheetsDouble implements AutoCloseable {
  static final String ID = "1invented-spreadsheet";

  /** A cell: its value, and the kind of number that it is shown as. */
  record Cell(Object value, String format) {
    static Cell of(Object value) {
      return new Cell(value, "");
    }
  }

  /** A tab: title, gid, cells by row. */
  record Tab(String title, long gid, List<List<Cell>> rows, int columns) {}

  final List<Tab> tabs = new ArrayList<>();
  final List<String> requests = new CopyOnWriteArrayList<>();

  /** Answers that the next requests get instead: status, header Retry-After, body. */
  final Deque<String[]> troubles = new ArrayDeque<>();

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern RANGE =
      Pattern.compile("'((?:[^']|'')*)'!([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)");
  private final TokenDouble tokens;
  private final HttpServer server;

  SheetsDouble(TokenDouble tokens) throws IOException {
    this.tokens = tokens;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  static List<Cell> row(Object... values) {
    List<Cell> row = new ArrayList<>();
    for (Object value : values) {
      row.add(value instanceof Cell cell ? cell : value == null ? null : Cell.of(value));
    }
    return row;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    String query = exchange.getRequestURI().getRawQuery();
    requests.add(decoded(path) + (query == null ? "" : "?" + decoded(query)));
    String[] trouble = troubles.poll();
    if (trouble != null) {
      if (trouble[1] != null) {
        exchange.getResponseHeaders().set("Retry-After", trouble[1]);
      }
      send(exchange, Integer.parseInt(trouble[0]), "application/json", trouble[2]);
      return;
    }
    if (path.startsWith("/spreadsheets/d/" + ID + "/export")) {
      send(exchange, 200, "text/csv; charset=utf-8", "name,n\r\n\"a,b\",1\r\n,2\r\n");
      return;
    }
    String login = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    if (!login.startsWith("Bearer ") || !tokens.isValid(login.substring(7))) {
      error(exchange, 401, "UNAUTHENTICATED", "Request had invalid authentication credentials.");
      return;
    }
    String base = "/v4/spreadsheets/" + ID;
    Map<String, String> params = params(query);
    if (path.equals(base)
        && Set.of("ranges", "fields", "includeGridData").containsAll(params.keySet())) {
      describe(exchange, params);
    } else if (path.startsWith(base + "/values/")
        && Set.of("majorDimension", "valueRenderOption", "dateTimeRenderOption")
            .containsAll(params.keySet())) {
      values(exchange, decoded(path.substring(base.length() + 8)), params);
    } else {
      error(exchange, 404, "NOT_FOUND", "Requested entity was not found.");
    }
  }

  private void describe(HttpExchange exchange, Map<String, String> params) throws IOException {
    ObjectNode answer = MAPPER.createObjectNode();
    ArrayNode sheets = answer.putArray("sheets");
    String ranges = params.get("ranges");
    for (int i = 0; i < tabs.size(); i++) {
      Tab tab = tabs.get(i);
      if (ranges == null) {
        ObjectNode properties = sheets.addObject().putObject("properties");
        properties.put("sheetId", tab.gid()).put("title", tab.title()).put("index", i);
        properties.put("sheetType", "GRID");
        properties
            .putObject("gridProperties")
            .put("rowCount", tab.rows().size())
            .put("columnCount", tab.columns());
      } else {
        Matcher range = RANGE.matcher(ranges);
        if (range.matches() && range.group(1).replace("''", "'").equals(tab.title())) {
          ArrayNode rows = sheets.addObject().putArray("data").addObject().putArray("rowData");
          for (List<Cell> cells : part(tab, range)) {
            ObjectNode row = rows.addObject();
            if (!cells.isEmpty()) {
              ArrayNode values = row.putArray("values");
              cells.forEach(cell -> describe(values.addObject(), cell));
            }
          }
        }
      }
    }
    if (ranges == null) {
      ObjectNode named = answer.putArray("namedRanges").addObject().put("name", "PRICES");
      named
          .putObject("range")
          .put("sheetId", tabs.getFirst().gid())
          .put("endRowIndex", 3)
          .put("endColumnIndex", 2);
    }
    send(exchange, 200, "application/json", answer.toString());
  }

  private static void describe(ObjectNode node, Cell cell) {
    if (cell == null) {
      return;
    }
    node.put("formattedValue", "" + cell.value());
    ObjectNode value = node.putObject("effectiveValue");
    switch (cell.value()) {
      case Boolean b -> value.put("boolValue", b);
      case BigDecimal n -> value.put("numberValue", n);
      case String failed when failed.startsWith("#") ->
          value.putObject("errorValue").put("type", "N_A").put("message", "Not found.");
      default -> value.put("stringValue", "" + cell.value());
    }
    if (!cell.format().isEmpty()) {
      node.putObject("effectiveFormat").putObject("numberFormat").put("type", cell.format());
    }
  }

  private void values(HttpExchange exchange, String asked, Map<String, String> params)
      throws IOException {
    Matcher range = RANGE.matcher(asked);
    for (Tab tab : tabs) {
      if (range.matches() && range.group(1).replace("''", "'").equals(tab.title())) {
        StringBuilder rows = new StringBuilder();
        for (List<Cell> cells : part(tab, range)) {
          rows.append(rows.isEmpty() ? "" : ",").append('[');
          for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            boolean text =
                cell == null
                    || cell.value() instanceof String
                    || !"UNFORMATTED_VALUE".equals(params.get("valueRenderOption"));
            String value = cell == null ? "" : "" + cell.value();
            rows.append(i == 0 ? "" : ",").append(text ? MAPPER.writeValueAsString(value) : value);
          }
          rows.append(']');
        }
        send(
            exchange,
            200,
            "application/json",
            "{\"range\":"
                + MAPPER.writeValueAsString(asked)
                + ",\"majorDimension\":\"ROWS\""
                + (rows.isEmpty() ? "" : ",\"values\":[" + rows + "]")
                + "}");
        return;
      }
    }
    error(exchange, 400, "INVALID_ARGUMENT", "Unable to parse range: " + asked);
  }

  /** Cells of a range without the empty ones at the ends of rows, and the empty rows at the end. */
  private static List<List<Cell>> part(Tab tab, Matcher range) {
    int left = number(range.group(2)) - 1;
    int right = number(range.group(4));
    int top = Integer.parseInt(range.group(3)) - 1;
    int bottom = Math.min(Integer.parseInt(range.group(5)), tab.rows().size());
    List<List<Cell>> rows = new ArrayList<>();
    int last = 0;
    for (int r = top; r < bottom; r++) {
      List<Cell> all = tab.rows().get(r);
      List<Cell> cells =
          new ArrayList<>(all.subList(Math.min(left, all.size()), Math.min(right, all.size())));
      while (!cells.isEmpty() && cells.getLast() == null) {
        cells.removeLast();
      }
      rows.add(cells);
      last = cells.isEmpty() ? last : rows.size();
    }
    return rows.subList(0, last);
  }

  private static int number(String letters) {
    int number = 0;
    for (char letter : letters.toCharArray()) {
      number = number * 26 + letter - 'A' + 1;
    }
    return number;
  }

  static String error(int code, String status, String message) {
    return "{\"error\":{\"code\":"
        + code
        + ",\"message\":\""
        + message
        + "\",\"status\":\""
        + status
        + "\"}}";
  }

  private static void error(HttpExchange exchange, int code, String status, String message)
      throws IOException {
    send(exchange, code, "application/json", error(code, status, message));
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static Map<String, String> params(String query) {
    Map<String, String> params = new LinkedHashMap<>();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      String[] parts = pair.split("=", 2);
      params.put(decoded(parts[0]), decoded(parts[1]));
    }
    return params;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
