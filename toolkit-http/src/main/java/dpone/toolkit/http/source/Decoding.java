package dpone.toolkit.http.source;

import dpone.toolkit.format.cell.RecordColumn;
import dpone.toolkit.format.codec.RecordDecoder;
import dpone.toolkit.format.json.JsonDecoder;
import dpone.toolkit.format.json.JsonRules;
import dpone.toolkit.http.api.ColumnDefinition;
import dpone.toolkit.http.api.StreamDefinition;
import java.util.ArrayList;
import java.util.List;

/** How the records of a stream become cells. Used by one thread. */
final class Decoding {
  private final RecordDecoder decoder;

  /**
   * For some columns of a stream.
   *
   * @param columns those that are wanted
   */
  Decoding(StreamDefinition stream, List<ColumnDefinition> columns) {
    List<RecordColumn> fields = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      ColumnDefinition column = columns.get(i);
      if (column.source() instanceof ColumnDefinition.Source.InRecord inside) {
        fields.add(new RecordColumn(column.field(), inside.pointer(), column.form()));
        places.add(i);
      }
    }
    JsonRules rules =
        new JsonRules(
            stream.unknown() == StreamDefinition.UnknownFields.FAIL
                ? JsonRules.Unknown.FAIL
                : JsonRules.Unknown.IGNORE,
            "",
            false,
            false);
    this.decoder =
        JsonDecoder.of(
            fields,
            places.stream().mapToInt(Integer::intValue).toArray(),
            ignored(stream, columns),
            rules);
  }

  /** Members of the record that are declared and not wanted. */
  private static List<String> ignored(StreamDefinition stream, List<ColumnDefinition> columns) {
    return stream.columns().stream()
        .filter(c -> !columns.contains(c))
        .map(ColumnDefinition::source)
        .filter(ColumnDefinition.Source.InRecord.class::isInstance)
        .map(s -> member(((ColumnDefinition.Source.InRecord) s).pointer()))
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  /** The name of the record's member that a pointer leads through. */
  private static String member(String pointer) {
    String[] names = pointer.split("/", 3);
    return names.length < 2 ? "" : names[1].replace("~1", "/").replace("~0", "~");
  }

  RecordDecoder decoder() {
    return decoder;
  }
}
