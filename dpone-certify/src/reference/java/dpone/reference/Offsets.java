package dpone.reference;

import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Position;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many changes of each stream were delivered. */
record Offsets(Map<String, Integer> byStream) {
  static Offsets of(Position position) {
    Map<String, Integer> offsets = new TreeMap<>();
    if (position != null) {
      String json = position.payload().json();
      for (String part : json.substring(2, json.length() - 2).split(";")) {
        int end = part.lastIndexOf('=');
        offsets.put(part.substring(0, end), Integer.parseInt(part.substring(end + 1)));
      }
    }
    return new Offsets(offsets);
  }

  Position position() {
    String text =
        byStream.entrySet().stream()
            .map(offset -> offset.getKey() + "=" + offset.getValue())
            .collect(Collectors.joining(";"));
    return new Position(new Payload("reference", "offsets", 1, "[\"" + text + "\"]"), text);
  }

  Offsets with(String stream, int offset) {
    Map<String, Integer> more = new TreeMap<>(byStream);
    more.put(stream, offset);
    return new Offsets(more);
  }

  int of(String stream) {
    return byStream.getOrDefault(stream, 0);
  }
}
