package dpone.certify.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the data files of this package. */
final class Resources {
  private Resources() {}

  static JsonNode json(String name) {
    try (InputStream in = Resources.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("this build lacks its catalogue " + name);
      }
      return new ObjectMapper().readTree(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("catalogue " + name, unreadable);
    }
  }

  static String text(JsonNode node, String field) {
    return node.required(field).asText();
  }

  static List<String> texts(JsonNode node, String field) {
    List<String> texts = new ArrayList<>();
    node.path(field).forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
