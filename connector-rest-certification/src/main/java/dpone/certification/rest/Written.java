package dpone.certification.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Pages as text. */
final class Written {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Written() {}

  /** A page in a format. */
  static Reply reply(Listing page, String format) {
    Reply reply =
        switch (format) {
          case "jsonl" -> Reply.of(200, "application/x-ndjson", lines(page));
          case "csv" -> Reply.of(200, "text/csv; charset=utf-8", csv(page));
          case "xml" -> Reply.of(200, "application/xml", xml(page));
          default -> Reply.of(200, "application/json", json(page));
        };
    Reply told = reply.with("X-Total-Count", String.valueOf(page.total()));
    String next = page.next();
    if (next != null) {
      told = told.with("X-Next", next);
    }
    String url = page.nextUrl();
    return url == null
        ? told
        : told.with("Link", "<" + url + ">; rel=\"next\", <" + url + "#last>; rel=\"last\"");
  }

  static String json(Listing page) {
    StringJoiner data = new StringJoiner(",", "[", "]");
    page.items().forEach(item -> data.add(item.json()));
    return "{\"ok\":true,\"data\":" + data + ",\"meta\":" + meta(page) + "}";
  }

  private static String meta(Listing page) {
    return "{\"total\":"
        + page.total()
        + ",\"pages\":"
        + page.pages()
        + ",\"more\":"
        + page.more()
        + ",\"next\":"
        + quoted(page.next())
        + ",\"next_url\":"
        + quoted(page.nextUrl())
        + "}";
  }

  private static String quoted(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "null" : '"' + text + '"';
  }

  private static String lines(Listing page) {
    StringBuilder lines = new StringBuilder();
    page.items().forEach(item -> lines.append(item.json()).append('\n'));
    return lines.toString();
  }

  private static List<String> names(Listing page) {
    return page.items().isEmpty()
        ? List.of("id")
        : List.copyOf(fields(page.items().getFirst()).keySet());
  }

  private static Map<String, JsonNode> fields(Item item) {
    try {
      Map<String, JsonNode> fields = new TreeMap<>();
      JSON.readTree(item.json()).properties().forEach(e -> fields.put(e.getKey(), e.getValue()));
      return fields;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String csv(Listing page) {
    StringBuilder text = new StringBuilder(String.join(";", names(page))).append("\r\n");
    for (Item item : page.items()) {
      StringJoiner line = new StringJoiner(";");
      fields(item)
          .values()
          .forEach(value ->
              line.add(
                  value.isNull()
                      ? ""
                      : value.isTextual()
                          ? '"' + value.asText().replace("\"", "\"\"") + '"'
                          : value.asText()));
      text.append(line).append("\r\n");
    }
    return text.toString();
  }

  private static String xml(Listing page) {
    StringBuilder text =
        new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<answer total=\"")
            .append(page.total())
            .append("\"><rows>");
    for (Item item : page.items()) {
      text.append("<row>");
      fields(item)
          .forEach((name, value) -> {
            if (!value.isNull()) {
              text.append('<').append(name).append('>').append(escaped(value.asText()));
              text.append("</").append(name).append('>');
            }
          });
      text.append("</row>");
    }
    return text.append("</rows></answer>").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
